"""What holds for the whole house: no dead template, nothing that could run in a page, modules that say what they do."""

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver

from reports.templatetags.document_tags import TYPES

ROOT = settings.BASE_DIR
TEMPLATES = ROOT / "templates"
# Found by the name that a library asks for: the library's folder of templates, or its source.
ASKED_FOR_BY = {"account": "allauth", "mfa": "allauth", "usersessions": "allauth", "govuk": "crispy_forms"}
LONGEST = 400


def files(*endings):
    """The project's own files with these endings, as git knows them or would know them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = (ROOT / line for line in listed.stdout.splitlines() if line.endswith(endings))
    return [path for path in found if path.exists()]


def package(name):
    return Path(find_spec(name).origin).parent


@pytest.fixture(scope="module")
def sources():
    """What may name a template: Python that is not a test, and templates, by path."""
    return {path: path.read_text() for path in files(".py", ".html", ".txt") if "/tests/" not in str(path)}


def is_asked_for_by_a_library(name):
    folder, _, rest = name.partition("/")
    library = package(ASKED_FOR_BY[folder]) if folder in ASKED_FOR_BY else None
    if library is None or not rest:
        return False
    if any(library.glob(f"**/templates/{name}")):
        return True
    return any(rest in path.read_text() for path in library.glob("**/*.py"))


def test_every_template_is_used(sources):
    unused = []
    for path in files(".html", ".txt"):
        if not path.is_relative_to(TEMPLATES) or path.name.startswith(("4", "5")):
            continue
        name = str(path.relative_to(TEMPLATES))
        named = any(name in text for other, text in sources.items() if other != path)
        is_block = name in {f"reports/blocks/{kind}.html" for kind in TYPES.values()}
        if not (named or is_block or is_asked_for_by_a_library(name)):
            unused.append(name)
    assert unused == []


def test_every_form_in_a_part_of_a_page_is_given_the_token(sources):
    """A part that is included with `only` sees no more than it is handed: its form would be refused when it is sent."""
    without = []
    for path, text in sources.items():
        for name, handed in re.findall(r'{% include "([^"]+)"([^%]*)%}', text):
            part = (TEMPLATES / name).read_text()
            if "{% csrf_token %}" in part and " only" in handed and "csrf_token=csrf_token" not in handed:
                without.append(f"{path.name} includes {name}")
    assert without == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\|\s*safe\b",
        r"\bautoescape\s+off\b",
        r"\sstyle\s*=",
        r"<style\b",
        r"<script\b(?![^>]*\ssrc=)",
        r"\son[a-z]+\s*=",
        r"\bhx-on\b",
        r"javascript:",
    ],
)
def test_no_template_lets_text_through_or_holds_style_or_script(pattern):
    found = [
        str(path.relative_to(ROOT))
        for path in files(".html")
        if path.is_relative_to(TEMPLATES) and re.search(pattern, path.read_text(), re.IGNORECASE)
    ]
    assert found == []


def test_markup_is_marked_as_safe_where_trees_become_html_and_nowhere_else():
    found = [str(path.relative_to(ROOT)) for path in files(".py") if re.search(r"\bmark_safe\b", path.read_text())]
    assert [path for path in found if "/tests/" not in path] == []


def test_every_module_says_what_it_is_for():
    silent = []
    for path in files(".py"):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#!")]
        if lines and "migrations" not in path.parts and not lines[0].startswith('"""'):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_no_file_is_too_long_to_read():
    long = {
        str(path.relative_to(ROOT)): length
        for path in files(".py", ".js", ".scss", ".html")
        if not {"migrations", "fixtures", "vendor"} & set(path.parts)
        and (length := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def patterns(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def test_every_view_of_ours_says_which_methods_it_takes():
    """By its decorators: those of `require_http_methods` and its like stand around the view."""
    without = []
    for pattern in patterns():
        view = pattern.callback
        if view.__module__.startswith("allauth"):
            continue
        source = Path(find_spec(view.__module__).origin).read_text()
        decorators = re.search(rf"((?:^@.*\n)+)def {view.__name__}\(", source, re.MULTILINE)
        if not decorators or not re.search(r"@require_(GET|POST|http_methods)", decorators[1]):
            without.append(pattern.name)
    assert without == []
