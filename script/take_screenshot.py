"""Serves the demo from a folder that is thrown away, and keeps a picture of its workspace. Run by script/screenshot."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from national.tests.browser.server import MANAGE, World, web_server  # noqa: E402  it needs the two lines above

PICTURE = ROOT / "docs" / "screenshot.png"
WIDTH, HEIGHT = 1280, 900
LARGEST = 300_000
REVIEW, SECTION = "Oxbarrow", "Vision"


class Demo(World):
    """As the tests' world, but with the demo in it, which is refused where DEBUG is off."""

    @property
    def environment(self):
        return super().environment | {"DEBUG": "true"}


def sign_in(page, address):
    index = YAML(typ="safe").load(ROOT / "fixtures" / "demo" / "index.yaml")
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill(index["people"][0]["email"])
    page.get_by_label("Password", exact=True).fill(index["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()


def take(address, path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        sign_in(page, address)
        page.get_by_role("link", name=REVIEW).first.click()
        page.get_by_role("link", name="Sections", exact=True).click()
        page.get_by_role("link", name=SECTION).first.click()
        # Read before, as it is for somebody at work: what good looks like is folded away.
        page.locator("details.good-practice").wait_for()
        page.reload()
        page.evaluate("document.fonts.ready")
        page.screenshot(path=path)
        browser.close()


def main():
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(Path(folder), Path(folder) / "static", {})
        subprocess.run([*MANAGE, "prepare", "--demo"], env=demo.environment, check=True, stdout=subprocess.DEVNULL)
        with web_server(demo) as address:
            take(address, PICTURE)
    # A page has few colours: a palette makes the file a third as large, and nothing looks different.
    Image.open(PICTURE).quantize(256).save(PICTURE, optimize=True)
    size = PICTURE.stat().st_size
    if size > LARGEST:
        sys.exit(f"{PICTURE} has {size} bytes, more than the {LARGEST} that README wants to load.")
    print(f"{PICTURE.relative_to(ROOT)}: {size} bytes.")


if __name__ == "__main__":
    main()
