"""What happened next goes out as the report does: gated, sealed, to named people, and only after the report."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import AuditEvent
from conftest import make_passage
from reports import sealing
from reports.easy_reads import UPDATE
from reports.gate import obstacles
from reports.models import EasyReadRow, EasyReadTest, Version
from reports.sealing import CannotIssue, document_of, freeze, seal
from reports.sign_off import sign_off
from reports.tests.test_easy_read import write
from reports.tree import texts
from reviews.models import Stage

REASON = "The group meets next month."
SAID = "The council has opened a new short break."
SUBJECT = Version.Subject.UPDATE


@pytest.fixture(autouse=True)
def _quick_pdf(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: b"%" + file_format.encode())
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)


@pytest.fixture
def followed_up(review, commissioner, lead):
    """A review whose report and summary are out, with an update that is written."""
    make_passage(review, text="They know every family.")
    write(review, {"text": "You can ask for a break.", "picture": "people-talking"})
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    seal(freeze(review=review, by=lead, easy_read_reason=REASON).pk)
    review.refresh_from_db()
    UPDATE.begun(review).rows.create(text=SAID, picture="people-together")
    return review


@pytest.fixture
def update(followed_up, lead):
    return seal(freeze(review=followed_up, by=lead, easy_read_reason=REASON, subject=SUBJECT).pk)


def reading(version, kind="easy-read-update"):
    return reverse("version_read", args=[version.review_id, version.number, kind])


def test_the_lead_issues_it_and_the_commissioner_finds_and_reads_it(followed_up, lead, commissioner, login):
    page = reverse("update_issue", args=[followed_up.pk])
    client = login(lead)
    assert page in client.get(reverse("release_detail", args=[followed_up.pk])).text
    client.post(page, {"easy_read_reason": REASON})
    version = followed_up.versions.get(subject=SUBJECT)
    assert (version.number, version.state, version.easy_read_reason) == (2, "sealed", REASON)
    assert [str(document.kind) for document in version.documents.all()] == ["easy-read-update"]
    client = login(commissioner)
    assert reading(version) in client.get(reverse("site_detail", args=[followed_up.site.code])).text
    shown = client.get(reading(version))
    assert SAID in shown.text
    assert "data-read-aloud" in shown.text


def test_it_moves_the_review_nowhere_and_writes_to_nobody(update):
    update.review.refresh_from_db()
    assert update.review.stage == Stage.ISSUED
    assert [recipient.user.name for recipient in update.release.recipients.all()] == ["Commissioner"]
    assert mail.outbox == []
    events = AuditEvent.objects.filter(verb__in=["version-freeze", "release"]).order_by("-id")[:2]
    assert [event.verb for event in events] == ["release", "version-freeze"]
    assert events[1].detail == {"number": 2, "subject": "update", "easy_read_reason": True}


def test_summary_and_update_lead_to_each_other(update, commissioner, lead, login):
    summary = update.review.versions.get(number=1)
    for person in (commissioner, lead):
        client = login(person)
        assert reading(update) in client.get(reading(summary, "easy-read")).text
        assert reading(summary, "easy-read") in client.get(reading(update)).text


def test_a_recalled_update_is_closed_and_named_nowhere(update, lead, commissioner, login):
    login(lead).post(reverse("release_recall", args=[update.review_id, 2]), {"reason": "A name was in it."})
    client = login(commissioner)
    assert client.get(reading(update)).status_code == 404
    summary = reading(update.review.versions.get(number=1), "easy-read")
    assert reading(update) not in client.get(summary).text
    assert reading(update) not in client.get(reverse("site_detail", args=[update.review.site.code])).text


def test_somebody_it_was_not_released_to_has_no_link_to_it(update, commissioner, login):
    update.release.recipients.all().delete()
    summary = reading(update.review.versions.get(number=1), "easy-read")
    assert "Read what happened next" not in login(commissioner).get(summary).text


def test_what_is_written_later_changes_nothing_of_it(update):
    EasyReadRow.objects.update(text="Something else.")
    assert SAID in texts(document_of(update, "easy-read-update"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "", "brief": "Say what they did."}, "still to be written: 1"),
        ({"picture": ""}, "have no picture yet: 1"),
        ({"picture": "photo-unknown"}, "may not be used any more"),
    ],
)
def test_what_is_not_ready_stops_it(followed_up, lead, change, said):
    EasyReadRow.objects.filter(easy_read__update_of=followed_up).update(**change)
    with pytest.raises(CannotIssue, match=said):
        freeze(review=followed_up, by=lead, easy_read_reason=REASON, subject=SUBJECT)


def test_an_update_that_nobody_has_written_is_not_issued(followed_up, lead):
    EasyReadRow.objects.filter(easy_read__update_of=followed_up).delete()
    with pytest.raises(CannotIssue, match="What happened next has not been written"):
        freeze(review=followed_up, by=lead, easy_read_reason=REASON, subject=SUBJECT)


def test_it_asks_for_a_reason_until_it_is_tested_and_signed_off(followed_up, lead):
    with pytest.raises(CannotIssue, match="Nobody has tested the easy read yet"):
        freeze(review=followed_up, by=lead, subject=SUBJECT)
    easy_read = UPDATE.of(followed_up)
    EasyReadTest.objects.create(easy_read=easy_read, who="Four people", date=datetime.date(2017, 11, 3))
    sign_off(easy_read=easy_read, by=lead)
    assert not [found for found in obstacles(followed_up, SUBJECT) if found.needs_reason]
    version = freeze(review=followed_up, by=lead, subject=SUBJECT)
    assert version.easy_read_reason == ""
    assert "Four people tested this in November 2017." in texts(document_of(version, "easy-read-update"))


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in ("issued", "follow-up", "closed")])
def test_it_is_not_issued_before_the_report(followed_up, lead, staff, login, stage):
    followed_up.stage = stage
    followed_up.save()
    with pytest.raises(CannotIssue, match="once the report is issued"):
        freeze(review=followed_up, by=staff, easy_read_reason=REASON, subject=SUBJECT)
    assert login(staff).post(reverse("update_issue", args=[followed_up.pk]), {}).status_code == 403


def test_it_is_not_released_when_the_review_has_gone_back_meanwhile(followed_up, lead):
    version = freeze(review=followed_up, by=lead, easy_read_reason=REASON, subject=SUBJECT)
    followed_up.stage = Stage.WRITING
    followed_up.save()
    assert seal(version.pk).state == Version.State.FAILED
    assert not hasattr(Version.objects.get(pk=version.pk), "release")


@pytest.mark.parametrize("name", ["reviewer", "observer", "commissioner", "coordinator"])
def test_others_do_not_issue_it(followed_up, cast, login, name):
    assert login(cast[name]).post(reverse("update_issue", args=[followed_up.pk]), {}).status_code == 403
    assert followed_up.versions.count() == 1


def test_a_reason_is_read_by_those_who_receive_it(update, commissioner, login):
    page = login(commissioner).get(reverse("version_detail", args=[update.review_id, update.number])).text
    assert "Why it was not tested and signed off" in page
    assert REASON in page


def test_whoever_gives_it_back_writes_down_the_test_and_signs_it_off(followed_up, reviewer, login):
    client = login(reviewer)
    sent = {"who": "Four people", "date_day": "3", "date_month": "11", "date_year": "2017"}
    client.post(reverse("easy_read_update_test_new", args=[followed_up.pk]), sent)
    client.post(reverse("easy_read_update_sign_off", args=[followed_up.pk]))
    easy_read = UPDATE.of(followed_up)
    assert (easy_read.tests.get().who, easy_read.sign_offs.get().by) == ("Four people", reviewer)
    assert client.post(reverse("easy_read_sign_off", args=[followed_up.pk])).status_code == 403
