"""A photograph is withdrawn while something with it is being made: before the file is written, or just after."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.backups import stored_names
from conftest import make_passage
from reports import drafts, output, sealing, sheets
from reports.builders.easy_read import build_easy_read
from reports.models import (
    DocumentPicture,
    Draft,
    EasyRead,
    EasyReadRow,
    FileFormat,
    Kind,
    Photograph,
    TrialLink,
    Version,
)
from reports.output import NotFitToSend, document_bytes
from reports.photographs import add_photograph, withdraw_photograph
from reports.pictures.agreement import agreement_held
from reports.rendered import made_once
from reports.sealing import freeze, seal
from reports.testing import PHOTOGRAPH_GONE, make_link
from reports.tests.sample import sample_report
from reviews.models import Stage
from reviews.tests.sent_files import picture


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def photograph(review, reviewer):
    upload = SimpleUploadedFile("IMG_1.jpg", picture(size=(400, 300)))
    row = Photograph(label="The garden project", words="garden", consent="nobody")
    taken = add_photograph(photograph=row, upload=upload, review=review, by=reviewer)
    easy_read = EasyRead.objects.create(review=review)
    EasyReadRow.objects.create(easy_read=easy_read, text="We went to the garden.", picture=taken.code)
    return taken


@pytest.fixture
def withdraw(photograph, review, reviewer, django_capture_on_commit_callbacks):
    """Withdraws it, and deletes what the end of a request would delete."""

    def withdraw():
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_photograph(photograph=photograph, review=review, by=reviewer)

    return withdraw


@pytest.fixture
def meanwhile(monkeypatch):
    """Does something after the document was rendered and before any file of it is written."""

    def do(something):
        def render(*args, **options):
            something()
            return b"%PDF"

        for maker in ("render_pdf", "render_docx", "embed"):
            monkeypatch.setattr(output, maker, lambda *args, **options: _text_or_bytes(render(), options))

    return do


def _text_or_bytes(made, options):
    """A web page is put together as text."""
    return made if options else made.decode()


def written():
    """Every stored file that a document was written to."""
    return [name for folder in ("rendered", "drafts", "sheets") for name in stored_names(f"{folder}/")]


@pytest.mark.parametrize("file_format", FileFormat.values)
@pytest.mark.parametrize("order", ["withdrawn first", "written first"])
def test_no_draft_with_the_photograph_is_left(review, lead, withdraw, meanwhile, order, file_format):
    first = order == "withdrawn first"
    meanwhile(withdraw if first else lambda: None)
    made = drafts.make(drafts.ask_for_draft(review=review, kind=Kind.EASY_READ, file_format=file_format, by=lead).pk)
    if not first:
        assert made.state == Draft.State.MADE
        assert written() != []
        withdraw()
    assert (written(), Draft.objects.count()) == ([], 0)


@pytest.mark.parametrize("order", ["withdrawn first", "written first"])
def test_no_sheet_with_the_photograph_is_left(review, reviewer, withdraw, meanwhile, order):
    first = order == "withdrawn first"
    link = make_link(link=TrialLink(easy_read=review.easy_read, group="A group"), days=14, by=reviewer)
    meanwhile(withdraw if first else lambda: None)
    sheets.make(link.pk)
    if not first:
        assert written() != []
        withdraw()
    link.refresh_from_db()
    assert (written(), link.sheet.name, link.problem) == ([], "", PHOTOGRAPH_GONE)


def test_a_draft_that_is_asked_for_again_meanwhile_is_not_touched(review, lead, withdraw, meanwhile):
    def withdraw_and_ask_again():
        withdraw()
        drafts.ask_for_draft(review=review, kind=Kind.EASY_READ, by=lead)

    meanwhile(withdraw_and_ask_again)
    assert drafts.make(drafts.ask_for_draft(review=review, kind=Kind.EASY_READ, by=lead).pk) is None
    assert Draft.objects.get().state == Draft.State.WAITING
    assert written() == []


def test_a_draft_that_waits_when_it_is_withdrawn_is_not_made(review, lead, withdraw):
    asked = drafts.ask_for_draft(review=review, kind=Kind.EASY_READ, by=lead)
    withdraw()
    assert drafts.make(asked.pk) is None
    assert written() == []


def test_a_draft_that_shows_the_photograph_though_it_was_withdrawn_is_not_kept(
    review, lead, photograph, meanwhile, monkeypatch
):
    """The row of the draft is still there, as when somebody withdraws it by another way than the page."""
    meanwhile(lambda: Photograph.objects.update(withdrawn_at="2016-10-12T00:00Z", withdrawn_by=lead))
    made = drafts.make(drafts.ask_for_draft(review=review, kind=Kind.EASY_READ, by=lead).pk)
    assert (made.state, "may not be used any more" in made.problem, written()) == (Draft.State.FAILED, True, [])


def test_what_was_withdrawn_is_not_kept_under_the_hash_of_what_it_is_made_of(review, photograph, withdraw):
    document = build_easy_read(review, version_label="", draft=True)
    withdraw()
    assert made_once(document, "pdf", [], lambda: b"%PDF") == b"%PDF"
    assert written() == []


def to_be_issued(review):
    make_passage(review)
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()


@pytest.mark.parametrize("when", ["while it is made", "after it failed"])
def test_a_version_that_failed_keeps_nothing_of_the_photograph(
    review, lead, commissioner, photograph, withdraw, monkeypatch, when, django_capture_on_commit_callbacks
):
    to_be_issued(review)
    name = photograph.file.name

    def render(document, file_format):
        if when == "while it is made" and file_format == "pdf":
            withdraw()
        if when == "after it failed":
            raise NotFitToSend("A character cannot be printed.")
        return b"%PDF"

    monkeypatch.setattr(sealing, "document_bytes", render)
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)
    with django_capture_on_commit_callbacks(execute=True):
        version = seal(freeze(review=review, by=lead, easy_read_reason="Nobody could be asked.").pk)
    if when == "after it failed":
        assert default_storage.exists(name)
        withdraw()
    assert version.state == Version.State.FAILED
    assert not default_storage.exists(name)
    assert list(stored_names("issued/")) == []
    assert not DocumentPicture.objects.filter(code=photograph.code).exists()


def test_a_document_without_photographs_asks_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0), agreement_held(sample_report()) as agreed:
        assert agreed


def test_the_web_page_has_the_photograph_in_it(review, photograph):
    """Otherwise the tests above would prove nothing."""
    document = build_easy_read(review, version_label="", draft=True)
    assert b"data:image/jpeg" in document_bytes(document, "html")
