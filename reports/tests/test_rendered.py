"""What was made is not made again, is found only for what it was made of, and does not outlive what it is about."""

import datetime
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from accounts.backups import NOT_BACKED_UP, stored_names
from conftest import make_passage
from reports import drafts, output, rendered, word
from reports.dates import with_whole_dates
from reports.models import Draft, Kind
from reports.output import build, docx_bytes, pdf_bytes
from reports.pdf import makers
from reports.rendered import FOLDER, KEPT_FOR, made_once, purge_rendered
from reports.sealing import freeze, manifest_of, seal
from reports.tests.sample import sample_easy_read, sample_report
from reports.tree import Source
from reviews.models import Stage

IN_A_NEW_PROCESS = """
import sys
import django
django.setup()
from reports.canonical import from_bytes
from reports.output import pdf_bytes
from reviews.storage import digest_of
print(digest_of(pdf_bytes(from_bytes(open(sys.argv[1], "rb").read()))))
"""


@pytest.fixture(autouse=True)
def _an_empty_storage(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def renders(monkeypatch):
    """The pages that were rendered, in order. Each gives other bytes."""
    pages = []

    def render(html, **options):
        pages.append(html)
        return b"%%PDF %d" % len(pages)

    monkeypatch.setattr(output, "render_pdf", render)
    return pages


class Maker:
    """Makes other bytes each time, and counts."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        return b"%d" % self.made


def cached():
    return list(stored_names(f"{FOLDER}/"))


def test_the_same_document_is_rendered_once(renders):
    first = pdf_bytes(sample_report())

    assert pdf_bytes(sample_report()) == first
    assert len(renders) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"version_label": "Version 2"},
        {"title": "Another title"},
        {"lang": "cy"},
        {"source": Source("reviews.Review", "2")},
    ],
)
def test_a_document_that_says_anything_else_is_rendered(renders, changed):
    pdf_bytes(sample_report())
    pdf_bytes(sample_report(**changed))

    assert len(renders) == 2


@pytest.mark.parametrize("name", ["style:easy-read", "picture:house", "page"])
def test_another_style_picture_or_template_makes_another_document(renders, monkeypatch, name):
    parts = {"style:easy-read": b"p { color: red }", "picture:house": b"<svg/>", "page": b"<p>"}
    monkeypatch.setattr(output, "print_assets", lambda **names: {"style:easy-read": parts["style:easy-read"]})
    shown = {"house": SimpleNamespace(data=parts["picture:house"])}
    monkeypatch.setattr(output, "pictures_of", lambda document: shown)
    monkeypatch.setattr(output, "render_html", lambda document, flavour: parts["page"].decode())
    document = sample_easy_read(pictures=("house",))
    pdf_bytes(document)
    parts[name] += b" "
    shown["house"].data = parts["picture:house"]
    pdf_bytes(document)

    assert len(renders) == 2


@pytest.mark.parametrize("what", ["renderers", "fonts_digest", "code_digest"])
def test_another_program_font_or_finisher_makes_another_document(renders, monkeypatch, what):
    pdf_bytes(sample_report())
    monkeypatch.setattr(makers, what, lambda: {"weasyprint": "71.0"} if what == "renderers" else "0" * 64)
    pdf_bytes(sample_report())

    assert len(renders) == 2


@pytest.fixture
def word_files(monkeypatch):
    """The pages that were made Word files of, in order. Each gives other bytes."""
    pages = []

    def render(html, **options):
        pages.append(html)
        return b"PK %d" % len(pages)

    monkeypatch.setattr(output, "render_docx", render)
    return pages


def test_a_word_file_is_made_once_and_again_for_each_other_document(word_files):
    first = docx_bytes(sample_report())
    assert docx_bytes(sample_report()) == first
    assert len(word_files) == 1
    for changed in ({"draft": True}, {"confidentiality": ""}, {"lang": "cy"}):
        assert docx_bytes(sample_report(**changed)) != first
    assert len(word_files) == 4


@pytest.mark.parametrize("what", ["renderers", "code_digest"])
def test_another_pandoc_or_another_style_makes_another_word_file_and_no_other_pdf(
    renders, word_files, monkeypatch, what
):
    for make in (pdf_bytes, docx_bytes):
        make(sample_report())
    monkeypatch.setattr(word, what, lambda: {"pandoc": "4.0"} if what == "renderers" else "0" * 64)
    for make in (pdf_bytes, docx_bytes):
        make(sample_report())
    assert (len(renders), len(word_files)) == (1, 2)


def test_another_picture_makes_another_word_file(word_files, monkeypatch):
    shown = {"house": SimpleNamespace(data=b"<svg/>")}
    monkeypatch.setattr(output, "pictures_of", lambda document: shown)
    document = sample_easy_read(pictures=("house",))
    docx_bytes(document)
    shown["house"].data += b" "
    docx_bytes(document)
    assert len(word_files) == 2


def test_formats_and_ingredients_are_kept_apart():
    make = Maker()
    asked = [("pdf", [b"a", b"b"]), ("docx", [b"a", b"b"]), ("pdf", [b"ab"]), ("pdf", [b"a", b"b"])]
    made = [made_once(sample_report(), output_format, ingredients, make) for output_format, ingredients in asked]
    assert made == [b"1", b"2", b"3", b"1"]


@pytest.mark.parametrize("harm", [lambda data: data[:-1], lambda data: data[:-1] + b"2", lambda data: b""])
def test_a_file_that_was_cut_off_or_changed_is_made_again(harm):
    make = Maker()
    made_once(sample_report(), "pdf", [], make)
    (name,) = cached()
    with default_storage.open(name) as stored:
        data = stored.read()
    default_storage.delete(name)
    default_storage.save(name, ContentFile(harm(data)))

    assert made_once(sample_report(), "pdf", [], make) == b"2"
    assert made_once(sample_report(), "pdf", [], make) == b"2"


def test_a_failure_is_not_kept():
    with pytest.raises(ZeroDivisionError):
        made_once(sample_report(), "pdf", [], lambda: 1 // 0)
    assert cached() == []


def test_what_is_kept_is_not_in_the_backup():
    assert f"{FOLDER}/" in NOT_BACKED_UP


# Purging --------------------------------------------------------------------------------------------------------------
@pytest.fixture
def later(monkeypatch):
    """Move the clock of the purge on."""

    def move(delta):
        now = timezone.now() + delta
        monkeypatch.setattr(rendered.timezone, "now", lambda: now)

    return move


def test_what_is_kept_goes_before_what_was_removed_on_a_page_does(review, later):
    document = sample_report(source=Source("reviews.Review", str(review.pk)))
    made_once(document, "pdf", [], lambda: b"%PDF")
    assert purge_rendered() == 0
    later(KEPT_FOR + datetime.timedelta(minutes=1))
    assert purge_rendered() == 1
    assert cached() == []
    assert datetime.timedelta(days=30) > KEPT_FOR


def test_what_is_about_a_review_that_is_gone_goes_at_once(review, other_review):
    for one in (review, other_review):
        made_once(sample_report(source=Source("reviews.Review", str(one.pk))), "pdf", [], lambda: b"%PDF")
    other_review.stage_changes.all().delete()
    other_review.delete()
    assert purge_rendered() == 1
    assert [name.split("/")[1] for name in cached()] == [f"reviews.Review-{review.pk}"]


@pytest.mark.parametrize("source", [None, Source("reports.Unheard", "1")])
def test_what_is_about_no_row_goes_by_its_age_and_what_is_about_a_model_that_is_gone_at_once(db, source):
    made_once(sample_report(source=source), "pdf", [], lambda: b"%PDF")
    assert purge_rendered() == (1 if source else 0)


def test_drafts_that_were_superseded_go_after_a_day_and_the_last_one_stays(review, lead, later):
    draft = Draft.objects.create(review=review, kind=Kind.SITE, asked_by=lead, state="made")
    for words in (b"first", b"second"):
        draft.file = drafts.keep(words, folder="drafts", ending="pdf")
        draft.save()
    assert purge_rendered() == 0
    later(datetime.timedelta(days=2))
    call_command("purge_rendered")
    assert list(stored_names("drafts/")) == [draft.file.name]


def test_what_was_issued_stays_and_what_a_failed_version_left_goes(issued, later):
    names = {document.tree.name for document in issued.documents.all()}
    names |= {file.file.name for document in issued.documents.all() for file in document.files.all()}
    drafts.keep(b"{}", folder="trees", ending="json")
    later(datetime.timedelta(days=400))
    # The tree, and what was kept of making the PDF and the Word file.
    assert purge_rendered() == 3
    assert set(stored_names()) == names


# Sealed trees ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def issued(review, lead, commissioner):
    make_passage(review, text="They know *every* family.[^1]\n\n[^1]: So they said.")
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    return seal(freeze(review=review, by=lead, easy_read_reason="Nobody could be asked in time.").pk)


def test_a_sealed_tree_rendered_in_a_new_process_has_the_hash_of_the_manifest(issued, tmp_path):
    document = issued.documents.get()
    fresh = {"MEDIA_ROOT": str(tmp_path / "elsewhere"), "DATABASE_URL": "sqlite://:memory:", "DEBUG": "false"}
    said = subprocess.run(
        [sys.executable, "-c", IN_A_NEW_PROCESS, default_storage.path(document.tree.name)],
        env=os.environ | fresh | {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "another"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == manifest_of(issued)["documents"]["site"]["pdf"]


def test_the_manifest_says_what_made_the_files(issued):
    manifest = manifest_of(issued)
    assert {"weasyprint", "pikepdf", "pango", "harfbuzz"} <= set(manifest["renderers"])
    assert manifest["assets"] == {"fonts": makers.fonts_digest()}


# Drafts ---------------------------------------------------------------------------------------------------------------
@pytest.fixture
def draft(review, lead, renders):
    make_passage(review, text="They know every family.")
    made = drafts.ask_for_draft(review=review, kind=Kind.SITE, by=lead)
    Draft.objects.filter(pk=made.pk).update(asked_at="2016-05-12T13:05Z")
    return drafts.make(made.pk)


def test_a_draft_of_a_text_that_has_not_changed_is_not_rendered_again(draft, review, lead, renders):
    again = drafts.make(drafts.ask_for_draft(review=review, kind=Kind.SITE, by=lead).pk)

    assert len(renders) == 1
    assert (again.file.name, again.text_of, again.is_unchanged) == (draft.file.name, draft.text_of, True)
    assert with_whole_dates("Draft of 12 May 2016, 14:05") in renders[0]


def test_a_draft_of_a_text_that_has_changed_is(draft, review, lead, renders):
    make_passage(review, text="They do not.")
    again = drafts.make(drafts.ask_for_draft(review=review, kind=Kind.SITE, by=lead).pk)

    assert len(renders) == 2
    assert (again.text_of, again.is_unchanged) == (again.asked_at, False)


def test_the_page_says_that_nothing_has_changed_since(draft, review, lead, login):
    page = f"/reviews/{review.pk}/drafts/site/state/"
    assert "nothing has changed since" not in login(lead).get(page).text
    drafts.make(drafts.ask_for_draft(review=review, kind=Kind.SITE, by=lead).pk)
    assert "as it was on 12 May 2016, 14:05; nothing has changed since" in login(lead).get(page).text


def test_a_working_text_is_built_in_a_fixed_number_of_questions(draft, review, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        build(review, Kind.SITE, version_label="", draft=True)
