"""The sheet for testing on paper: every row with its number and picture, what is asked, and room to write."""

import io

import pikepdf
import pytest

from reports import sheets
from reports.builders.easy_read_sheet import QUESTIONS, sheet_of
from reports.canonical import from_bytes, to_bytes
from reports.models import TrialLink
from reports.output import NotFitToSend, build, check_pdf, document_bytes
from reports.testing import frozen_document, make_link, steps_of
from reports.tests.printed import plain_text
from reports.tests.test_easy_read import write
from reports.tree import Asked, Row, children, texts, walk


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def easy_read(review):
    rows = [{"text": f"This is idea {number}.", "picture": "people-talking"} for number in range(1, 8)]
    return write(review, {"kind": "heading", "text": "Short breaks"}, *rows)


@pytest.fixture
def link(easy_read, lead):
    return make_link(link=TrialLink(easy_read=easy_read, group="A group"), days=14, by=lead)


def asked_in(document):
    return [block for block in walk(document) if isinstance(block, Asked) and block.number]


def test_rows_have_the_numbers_that_they_have_through_the_link(link):
    document = frozen_document(link)
    on_paper = [(int(asked.number), children(asked)[0].text) for asked in asked_in(sheet_of(document))]
    assert on_paper == [(step.number, step.row.text) for step in steps_of(document)]


def test_every_row_is_asked_about_once_and_what_it_tells_comes_first(link):
    sheet = sheet_of(frozen_document(link))
    assert [asked.questions for asked in asked_in(sheet)] == [QUESTIONS] * 7
    assert QUESTIONS[0][0] == "What does this tell you?"
    assert len([row for row in walk(sheet) if isinstance(row, Row)]) == 7


def test_the_tree_of_a_sheet_can_be_kept_and_read_again(link):
    sheet = sheet_of(frozen_document(link))
    assert from_bytes(to_bytes(sheet)) == sheet


def test_the_sheet_is_an_accessible_pdf_that_holds_every_word(link, tmp_path):
    sheet = sheet_of(frozen_document(link))
    pdf = document_bytes(sheet, "pdf")
    check_pdf(pdf)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdf)
    printed = "".join(plain_text(path).split())
    assert [text for text in texts(sheet) if "".join(text.split()) not in printed] == []


def test_no_row_is_split_between_two_pages(link):
    with pikepdf.open(io.BytesIO(document_bytes(sheet_of(frozen_document(link)), "pdf"))) as pdf:
        assert len(pdf.pages) == 5


def test_the_worker_keeps_the_sheet_with_the_link(link, monkeypatch):
    monkeypatch.setattr(sheets, "pdf_bytes", lambda document: b"%PDF of a sheet")
    sheets.make(link.pk)
    link.refresh_from_db()
    assert (link.sheet.read(), link.problem) == (b"%PDF of a sheet", "")


def test_a_sheet_that_cannot_be_made_says_why(link, monkeypatch):
    def refuse(document):
        raise NotFitToSend("There is no such picture.")

    monkeypatch.setattr(sheets, "pdf_bytes", refuse)
    sheets.make(link.pk)
    link.refresh_from_db()
    assert (bool(link.sheet), link.problem) == (False, "There is no such picture.")


def test_a_link_that_is_gone_needs_no_sheet(db):
    sheets.make(12345)
    assert not TrialLink.objects.exists()


def test_the_working_text_has_a_sheet_too(easy_read, review):
    assert len(asked_in(build(review, "easy-read-sheet", version_label="Draft", draft=True))) == 7
