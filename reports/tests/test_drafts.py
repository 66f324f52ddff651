"""Drafts in each format: asked for on the page, made by the worker, kept apart from each other."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from conftest import make_passage
from reports import drafts
from reports.models import Draft, FileFormat
from reports.output import NotFitToSend


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(drafts, "document_bytes", lambda document, file_format: b"%" + file_format.encode())


@pytest.fixture
def page(review):
    make_passage(review, text="They know every family.")
    return reverse("report_read", args=[review.pk, "site"])


@pytest.mark.parametrize("file_format", FileFormat.values)
def test_a_draft_is_made_and_downloaded_in_each_format(review, reviewer, login, page, file_format):
    client = login(reviewer)
    client.post(reverse("draft_make", args=[review.pk, "site"]), {"format": file_format})
    draft = Draft.objects.get()
    drafts.make(draft.pk)
    address = reverse("draft_download", args=[review.pk, "site", file_format])
    assert address in client.get(page).text
    response = client.get(address)
    assert response.content == b"%" + file_format.encode()
    assert response["Content-Disposition"] == f'attachment; filename="larkmere-2016-site-report-draft.{file_format}"'
    event = AuditEvent.objects.get(verb="draft-download")
    assert (event.target_id, event.detail) == (str(draft.pk), {"format": file_format})


def test_a_draft_in_one_format_leaves_those_in_others(review, lead):
    made = [drafts.ask_for_draft(review=review, kind="site", file_format=each, by=lead) for each in FileFormat]
    drafts.make(made[1].pk)
    assert [(each, draft.state) for each, draft in drafts.drafts_of(review, "site")] == [
        ("pdf", "waiting"),
        ("docx", "made"),
        ("html", "waiting"),
    ]


def test_the_page_waits_while_any_is_being_made(review, lead, login, page):
    client = login(lead)
    assert "hx-get" not in client.get(page).text
    drafts.ask_for_draft(review=review, kind="site", file_format="html", by=lead)
    html = client.get(page).text
    assert 'hx-trigger="every 2s"' in html
    assert "Web page (one file): being made." in html
    assert "Make a PDF of this draft" in html
    assert "Make a web page" not in html


def test_what_cannot_be_made_is_said_of_its_format(review, lead, login, page, monkeypatch):
    def unfit(document, file_format):
        raise NotFitToSend("The picture is gone.")

    monkeypatch.setattr(drafts, "document_bytes", unfit)
    drafts.make(drafts.ask_for_draft(review=review, kind="site", file_format="docx", by=lead).pk)
    assert "Word: this could not be made.</strong> The picture is gone." in login(lead).get(page).text


@pytest.mark.parametrize("file_format", ["json", "exe"])
def test_a_format_that_does_not_exist_is_not_found(review, lead, login, file_format):
    client = login(lead)
    asked = client.post(reverse("draft_make", args=[review.pk, "site"]), {"format": file_format})
    assert (asked.status_code, Draft.objects.count()) == (404, 0)
    assert client.get(reverse("draft_download", args=[review.pk, "site", file_format])).status_code == 404
