"""The easy read goes back to those who took part: who takes it to whom, by when, and whether it was done."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from frameworks.models import ParticipantGroup
from reviews.models import SessionGroup, Stage

TODAY = timezone.localdate()
LATE, SOON = TODAY - datetime.timedelta(days=3), TODAY + datetime.timedelta(days=3)


@pytest.fixture
def families(review):
    group = ParticipantGroup.objects.create(code="families", title="Families", plural="families", position=1)
    session = review.sessions.create(code="parents", title="The parents’ group", date=review.visit_from)
    return session.groups.create(group=group, easy_read_by="The parent carer", easy_read_due=LATE)


def page(review):
    return reverse("giving_back_list", args=[review.pk])


def mark(review, group):
    return reverse("giving_back_mark", args=[review.pk, group.pk])


def test_who_takes_it_to_whom_and_by_when_is_listed_and_what_is_late_says_so(review, families, lead, login):
    text = login(lead).get(page(review)).text
    for words in ("Families", "The parents’ group", "The parent carer", "Overdue by 3 days.", "Not yet"):
        assert words in text


@pytest.mark.parametrize("changed", [{"easy_read_due": SOON}, {"easy_read_due": None}, {"easy_read_given": TODAY}])
def test_what_is_not_late_does_not_say_so(review, families, lead, login, changed):
    SessionGroup.objects.update(**changed)
    assert "Overdue" not in login(lead).get(page(review)).text


def test_a_group_that_did_not_ask_for_it_is_not_listed(review, families, lead, login):
    SessionGroup.objects.update(easy_read_by="", easy_read_due=None)
    text = login(lead).get(page(review)).text
    assert "The parents’ group" not in text
    assert "No session says that the easy read goes back to anybody." in text


def test_one_click_says_that_it_was_taken_back_and_another_that_it_was_not(review, families, lead, login):
    client = login(lead)
    client.post(mark(review, families))
    families.refresh_from_db()
    assert (families.easy_read_given, families.easy_read_given_by) == (TODAY, lead)
    client.post(mark(review, families), {"undo": "1"})
    families.refresh_from_db()
    assert (families.easy_read_given, families.easy_read_given_by) == (None, None)


def test_a_day_and_a_note_may_be_given(review, families, lead, login):
    prefix = f"group-{families.pk}-"
    day = {f"{prefix}on_day": "12", f"{prefix}on_month": "5", f"{prefix}on_year": "2017"}
    login(lead).post(mark(review, families), day | {f"{prefix}note": "They read it together."})
    families.refresh_from_db()
    given = datetime.date(2017, 5, 12)
    assert (families.easy_read_given, families.easy_read_given_note) == (given, "They read it together.")


def test_a_day_to_come_is_refused_and_what_was_typed_is_kept(review, families, lead, login):
    prefix = f"group-{families.pk}-"
    day = {f"{prefix}on_day": "12", f"{prefix}on_month": "5", f"{prefix}on_year": "2999"}
    response = login(lead).post(mark(review, families), day | {f"{prefix}note": "They read it."})
    assert response.status_code == 200
    assert "That day is still to come." in response.text
    assert "They read it." in response.text
    families.refresh_from_db()
    assert families.easy_read_given is None


@pytest.mark.parametrize("stage", [Stage.ISSUED, Stage.FOLLOW_UP])
@pytest.mark.parametrize(("due", "is_missing"), [(LATE, True), (SOON, False)])
def test_the_overview_says_what_is_late_after_the_report_was_issued(
    review, families, lead, login, stage, due, is_missing
):
    review.stage = stage
    review.save()
    SessionGroup.objects.update(easy_read_due=due)
    response = login(lead).get(review.get_absolute_url())
    assert [item.url for item in response.context["missing"]] == [page(review)] * is_missing
    assert ("The easy read has not gone back to Families" in response.text) == is_missing


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_at_any_size(
    review, families, lead, login, count, django_assert_num_queries
):
    for _ in range(count - 1):
        families.session.groups.create(group=families.group, easy_read_by="The parent carer", easy_read_due=LATE)
    client = login(lead)
    with django_assert_num_queries(6):
        client.get(page(review))
