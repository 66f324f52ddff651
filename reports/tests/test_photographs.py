"""Photographs of a site: with agreement only, for that site only, and out of use once somebody takes it back."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.backups import stored_names
from conftest import make_passage, make_review
from reports import sealing, sheets
from reports.builders.easy_read import PHOTOGRAPHS, build_easy_read
from reports.canonical import to_bytes
from reports.gate import obstacles
from reports.models import DocumentPicture, Draft, EasyRead, EasyReadRow, Photograph, TrialLink, Version
from reports.output import pdf_bytes
from reports.photograph_form import PhotographForm
from reports.photographs import add_photograph, withdraw_photograph
from reports.pictures.finding import find_pictures, recent_pictures
from reports.rendered import made_once
from reports.sealing import document_of, freeze, manifest_of, seal
from reports.testing import PHOTOGRAPH_GONE, make_link
from reports.tree import texts
from reviews.models import Stage
from reviews.storage import digest_of, keep
from reviews.tests.sent_files import CANARY, picture

SAID = {"label": "People at the garden project", "words": "garden, work", "consent": "agreed", "asked_by": "The team"}
REASON = "Nobody could be asked in time."
AGREED = {"asked_on_day": "12", "asked_on_month": "10", "asked_on_year": "2016"}


@pytest.fixture
def add(review, reviewer):
    """Takes in a photograph of the site of a review."""

    def take_in(of=review, size=(400, 300), **said):
        details = {"label": "The garden project", "words": "garden, work", "consent": "nobody"} | said
        upload = SimpleUploadedFile("IMG_1.jpg", picture(size=size))
        return add_photograph(photograph=Photograph(**details), upload=upload, review=of, by=reviewer)

    return take_in


def write(review, *codes):
    easy_read, _ = EasyRead.objects.get_or_create(review=review)
    for code in codes:
        EasyReadRow.objects.create(easy_read=easy_read, text="We went to the garden.", picture=code)


def to_be_issued(review):
    make_passage(review)
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()


# Agreement ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, set()),
        ({"consent": ""}, {"consent"}),
        ({"asked_by": ""}, {"asked_by"}),
        ({"asked_on_day": "", "asked_on_month": "", "asked_on_year": ""}, {"asked_on"}),
        ({"asked_on_year": "2999"}, {"asked_on"}),
        ({"until_day": "1", "until_month": "1", "until_year": "2016"}, {"until"}),
        ({"label": "A \ue000"}, {"label"}),
    ],
)
def test_a_photograph_is_taken_with_agreement_only(db, said, wrong):
    sent = {"file": SimpleUploadedFile("a.jpg", b"x")}
    assert set(PhotographForm(SAID | AGREED | said, sent).errors) == wrong


def test_where_nobody_can_be_recognised_nobody_need_be_asked(db):
    sent = {"file": SimpleUploadedFile("a.jpg", b"x")}
    assert PhotographForm({"label": "The garden", "consent": "nobody"}, sent).is_valid()


def test_a_photograph_is_cleaned_and_made_smaller(add):
    from PIL import Image

    kept = add(size=(4000, 3000))
    with default_storage.open(kept.file.name) as file, Image.open(file) as image:
        assert (max(image.size), dict(image.getexif())) == (1600, {})
    with default_storage.open(kept.file.name) as file:
        assert CANARY.encode() not in file.read()


def test_the_form_says_why_a_file_is_not_taken_and_keeps_what_was_typed(review, reviewer, login):
    sent = SAID | AGREED | {"file": SimpleUploadedFile("a.jpg", b"plain words")}
    response = login(reviewer).post(reverse("photograph_add", args=[review.pk]), sent)
    assert "no JPEG or PNG" in response.text
    assert "People at the garden project" in response.text
    assert not Photograph.objects.exists()


# Finding --------------------------------------------------------------------------------------------------------------
def test_photographs_come_first_and_only_for_their_site(add, review, other_review):
    add()
    assert [found.is_photograph for found in find_pictures("gardens", site_id=review.site_id)[:2]] == [True, False]
    assert not any(found.is_photograph for found in find_pictures("gardens", site_id=other_review.site_id))


def test_what_was_chosen_lately_is_offered_again_but_no_photograph_of_another_site(
    add, review, other_review, reviewer, login
):
    photograph = add()
    sent = {"text": "We went to the garden.", "alt": "", "passage": ""}
    page = reverse("easy_read_row_new", args=[review.pk])
    for code in ("bus", photograph.code):
        assert login(reviewer).post(page, sent | {"picture": code}).status_code == 302
    assert [found.code for found in recent_pictures(review=review, by=reviewer)] == [photograph.code, "bus"]
    assert [found.code for found in recent_pictures(review=other_review, by=reviewer)] == ["bus"]


def test_a_photograph_of_another_site_is_not_chosen_shown_or_printed(add, review, other_review, reviewer, login):
    theirs = add(of=other_review)
    sent = {"text": "A row.", "picture": theirs.code, "alt": "", "passage": ""}
    response = login(reviewer).post(reverse("easy_read_row_new", args=[review.pk]), sent)
    assert "not in the list" in response.text
    assert theirs.label not in response.text
    assert login(reviewer).get(reverse("picture_read", args=[review.pk, theirs.code])).status_code == 404
    write(review, theirs.code)
    assert theirs.label not in texts(build_easy_read(review, version_label="", draft=True))
    assert any("may not be used" in each.text for each in obstacles(review) if each.stops)


def test_a_photograph_is_for_all_reviews_of_its_site(add, review, site, edition):
    later = make_review(site, edition, "larkmere-2019")
    photograph = add()
    assert find_pictures("garden", site_id=later.site_id)[0].code == photograph.code


# Withdrawing ----------------------------------------------------------------------------------------------------------
def unusable(photograph, reviewer, review, how):
    if how == "withdrawn":
        withdraw_photograph(photograph=photograph, review=review, by=reviewer)
    else:
        Photograph.objects.update(until=timezone.localdate() - datetime.timedelta(days=1))


@pytest.mark.parametrize("how", ["withdrawn", "run out"])
def test_what_may_not_be_used_is_not_offered_and_stops_the_issue(add, review, reviewer, login, how):
    photograph = add()
    write(review, photograph.code)
    unusable(photograph, reviewer, review, how)
    assert not any(found.is_photograph for found in find_pictures("garden", site_id=review.site_id))
    assert recent_pictures(review=review, by=reviewer) == []
    assert any("may not be used" in each.text for each in obstacles(review) if each.stops)
    page = login(reviewer).get(reverse("easy_read_edit", args=[review.pk])).text
    assert "hoose another" in page
    assert photograph.code not in page
    document = build_easy_read(review, version_label="", draft=True)
    assert photograph.code.encode() not in to_bytes(document)
    assert PHOTOGRAPHS not in texts(document)


def test_a_row_with_a_withdrawn_photograph_can_still_be_rewritten(add, review, reviewer, login):
    photograph = add()
    write(review, photograph.code)
    row = EasyReadRow.objects.get()
    withdraw_photograph(photograph=photograph, review=review, by=reviewer)
    page = reverse("easy_read_row_edit", args=[review.pk, row.pk])
    assert "do not agree to its use any more" in login(reviewer).get(page).text
    sent = {"text": "New words.", "picture": photograph.code, "based_on": digest_of(row.text.encode())}
    assert login(reviewer).post(page, sent | {"alt": "", "passage": ""}).status_code == 302


def test_withdrawing_deletes_the_bytes_and_the_drafts_that_show_it(
    add, review, reviewer, login, django_capture_on_commit_callbacks
):
    photograph = add()
    write(review, photograph.code)
    made = Draft.objects.create(review=review, kind="easy-read", file=keep(b"x", folder="drafts", ending="pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        login(reviewer).post(reverse("photograph_withdraw", args=[review.pk, photograph.code]))
    assert not default_storage.exists(photograph.file.name)
    assert not default_storage.exists(made.file.name)
    assert not Draft.objects.exists()


def test_withdrawing_leaves_no_finished_file_that_shows_it(
    add, review, other_review, reviewer, login, django_capture_on_commit_callbacks, settings, tmp_path
):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    photograph = add()
    write(review, photograph.code)
    document = build_easy_read(review, version_label="", draft=True)
    link = make_link(link=TrialLink(easy_read=review.easy_read, group="A group"), days=14, by=reviewer)
    TrialLink.objects.update(sheet=keep(b"x", folder="sheets", ending="pdf"))
    # Since then the row has got another picture: what was made before shows the photograph all the same.
    EasyReadRow.objects.update(picture="bus")
    made = [document, build_easy_read(other_review, version_label="", draft=True)]
    for each in made:
        made_once(each, "pdf", [], lambda: b"%PDF")
    Draft.objects.create(review=review, kind="easy-read-sheet", format="docx")
    with django_capture_on_commit_callbacks(execute=True):
        login(reviewer).post(reverse("photograph_withdraw", args=[review.pk, photograph.code]))
    left = [name.split("/")[1] for name in stored_names("rendered/")]
    assert (left, list(stored_names("sheets/"))) == ([f"reviews.Review-{other_review.pk}"], [])
    link.refresh_from_db()
    assert (link.sheet.name, "may not be used" in link.problem, link.is_open) == ("", True, True)
    assert not Draft.objects.exists()


def test_withdrawing_drops_the_sheet_of_what_happened_next_too(
    add, review, reviewer, django_capture_on_commit_callbacks
):
    photograph = add()
    update = EasyRead.objects.create(update_of=review)
    update.rows.create(text="They wrote a plan.", picture=photograph.code)
    link = make_link(link=TrialLink(easy_read=update, group="A group"), days=14, by=reviewer)
    TrialLink.objects.update(sheet=keep(b"x", folder="sheets", ending="pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_photograph(photograph=photograph, review=review, by=reviewer)
    link.refresh_from_db()
    assert (link.sheet.name, "may not be used" in link.problem) == ("", True)


def test_withdrawing_leaves_sheets_that_do_not_show_it(add, review, reviewer, django_capture_on_commit_callbacks):
    photograph = add()
    write(review, "bus")
    link = make_link(link=TrialLink(easy_read=review.easy_read, group="A group"), days=14, by=reviewer)
    TrialLink.objects.update(sheet=keep(b"x", folder="sheets", ending="pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_photograph(photograph=photograph, review=review, by=reviewer)
    link.refresh_from_db()
    assert default_storage.exists(link.sheet.name)


def to_be_tested(review, photograph, by):
    """A link for an easy read with the photograph."""
    write(review, photograph.code)
    return make_link(link=TrialLink(easy_read=review.easy_read, group="A group"), days=14, by=by)


@pytest.mark.parametrize("when", ["before it is made", "while it is made"])
def test_a_sheet_that_was_asked_for_is_not_made_with_a_photograph_withdrawn_since(
    add, review, reviewer, monkeypatch, when
):
    photograph = add()
    link = to_be_tested(review, photograph, reviewer)

    def withdraw():
        withdraw_photograph(photograph=photograph, review=review, by=reviewer)

    monkeypatch.setattr(sheets, "pdf_bytes", lambda document: (withdraw() if "while" in when else None) or b"%PDF")
    if "before" in when:
        withdraw()
    sheets.make(link.pk)
    link.refresh_from_db()
    assert (link.sheet.name, link.problem) == ("", PHOTOGRAPH_GONE)


def test_a_photograph_is_shown_and_a_sheet_with_it_handed_out_until_the_agreement_runs_out(
    add, review, reviewer, login
):
    photograph = add(until=timezone.localdate())
    write(review, photograph.code)
    link = make_link(link=TrialLink(easy_read=review.easy_read, group="A group"), days=14, by=reviewer)
    TrialLink.objects.update(sheet=keep(b"x", folder="sheets", ending="pdf"))
    pages = [reverse("tester_sheet", args=[link.token]), reverse("tester_link_sheet", args=[review.pk, link.pk])]
    seen = [reverse("tester_picture", args=[link.token, photograph.code]), *pages]
    seen += [reverse("picture_read", args=[review.pk, photograph.code])]
    assert {login(reviewer).get(page).status_code for page in seen} == {200}
    Photograph.objects.update(until=timezone.localdate() - datetime.timedelta(days=1))
    assert {login(reviewer).get(page).status_code for page in seen} == {404}
    shown = [reverse("tester_start", args=[link.token]), reverse("tester_link_detail", args=[review.pk, link.pk])]
    assert not [address for page in shown for address in pages if address in login(reviewer).get(page).text]
    assert PHOTOGRAPH_GONE in login(reviewer).get(shown[1]).text


@pytest.mark.parametrize("stage", [Stage.WRITING, Stage.ISSUED, Stage.CLOSED])
def test_agreement_can_be_taken_back_at_every_stage(add, review, lead, staff, login, stage):
    photograph = add()
    review.stage = stage
    review.save()
    person = staff if stage == Stage.CLOSED else lead
    page = reverse("photograph_withdraw", args=[review.pk, photograph.code])
    assert login(person).post(page).status_code == 302
    photograph.refresh_from_db()
    assert (photograph.withdrawn_by, photograph.file.name) == (person, "")


# Sealing --------------------------------------------------------------------------------------------------------------
def test_a_sealed_version_keeps_the_photograph_that_it_was_issued_with(
    add, review, lead, commissioner, login, django_capture_on_commit_callbacks
):
    photograph = add(label="People at the garden project")
    write(review, photograph.code, "bus")
    to_be_issued(review)
    version = seal(freeze(review=review, by=lead, easy_read_reason=REASON).pk)
    assert version.state == Version.State.SEALED, version.problem
    said = manifest_of(version)["documents"]["easy-read"]
    name = photograph.file.name.rpartition("/")[2]
    assert said["pictures"][photograph.code] == name
    assert said["pictures"]["bus"].endswith(".svg")
    assert PHOTOGRAPHS in texts(document_of(version, "easy-read"))

    page = reverse("photograph_withdraw", args=[review.pk, photograph.code])
    asked = login(lead).get(page).text
    assert "version 1" in asked
    assert "recall it" in asked
    with django_capture_on_commit_callbacks(execute=True):
        login(lead).post(page)
    assert digest_of(pdf_bytes(document_of(version, "easy-read"))) == said["pdf"]
    shown = login(commissioner).get(reverse("version_read", args=[review.pk, 1, "easy-read"])).text
    address = reverse("version_picture", args=[review.pk, 1, photograph.code])
    assert address in shown
    response = login(commissioner).get(address)
    assert (response.status_code, response["Content-Type"], f"{digest_of(response.content)}.jpg") == (
        200,
        "image/jpeg",
        name,
    )
    assert login(commissioner).get(reverse("picture_read", args=[review.pk, photograph.code])).status_code == 403


def test_agreement_taken_back_while_a_version_is_made_stops_it(add, review, lead, commissioner, monkeypatch):
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: b"%PDF")
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)
    photograph = add()
    write(review, photograph.code)
    to_be_issued(review)
    version = freeze(review=review, by=lead, easy_read_reason=REASON)
    withdraw_photograph(photograph=photograph, review=review, by=lead)
    version = seal(version.pk)
    assert (version.state, "do not agree" in version.problem) == (Version.State.FAILED, True)


def test_pictures_of_a_version_that_failed_are_let_go(add, review, lead, commissioner, monkeypatch):
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: b"%PDF")
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)
    write(review, add().code)
    to_be_issued(review)
    Version.objects.filter(pk=freeze(review=review, by=lead, easy_read_reason=REASON).pk).update(
        state=Version.State.FAILED
    )
    freeze(review=review, by=lead, easy_read_reason=REASON)
    assert DocumentPicture.objects.filter(code__startswith="photograph-").count() == 1
