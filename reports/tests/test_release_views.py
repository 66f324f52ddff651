"""Issuing through the pages, and who can open what was released."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from conftest import make_passage
from reports import copies, sealing
from reports.models import FileFormat, Recipient, RenderedFile
from reports.output import CONTENT_TYPES
from reports.sealing import freeze, seal
from reviews.models import SiteContact, Stage

DOCX = CONTENT_TYPES["docx"]
REASON = "Nobody could be asked in time."


@pytest.fixture(autouse=True)
def _quick_pdf(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: b"%" + file_format.encode())
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)
    put = (lambda text: True, lambda data, line: data + b" " + line.encode())
    monkeypatch.setattr(copies, "STAMPS", dict.fromkeys(copies.STAMPS, put))


@pytest.fixture
def ready(review, commissioner):
    make_passage(review, text="They know every family.")
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    return review


@pytest.fixture
def issued(ready, lead):
    return seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)


def address(name, version, kind=None, file_format="pdf"):
    args = [version.review_id, version.number] + ([kind] if kind else [])
    args += [file_format] if name == "version_download" else []
    return reverse(name, args=args)


def test_the_lead_issues_and_the_commissioner_downloads(ready, lead, commissioner, login):
    response = login(lead).post(reverse("review_issue", args=[ready.pk]), {"easy_read_reason": REASON}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("release_detail", args=[ready.pk])
    for file_format, content_type in (("pdf", "application/pdf"), ("docx", DOCX), ("html", "text/html; charset=utf-8")):
        response = login(commissioner).get(reverse("version_download", args=[ready.pk, 1, "site", file_format]))
        assert (response.status_code, response["Content-Type"]) == (200, content_type)
        assert response.content == b"%" + file_format.encode() + b" Copy for Commissioner"
        name = f"larkmere-2016-site-report-version-1.{file_format}"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "no-store" in response["Cache-Control"]


def test_each_format_is_offered_with_its_size_where_a_version_is_read(issued, commissioner, login):
    client = login(commissioner)
    for page in (
        address("version_detail", issued),
        address("version_read", issued, "site"),
        reverse("site_detail", args=["larkmere"]),
    ):
        html = client.get(page).text
        for file_format, label in (("pdf", "PDF"), ("docx", "Word"), ("html", "Web page (one file)")):
            assert address("version_download", issued, "site", file_format) in html
            assert label in html
        assert "bytes)" in html


def test_a_version_issued_as_pdf_alone_still_opens_and_offers_nothing_else(issued, commissioner, login):
    RenderedFile.objects.exclude(format="pdf").delete()
    client = login(commissioner)
    html = client.get(address("version_detail", issued)).text
    assert address("version_download", issued, "site") in html
    assert address("version_download", issued, "site", "docx") not in html
    assert client.get(address("version_download", issued, "site")).status_code == 200
    for file_format in ("docx", "html", "json", "exe"):
        assert client.get(address("version_download", issued, "site", file_format)).status_code == 404


@pytest.mark.parametrize("name", ["lead", "reviewer", "observer", "independent", "staff"])
@pytest.mark.parametrize("file_format", FileFormat.values)
def test_the_team_downloads_the_sealed_file_as_it_is(issued, cast, login, name, file_format):
    page = address("version_download", issued, "site", file_format)
    assert login(cast[name]).get(page).content == b"%" + file_format.encode()


@pytest.mark.parametrize("file_format", FileFormat.values)
def test_a_recipient_of_a_board_copy_downloads_the_sealed_file_as_it_is(issued, commissioner, login, file_format):
    Recipient.objects.update(copy=Recipient.Copy.BOARD)
    page = address("version_download", issued, "site", file_format)
    assert login(commissioner).get(page).content == b"%" + file_format.encode()


def test_the_lead_changes_the_kind_of_copy_somebody_gets(issued, lead, commissioner, login):
    recipient = issued.release.recipients.get()
    page = reverse("recipient_copy", args=[issued.review_id, issued.number, recipient.pk])
    assert "checked" in login(lead).get(page).text
    response = login(lead).post(page, {"copy": "board"}, follow=True)
    assert "Board copy" in response.text
    event = AuditEvent.objects.get(verb="recipient-copy")
    assert (event.target_id, event.detail) == (str(issued.pk), {"recipient": commissioner.pk, "copy": "board"})


@pytest.mark.parametrize("sent", [{}, {"copy": "publishable"}, {"copy": "anything"}])
def test_a_kind_of_copy_that_is_not_offered_is_refused(issued, lead, login, sent):
    recipient = issued.release.recipients.get()
    page = reverse("recipient_copy", args=[issued.review_id, issued.number, recipient.pk])
    assert login(lead).post(page, sent).status_code == 200
    recipient.refresh_from_db()
    assert recipient.copy == Recipient.Copy.NAMED


def test_the_copy_of_a_recalled_release_cannot_be_changed(issued, lead, login):
    login(lead).post(reverse("release_recall", args=[issued.review_id, issued.number]), {"reason": "A name."})
    recipient = issued.release.recipients.get()
    page = reverse("recipient_copy", args=[issued.review_id, issued.number, recipient.pk])
    assert login(lead).get(page).status_code == 404


def test_asking_the_page_to_issue_does_not_issue(ready, lead, login):
    assert login(lead).get(reverse("review_issue", args=[ready.pk])).status_code == 200
    assert not ready.versions.exists()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("lead", 200),
        ("reviewer", 200),
        ("observer", 200),
        ("independent", 200),
        ("staff", 200),
        ("commissioner", 200),
        ("coordinator", 404),
        ("other_commissioner", 404),
        ("former_member", 404),
        ("outsider", 404),
    ],
)
@pytest.mark.parametrize("page", ["version_read", "version_download", "version_detail"])
def test_a_released_version_opens_for_the_team_and_its_recipients_only(issued, cast, login, name, status, page):
    kind = None if page == "version_detail" else "site"
    assert login(cast[name]).get(address(page, issued, kind)).status_code == status


def test_a_commissioner_who_came_later_has_not_received_it(issued, outsider, login):
    SiteContact.objects.create(user=outsider, site=issued.review.site, role="commissioner", starts="2016-01-01")
    assert login(outsider).get(address("version_read", issued, "site")).status_code == 404


def test_a_commissioner_whose_time_ended_cannot_open_it_any_more(issued, commissioner, login):
    commissioner.site_contacts.update(ends="2016-12-31")
    assert login(commissioner).get(address("version_read", issued, "site")).status_code == 404


def test_a_commissioner_whose_time_has_not_begun_cannot_open_it_yet(issued, commissioner, login):
    commissioner.site_contacts.update(starts=timezone.localdate() + datetime.timedelta(days=1))
    assert login(commissioner).get(address("version_read", issued, "site")).status_code == 404


def test_a_commissioner_who_came_back_as_coordinator_gets_no_report(issued, commissioner, login):
    commissioner.site_contacts.update(role="coordinator")
    client = login(commissioner)
    assert client.get(address("version_read", issued, "site")).status_code == 404
    assert address("version_read", issued, "site") not in client.get(reverse("site_detail", args=["larkmere"])).text


def test_a_recalled_version_is_closed_to_its_recipients_and_open_to_the_team(issued, lead, commissioner, login):
    page = reverse("release_recall", args=[issued.review_id, issued.number])
    assert login(lead).post(page, {"reason": "A name was left in."}).status_code == 302
    assert login(lead).get(address("version_read", issued, "site")).status_code == 200
    assert login(commissioner).get(address("version_read", issued, "site")).status_code == 404


def test_a_recall_without_a_reason_is_asked_for_one(issued, lead, login):
    response = login(lead).post(reverse("release_recall", args=[issued.review_id, issued.number]), {"reason": ""})
    issued.release.refresh_from_db()
    assert response.status_code == 200
    assert issued.release.recalled_at is None


def test_an_unsealed_version_opens_for_nobody(ready, lead, login):
    version = freeze(review=ready, by=lead, easy_read_reason=REASON)
    assert login(lead).get(address("version_detail", version)).status_code == 404


def test_another_reviews_version_is_not_found_under_this_review(issued, other_review, staff, login):
    page = reverse("version_read", args=[other_review.pk, issued.number, "site"])
    assert login(staff).get(page).status_code == 404


def test_a_kind_that_does_not_exist_is_not_found(issued, lead, login):
    assert login(lead).get(address("version_read", issued, "appendix")).status_code == 404


def test_reading_and_downloading_leave_an_audit_event_each(issued, commissioner, login):
    client = login(commissioner)
    client.get(address("version_read", issued, "site"))
    for file_format in FileFormat.values:
        client.get(address("version_download", issued, "site", file_format))
    read, *downloads = AuditEvent.objects.filter(actor_id=commissioner.pk, target_id=str(issued.pk))
    assert (read.verb, {event.verb for event in downloads}) == ("version-read", {"version-download"})
    assert [event.detail for event in downloads] == [
        {"kind": "site", "format": file_format, "copy": "named"} for file_format in FileFormat.values
    ]


def test_the_release_page_says_who_opened_it_and_whose_copy_was_made(issued, lead, commissioner, login):
    page = reverse("release_detail", args=[issued.review_id])
    assert login(lead).get(page).text.count("Not yet") == 2
    login(commissioner).get(address("version_read", issued, "site"))
    assert login(lead).get(page).text.count("Not yet") == 1
    login(commissioner).get(address("version_download", issued, "site"))
    assert "Not yet" not in login(lead).get(page).text


def test_a_commissioner_finds_on_the_sites_page_what_was_released_and_nothing_else(issued, commissioner, login):
    html = login(commissioner).get(reverse("site_detail", args=["larkmere"])).content.decode()
    assert address("version_read", issued, "site") in html
    assert f'href="{reverse("review_detail", args=[issued.review_id])}"' not in html
    assert "Who signs in for this site" not in html


@pytest.mark.parametrize("name", ["other_commissioner", "lead", "outsider", "former_member"])
def test_a_sites_page_is_for_its_contacts_and_staff(issued, cast, login, name):
    assert login(cast[name]).get(reverse("site_detail", args=["larkmere"])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_release_page_asks_the_same_number_of_questions_for_any_number_of_versions(
    ready, lead, login, count, django_assert_num_queries
):
    for _ in range(count):
        seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
        ready.stage = Stage.FACTUAL_ACCURACY
        ready.save()
    client = login(lead)
    with django_assert_num_queries(19):
        client.get(reverse("release_detail", args=[ready.pk]))
