"""Testing what happened next with people: the link is made, shown, answered and recorded as that of the summary is."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.builders.easy_read_sheet import sheet_of
from reports.easy_reads import SUMMARY, UPDATE
from reports.gate import obstacles
from reports.heard import heard_about
from reports.models import EasyRead, EasyReadTest, TrialAnswer, TrialLink, Version
from reports.testing import frozen_document, make_link, steps_of
from reports.tests.test_easy_read import write
from reports.tests.test_testing import BEFORE, PICTURE, answer
from reports.tree import texts
from reviews.models import Stage

ASKED, DONE = "We asked for a plan.", "They wrote a plan."


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def summary(review):
    return write(review, {"text": "You can ask for a break.", "picture": PICTURE})


@pytest.fixture
def update(review):
    update = EasyRead.objects.create(update_of=review)
    update.rows.create(kind="heading", text="What they have done", position=0)
    for position, text in ((1, ASKED), (2, DONE)):
        update.rows.create(text=text, picture=PICTURE, position=position)
    return update


@pytest.fixture
def followed_up(review):
    review.stage = Stage.FOLLOW_UP
    review.save()


@pytest.fixture
def link(summary, update, lead, followed_up):
    return make_link(link=TrialLink(easy_read=update, group="A group"), days=14, by=lead)


@pytest.fixture
def group():
    return Client()


def page(name, review, *args):
    return reverse(f"easy_read_update_{name}", args=[review.pk, *args])


def test_the_link_shows_the_update_in_its_context_and_nothing_of_the_summary(link, group):
    first, second = steps_of(frozen_document(link))
    assert (first.heading, first.before, first.row.text) == ("What they have done", "", ASKED)
    assert (second.heading, second.before, second.row.text) == ("What they have done", ASKED, DONE)
    start = group.get(reverse("tester_start", args=[link.token]))
    assert "What happened next in" in start.text
    everything = group.get(reverse("tester_read", args=[link.token])).text
    assert DONE in everything
    assert "You can ask for a break." not in everything


def test_the_sheet_for_paper_has_the_rows_of_the_update(link):
    said = texts(sheet_of(frozen_document(link)))
    assert [text for text in (ASKED, DONE) if text not in said] == []
    assert [text for text in said if "until the report is out" in text] == []


def test_answers_stand_beside_the_rows_of_the_update(link, update, summary, group, review, lead, login):
    answer(group, link, 2, tells="There is a plan now.", hard="hard")
    heard, gone = heard_about(list(update.rows.all()), update)
    assert [(row, each.in_words) for row, each in heard.items()] == [
        (update.rows.get(position=2).pk, "1 found this hard.")
    ]
    assert gone == []
    assert heard_about(list(summary.rows.all()), summary) == ({}, [])
    assert "There is a plan now." in login(lead).get(reverse("easy_read_update", args=[review.pk])).text
    assert "There is a plan now." not in login(lead).get(reverse("easy_read_edit", args=[review.pk])).text


def test_an_answer_is_dealt_with_where_it_stands(link, group, review, lead, login):
    answer(group, link, tells="A plan.")
    given = TrialAnswer.objects.get()
    response = login(lead).post(page("answer_deal", review, given.pk), {"done": "yes"})
    assert response.url == f"{reverse('easy_read_update', args=[review.pk])}#row-{given.row}"
    given.refresh_from_db()
    assert given.dealt_with_by == lead


def test_a_link_of_one_easy_read_is_none_of_the_other(link, group, review, lead, login):
    answer(group, link, tells="A plan.")
    assert login(lead).get(reverse("tester_link_detail", args=[review.pk, link.pk])).status_code == 404
    review.stage = Stage.WRITING
    review.save()
    deal = reverse("tester_answer_deal", args=[review.pk, TrialAnswer.objects.get().pk])
    assert login(lead).post(deal, {"done": "yes"}).status_code == 404


def test_at_the_follow_up_a_link_is_made_closed_and_made_again(link, group, review, reviewer, login):
    client = login(reviewer)
    made = client.post(page("link_new", review), {"group": "Another group", "days": "3"})
    first = reverse("tester_start", args=[made.context["address"].rstrip("/").rpartition("/")[2]])
    other = TrialLink.objects.get(group="Another group")
    assert (other.easy_read, (other.expires_at - timezone.now()).days) == (link.easy_read, 2)
    assert group.get(first).status_code == 200
    assert client.post(page("link_revoke", review, other.pk)).url == page("link_detail", review, other.pk)
    assert group.get(first).status_code == 410
    again = client.post(page("link_renew", review, other.pk)).context["address"]
    assert (group.get(first).status_code, group.get(again).status_code) == (410, 200)


def test_a_link_that_is_too_old_opens_nothing(link, group):
    TrialLink.objects.update(expires_at=timezone.now() - datetime.timedelta(hours=1))
    assert group.get(reverse("tester_row", args=[link.token, 1])).status_code == 410
    assert group.post(reverse("tester_row", args=[link.token, 1]), BEFORE | {"tells": "A plan."}).status_code == 410


@pytest.mark.parametrize(
    ("page_name", "sent", "tested"),
    [
        ("tester_link_new", "easy-read", SUMMARY),
        ("tester_link_new", "easy-read-update", UPDATE),
        ("easy_read_update_link_new", "easy-read-update", UPDATE),
        ("easy_read_update_link_new", "easy-read", SUMMARY),
    ],
)
def test_where_both_are_there_people_choose_what_is_tested(
    summary, update, review, lead, login, page_name, sent, tested
):
    client, address = login(lead), reverse(page_name, args=[review.pk])
    unsaid = client.post(address, {"group": "A group", "days": "14"})
    assert unsaid.context["form"].errors == {"tested": ["Choose what they will test."]}
    made = client.post(address, {"group": "A group", "days": "14", "tested": sent})
    link = TrialLink.objects.get()
    assert link.easy_read == tested.of(review)
    assert reverse(tested.names["link_detail"], args=[review.pk, link.pk]) in made.text


def test_what_may_not_be_changed_any_more_is_not_offered_for_a_test(summary, update, followed_up, review, lead, login):
    asked = login(lead).get(page("link_new", review))
    assert "tested" not in asked.context["form"].fields
    login(lead).post(page("link_new", review), {"group": "A group", "days": "14", "tested": "easy-read"})
    assert TrialLink.objects.get().easy_read == update


def test_an_update_without_rows_is_not_tested(review, followed_up, lead, login):
    response = login(lead).get(page("link_new", review), follow=True)
    assert "There is nothing to test yet." in response.text
    assert response.redirect_chain[-1][0] == reverse("easy_read_update", args=[review.pk])


def test_the_test_counts_when_the_update_is_signed_off(link, update, group, review, lead, login):
    def untested():
        return "Nobody has tested the easy read yet." in {each.text for each in obstacles(review, subject)}

    subject = Version.Subject.UPDATE
    group.post(reverse("tester_finish", args=[link.token]), {"named": "yes", "named_as": "Four of us"})
    client = login(lead)
    assert (untested(), update.sign_offs.count()) == (True, 0)
    record = page("link_record", review, link.pk)
    assert client.get(record).context["form"]["who"].value() == "Four of us"
    client.post(record, {"who": "Four of us", "date_day": "3", "date_month": "11", "date_year": "2016"})
    link.refresh_from_db()
    assert (link.test.easy_read, EasyReadTest.objects.count()) == (update, 1)
    client.post(page("sign_off", review))
    assert (untested(), update.sign_offs.get().by) == (False, lead)


def test_the_page_of_a_test_tells_what_was_said_and_counts_the_rest(link, group, review, lead, login):
    address = page("link_detail", review, link.pk)
    assert "Nothing yet. There are 2 parts." in login(lead).get(address).text
    answer(group, link, 2, tells="There is a plan now.")
    text = login(lead).get(address).text
    assert "They said something about 1 of 2 parts." in text
    assert "Parts that they said nothing about (1)" in text
    assert text.index(DONE) < text.index("There is a plan now.") < text.index(ASKED)
