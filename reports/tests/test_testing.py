"""Testing the easy read with people: the link, what it shows and takes, and what the team reads beside the rows."""

import datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from reports.heard import heard_about
from reports.models import EasyRead, EasyReadRow, EasyReadTest, TrialAnswer, TrialLink
from reports.testing import (
    KEPT_FOR,
    LinkClosed,
    frozen_document,
    link_of,
    make_link,
    purge_links,
    renew_link,
    revoke_link,
    steps_of,
)
from reports.tests.test_easy_read import write

PICTURE = "people-talking"
BEFORE = {
    "initial-tells": "",
    "initial-hard": "",
    "initial-dislikes_picture": "False",
    "initial-picture_why": "",
    "tells": "",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def easy_read(review):
    return write(
        review,
        {"kind": "heading", "text": "Short breaks"},
        {"text": "You can ask for a break.", "picture": PICTURE, "alt": "Two people"},
        {"text": "Some people wait a long time.", "picture": PICTURE},
    )


@pytest.fixture
def link(easy_read, lead):
    return make_link(link=TrialLink(easy_read=easy_read, group="Fernleigh self-advocacy group"), days=14, by=lead)


@pytest.fixture
def group():
    """A browser of somebody who is not signed in."""
    return Client()


def page(name, link, *args):
    return reverse(name, args=[link.token, *args])


def answer(group, link, step=1, **said):
    return group.post(page("tester_row", link, step), BEFORE | said)


# The link -------------------------------------------------------------------------------------------------------------
def test_the_link_is_shown_once_and_stored_nowhere(easy_read, review, lead, login):
    shown = login(lead).post(
        reverse("tester_link_new", args=[review.pk]), {"group": "A group", "days": "14", "facilitator": "Asha"}
    )
    address = shown.context["address"]
    token = address.rstrip("/").rpartition("/")[2]
    link = TrialLink.objects.get()
    assert link_of(token) == link
    assert token not in str(TrialLink.objects.values())
    assert address not in login(lead).get(reverse("tester_link_detail", args=[review.pk, link.pk])).text


def test_an_easy_read_without_rows_is_not_tested(review, lead, login):
    response = login(lead).get(reverse("tester_link_new", args=[review.pk]), follow=True)
    assert "There is nothing to test yet." in response.text
    assert not TrialLink.objects.exists()


def closed(link, **changed):
    TrialLink.objects.filter(pk=link.pk).update(**changed)


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        ({"token_hash": "another"}, "This link is not right"),
        ({"revoked_at": datetime.datetime(2016, 1, 1, tzinfo=datetime.UTC)}, "This link is closed"),
        ({"expires_at": datetime.datetime(2016, 1, 1, tzinfo=datetime.UTC)}, "This link is too old"),
    ],
)
@pytest.mark.parametrize("name", ["tester_start", "tester_read", "tester_finish", "tester_thanks", "tester_sheet"])
def test_a_link_that_is_closed_opens_nothing_and_says_so_in_easy_words(link, group, name, change, heading):
    closed(link, **change)
    response = group.get(page(name, link))
    assert (response.status_code, response.context["heading"]) == (410, heading)
    assert "You can ask for a break" not in response.text
    assert answer(group, link, tells="A break.").status_code == 410
    assert not TrialAnswer.objects.exists()


def test_another_link_for_the_same_test_ends_the_first_and_keeps_what_was_said(link, group, lead):
    answer(group, link, tells="A break.")
    first = page("tester_start", link)
    revoke_link(link=link, by=lead)
    renew_link(link=link, by=lead)
    assert (group.get(first).status_code, group.get(page("tester_start", link)).status_code) == (410, 200)
    assert "A break." in group.get(page("tester_row", link, 1)).text


def test_pages_are_not_kept_not_found_by_search_and_do_not_say_where_somebody_came_from(link, group):
    for name in ("tester_start", "tester_read", "tester_finish", "tester_thanks"):
        headers = group.get(page(name, link)).headers
        assert "no-store" in headers["Cache-Control"]
        assert headers["Referrer-Policy"] == "strict-origin"
        assert headers["X-Robots-Tag"].startswith("noindex")


def test_too_many_answers_in_a_minute_are_turned_away_and_what_was_saved_stays(link, group, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"tester_link": "2/m/ip"}
    cache.clear()
    statuses = [answer(group, link, tells=said).status_code for said in ("One", "Two", "Three")]
    assert (statuses, TrialAnswer.objects.get().tells) == ([302, 302, 429], "Two")


def test_opening_and_finishing_leave_audit_events_without_words(link, group):
    group.get(page("tester_start", link))
    group.post(page("tester_finish", link), {"named": "no"})
    events = AuditEvent.objects.filter(target_label="reports.triallink").order_by("id")
    assert [event.verb for event in events] == ["tester-link-make", "tester-link-open", "tester-link-finish"]
    assert [event.review_id for event in events] == [link.easy_read.review_id] * 3


# What is shown --------------------------------------------------------------------------------------------------------
def test_the_easy_read_is_shown_as_it_stood_when_the_link_was_made(link, easy_read, group):
    row = easy_read.rows.get(position=1)
    row.text = "Breaks are a right."
    row.save()
    assert "You can ask for a break." in group.get(page("tester_row", link, 1)).text
    assert "Breaks are a right." not in group.get(page("tester_read", link)).text


def test_each_row_stands_under_its_heading_behind_the_one_before(link):
    first, second = steps_of(frozen_document(link))
    assert (first.number, first.heading, first.before) == (1, "Short breaks", "")
    assert (second.number, second.heading, second.before) == (2, "Short breaks", "You can ask for a break.")


@pytest.mark.parametrize("step", [0, 3, 99])
def test_a_part_that_is_not_there_is_not_found(link, group, step):
    assert group.get(page("tester_row", link, step)).status_code == 404
    assert answer(group, link, step, tells="A break.").status_code == 404


def test_it_asks_what_the_row_tells_before_it_asks_whether_it_is_easy(link, group):
    text = group.get(page("tester_row", link, 1)).text
    assert text.index("What does this tell you?") < text.index("Is it easy or hard?")


@pytest.mark.parametrize("typed", ["<attacked>", "{{ settings.SECRET_KEY }}", "\"' onattack=1", "😀 ok"])
def test_whatever_is_typed_is_taken_and_shown_as_typed(link, group, lead, login, typed):
    answer(group, link, tells=typed)
    assert TrialAnswer.objects.get().tells == typed
    for shown in (
        group.get(page("tester_row", link, 1)).text,
        login(lead).get(reverse("easy_read_edit", args=[link.easy_read.review_id])).text,
    ):
        assert "<attacked>" not in shown
        assert "' onattack=1" not in shown


# What is answered -----------------------------------------------------------------------------------------------------
def test_a_form_without_scripts_saves_and_goes_on(link, group):
    response = answer(group, link, tells="We may rest.", hard="easy", next="1")
    assert response.url == page("tester_row", link, 2)
    kept = TrialAnswer.objects.get()
    assert (kept.tells, kept.hard, kept.sentence, kept.picture) == (
        "We may rest.",
        "easy",
        "You can ask for a break.",
        PICTURE,
    )
    assert answer(group, link, 2, back="1").url == page("tester_row", link, 1)
    assert answer(group, link, 2, stop="1").url == page("tester_start", link)
    assert answer(group, link, 2, next="1").url == page("tester_finish", link)


def test_a_script_saves_and_is_told_when(link, group):
    response = group.post(
        page("tester_row", link, 1), BEFORE | {"tells": "A rest."}, headers={"accept": "application/json"}
    )
    assert (response.status_code, set(response.json())) == (200, {"saved"})


def test_a_text_that_is_too_long_is_refused_with_a_sentence(link, group):
    response = group.post(
        page("tester_row", link, 1), BEFORE | {"tells": "a" * 4001}, headers={"accept": "application/json"}
    )
    assert response.status_code == 400
    assert "4000" in response.json()["message"]


def test_two_devices_with_the_same_link_do_not_undo_each_others_answers(link, group):
    answer(group, link, tells="A rest.")
    answer(Client(), link, hard="hard")
    kept = TrialAnswer.objects.get()
    assert (kept.tells, kept.hard) == ("A rest.", "hard")


def test_what_was_said_can_be_taken_back(link, group):
    answer(group, link, tells="A rest.", dislikes_picture="on")
    answer(group, link, **{"initial-tells": "A rest.", "initial-dislikes_picture": "True"})
    kept = TrialAnswer.objects.get()
    assert (kept.tells, kept.dislikes_picture) == ("", False)


def test_a_row_that_was_only_looked_at_leaves_no_answer(link, group):
    answer(group, link, next="1")
    assert not TrialAnswer.objects.exists()


def test_people_come_back_to_the_first_row_that_they_have_not_answered(link, group):
    answer(group, link, tells="A rest.")
    assert page("tester_row", link, 2) in group.get(page("tester_start", link)).text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"named": "yes", "named_as": "Four of us"}, ("yes", "Four of us")),
        ({"named": "no", "named_as": "Four of us"}, ("no", "")),
    ],
)
def test_people_choose_how_they_are_named_or_that_they_are_not(link, group, sent, kept):
    assert group.post(page("tester_finish", link), sent).url == page("tester_thanks", link)
    link.refresh_from_db()
    assert (link.named, link.named_as) == kept
    assert link.finished_at is not None


def test_whoever_wants_to_be_named_is_asked_how(link, group):
    response = group.post(page("tester_finish", link), {"named": "yes", "named_as": ""})
    assert list(response.context["form"].errors) == ["named_as"]


# What the team reads --------------------------------------------------------------------------------------------------
def test_answers_stand_beside_their_row_in_words(link, easy_read, group, lead):
    other = make_link(link=TrialLink(easy_read=easy_read, group="Another group"), days=14, by=lead)
    answer(group, link, tells="A rest.", hard="hard", dislikes_picture="on", picture_why="They look sad.")
    answer(group, other, hard="hard")
    heard, gone = heard_about(list(easy_read.rows.all()), easy_read)
    (row,) = heard
    assert row == easy_read.rows.get(position=1).pk
    assert heard[row].in_words == "2 found this hard, 1 did not like the picture."
    assert [each.is_outdated for each in heard[row].answers] == [False, False]
    assert gone == []


@pytest.mark.parametrize("change", [{"text": "Breaks are a right."}, {"picture": "bus"}])
def test_an_answer_to_a_row_that_has_changed_says_so(link, easy_read, group, lead, login, change):
    answer(group, link, tells="A rest.")
    EasyReadRow.objects.filter(position=1).update(**change)
    text = login(lead).get(reverse("easy_read_edit", args=[easy_read.review_id])).text
    assert "The row has changed since. Then it said: “You can ask for a break.”" in text


def test_an_answer_to_a_row_that_is_gone_is_still_read(link, easy_read, group, lead, login):
    answer(group, link, tells="A rest.")
    easy_read.rows.get(position=1).delete()
    assert "A rest." in login(lead).get(reverse("easy_read_edit", args=[easy_read.review_id])).text


def test_an_answer_is_dealt_with_until_the_group_says_something_new(link, group, lead, login):
    answer(group, link, tells="A rest.")
    deal = reverse("tester_answer_deal", args=[link.easy_read.review_id, TrialAnswer.objects.get().pk])
    login(lead).post(deal, {"done": "yes"})
    assert TrialAnswer.objects.get().dealt_with_by == lead
    answer(group, link, hard="hard")
    assert TrialAnswer.objects.get().dealt_with_by is None


@pytest.mark.parametrize(
    ("named", "as_", "who"),
    [("yes", "Four of us", "Four of us"), ("no", "", "People who did not want to be named"), ("", "", "")],
)
def test_the_record_of_a_test_begins_with_the_name_that_people_chose(link, lead, login, named, as_, who):
    TrialLink.objects.filter(pk=link.pk).update(named=named, named_as=as_)
    page_of_it = reverse("tester_link_record", args=[link.easy_read.review_id, link.pk])
    assert login(lead).get(page_of_it).context["form"]["who"].value() == who


def test_the_record_of_a_test_is_kept_with_its_link(link, lead, login):
    sent = {"who": "Four of us", "date_day": "3", "date_month": "11", "date_year": "2016", "thanked": "£20 each"}
    login(lead).post(reverse("tester_link_record", args=[link.easy_read.review_id, link.pk]), sent)
    link.refresh_from_db()
    assert (link.test.who, link.test.thanked) == ("Four of us", "£20 each")


@pytest.mark.parametrize(("days", "left"), [(-1, 1), (1, 0)])
def test_links_and_answers_go_half_a_year_after_their_last_day_and_the_record_stays(link, group, days, left):
    answer(group, link, tells="A rest.")
    test = EasyReadTest.objects.create(easy_read=link.easy_read, who="Four people", date=datetime.date(2016, 11, 3))
    TrialLink.objects.update(test=test)
    TrialLink.objects.update(expires_at=timezone.now() - KEPT_FOR - datetime.timedelta(days=days))
    purge_links()
    assert (TrialLink.objects.count(), TrialAnswer.objects.count()) == (left, left)
    assert EasyReadTest.objects.count() == 1


def test_the_frozen_text_goes_with_the_last_link_that_shows_it(
    link, easy_read, lead, django_capture_on_commit_callbacks
):
    other = make_link(link=TrialLink(easy_read=easy_read, group="Another group"), days=14, by=lead)
    assert other.tree.name == link.tree.name
    storage = link.tree.storage
    for gone, is_there in ((link, True), (other, False)):
        closed(gone, expires_at=timezone.now() - KEPT_FOR - datetime.timedelta(days=1))
        with django_capture_on_commit_callbacks(execute=True):
            purge_links()
        assert storage.exists(link.tree.name) == is_there


def test_nothing_of_a_link_is_found_by_the_token_of_another(link, other_review, lead, group):
    theirs = write(other_review, {"text": "Otherby only.", "picture": PICTURE})
    other = make_link(link=TrialLink(easy_read=theirs, group="Otherby group"), days=14, by=lead)
    answer(group, other, tells="Otherby words.")
    for name, args in (("tester_start", []), ("tester_read", []), ("tester_row", [1]), ("tester_finish", [])):
        assert "Otherby" not in group.get(page(name, link, *args)).text
    assert {answer.link for answer in TrialAnswer.objects.all()} == {other}
    with pytest.raises(LinkClosed):
        link_of(other.token_hash)


def test_one_group_does_not_read_what_another_said_about_the_same_rows(link, easy_read, lead, group):
    answer(group, link, tells="Our own words.", hard="hard")
    second = make_link(link=TrialLink(easy_read=easy_read, group="Another group"), days=14, by=lead)
    names = [("tester_start",), ("tester_row", 1), ("tester_read",), ("tester_finish",), ("tester_thanks",)]
    shown = [group.get(page(name, second, *step)) for name, *step in names]
    assert [answer for answer in shown if "Our own words." in answer.text or "Fernleigh" in answer.text] == []
    assert (shown[0].context["begun"], shown[1].context["form"].initial["hard"]) == (0, "")


def test_the_easy_read_of_a_review_is_not_its_update(review):
    update = EasyRead.objects.create(update_of=review)
    review.refresh_from_db()
    assert not hasattr(review, "easy_read")
    assert update.about_id == review.pk
