"""How long WeasyPrint itself takes for our pages, against the pages of an earlier commit.

    .venv/bin/python -m benchmarks.layout COMMIT [--runs 9] [--review CODE]

Templates, styles and cleaned pictures are taken from the commit on one side and from the folder on the other; the
documents are the same: of the review in the database, or else a made-up report of 25 pages and an easy read of 65 rows.
Both sides are `HTML(string=…).write_pdf()` with the shipped fonts and nothing after it. The runs alternate; seconds are
of the processor, so that other work on the machine counts less, and medians are compared.
"""

import argparse
import gc
import importlib.util
import io
import statistics
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

from benchmarks.render import PROJECT, set_up_django, use_shipped_fonts

GOALS = {"site": 0.80, "easy-read": 0.60}
PARTS = ("templates", "static/src/print", "script/build_assets.py")
ROWS_UNDER_A_HEADING = 13


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("commit", help="what is compared with")
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--review", help="the documents of this review in the database")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        use_shipped_fonts(Path(folder))
        set_up_django()
        before = unpack(given.commit, Path(folder) / "before")
        for document in documents(given.review):
            sides = [side(document, place) for place in (before, PROJECT)]
            print_comparison(document.kind, *compare(sides, given.runs))


def unpack(commit, folder):
    archive = subprocess.run(["git", "archive", commit, *PARTS], cwd=PROJECT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def documents(code):
    if code:
        from reports.output import build
        from reviews.models import Review

        review = Review.objects.get(code=code)
        return [build(review, kind, version_label="Version 1", draft=False) for kind in ("site", "easy-read")]
    from benchmarks.documents import report_of
    from reports.pictures import offered_pictures
    from reports.tests.sample import sample_easy_read

    every_sixth = list(offered_pictures())[::6]
    chapters = [
        sample_easy_read(pictures=every_sixth[start : start + ROWS_UNDER_A_HEADING]).chapters[number % 3]
        for number, start in enumerate(range(0, 5 * ROWS_UNDER_A_HEADING, ROWS_UNDER_A_HEADING))
    ]
    return [report_of(25), sample_easy_read(chapters=tuple(chapters))]


def side(document, place):
    """(HTML, assets) of a document as the templates, styles and pictures in `place` make it."""
    from django.conf import settings
    from django.test.utils import override_settings

    from reports.render import render_html
    from reports.tree import Row, walk

    (templates,) = settings.TEMPLATES
    with override_settings(TEMPLATES=[templates | {"DIRS": [place / "templates", *templates["DIRS"]]}]):
        html = render_html(document, flavour="print")
    styles = {f"style:{path.stem}": path.read_bytes() for path in (place / "static" / "src" / "print").glob("*.css")}
    codes = {node.picture.code for node in walk(document) if isinstance(node, Row) and node.picture}
    return html, styles | pictures(codes, place / "script" / "build_assets.py")


def pictures(codes, script):
    """The pictures of these codes as the script of that side cleans them."""
    from ruamel.yaml import YAML

    from reports.pictures.listed import INDEX

    specification = importlib.util.spec_from_file_location("build_assets_of_a_side", script)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    sources = {entry["code"]: entry["hexcode"] for entry in YAML(typ="safe").load(INDEX)["pictures"]}
    folder = PROJECT / "node_modules" / "openmoji" / "color" / "svg"
    cleaned = {code: module.clean_picture(folder / f"{sources[code]}.svg") for code in sorted(codes)}
    # Earlier commits gave text and later ones give bytes.
    return {f"picture:{code}": svg.encode() if isinstance(svg, str) else svg for code, svg in cleaned.items()}


def compare(sides, runs):
    """[(median seconds, pages)] of the sides, after one run of each that is not counted."""
    # What is loaded besides, such as Django, would be looked through for garbage as if it were the render's.
    gc.collect()
    gc.freeze()
    measured = [[] for _ in sides]
    for _ in range(runs + 1):
        for found, (html, assets) in zip(measured, sides, strict=True):
            found.append(render(html, assets))
    return [(statistics.median(seconds for seconds, _ in found[1:]), found[0][1]) for found in measured]


def print_comparison(kind, before, now):
    print(
        f"{kind:10} before {before[0]:.3f} s for {before[1]} pages, now {now[0]:.3f} s for {now[1]} pages: "
        f"{now[0] / before[0]:.2f} (goal {GOALS[kind]:.2f}), a page {now[0] / now[1] / (before[0] / before[1]):.2f}"
    )


def render(html, assets):
    from weasyprint import HTML

    from reports.pdf.fetcher import AssetFetcher

    gc.collect()
    started = time.process_time()
    document = HTML(string=html, url_fetcher=AssetFetcher(assets)).render()
    document.write_pdf()
    return time.process_time() - started, len(document.pages)


if __name__ == "__main__":
    main()
