"""Signing the easy read off, and a release that carries it or says why not."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from reports.models import EasyReadRow, EasyReadTest
from reports.sealing import CannotIssue, freeze
from reports.sign_off import NotReady, sign_off
from reports.tests.test_easy_read import write
from reviews.models import Stage


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def easy_read(review):
    return write(
        review,
        {"kind": "heading", "text": "Short breaks"},
        {"text": "You can ask for a break.", "picture": "people-talking", "alt": "Two people"},
        {"text": "Some people wait a long time.", "picture": "people-talking"},
    )


def with_a_test(easy_read):
    return EasyReadTest.objects.create(easy_read=easy_read, who="Four people", date=datetime.date(2016, 11, 3))


def test_what_nobody_has_tested_is_not_signed_off(easy_read, lead):
    with pytest.raises(NotReady, match="Nobody has tested it yet"):
        sign_off(easy_read=easy_read, by=lead)


@pytest.mark.parametrize("change", [{"text": "New."}, {"picture": "bus"}, {"alt": "A person"}, {"position": 9}])
def test_a_later_change_to_a_row_undoes_the_sign_off(easy_read, review, lead, login, change):
    with_a_test(easy_read)
    login(lead).post(reverse("easy_read_sign_off", args=[review.pk]))
    bench = reverse("easy_read_edit", args=[review.pk])
    assert login(lead).get(bench).context["still_holds"] is True
    EasyReadRow.objects.filter(position=1).update(**change)
    response = login(lead).get(bench)
    assert response.context["still_holds"] is False
    assert "It has changed since it was signed off" in response.text


@pytest.fixture
def ready(review, commissioner, easy_read):

    make_passage(review, text="They know every family.")
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    return review


def test_a_report_goes_out_with_an_easy_read_that_is_tested_and_signed_off(ready, easy_read, lead):
    with_a_test(easy_read)
    sign_off(easy_read=easy_read, by=lead)
    assert freeze(review=ready, by=lead).easy_read_reason == ""


@pytest.mark.parametrize(
    ("what", "gap"),
    [
        ("no rows", "has not been written"),
        ("no test", "Nobody has tested"),
        ("no sign-off", "Nobody has signed"),
        ("a change", "has changed since"),
    ],
)
def test_otherwise_somebody_says_why_not(ready, easy_read, lead, what, gap):
    if what == "no rows":
        easy_read.delete()
    elif what != "no test":
        with_a_test(easy_read)
    if what == "a change":
        sign_off(easy_read=easy_read, by=lead)
        easy_read.rows.filter(position=1).update(text="New.")
    ready = type(ready).objects.get(pk=ready.pk)
    for nothing in ("", "  \n"):
        with pytest.raises(CannotIssue, match=gap):
            freeze(review=ready, by=lead, easy_read_reason=nothing)
    version = freeze(review=ready, by=lead, easy_read_reason="The group meets in May.")
    assert (version.easy_read_reason, version.frozen_by) == ("The group meets in May.", lead)


def test_the_page_asks_for_the_reason_and_the_release_shows_it_with_a_name(
    ready, lead, commissioner, login, monkeypatch
):
    monkeypatch.setattr("reports.sealing.document_bytes", lambda document, file_format: b"%PDF")
    monkeypatch.setattr("reports.sealing.check_pdf", lambda data: None)
    issue = reverse("review_issue", args=[ready.pk])
    response = login(lead).post(issue, {})
    assert list(response.context["form"].errors) == ["easy_read_reason"]
    assert not ready.versions.exists()
    login(lead).post(issue, {"easy_read_reason": "The group meets in May."})
    for person, name, args in ((lead, "release_detail", [ready.pk]), (commissioner, "version_detail", [ready.pk, 1])):
        text = login(person).get(reverse(name, args=args)).text
        assert "The group meets in May." in text
        assert "Lead, " in text


# What is kept ---------------------------------------------------------------------------------------------------------
