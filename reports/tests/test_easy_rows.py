"""Rows of an easy read that are saved where scripts are there: pieces of the page in place of the whole."""

import json
import re

import pytest
from django.utils import timezone

from frameworks.models import Term
from reports.hints.whole import OTHER_PAGES, ROWS_A_PAGE
from reports.models import EasyRead, EasyReadRow, SetAsideHint, SignOff, TrialAnswer
from reports.tests.test_workbench import PASSIVE, page

AS_A_PIECE = {"HX-Request": "true"}


@pytest.fixture
def row(review):
    easy_read = EasyRead.objects.create(review=review)
    return EasyReadRow.objects.create(easy_read=easy_read, text=PASSIVE, position=0)


@pytest.fixture
def writing(lead, client):
    client.force_login(lead)
    return client


def said_by(answer):
    return json.loads(answer["HX-Trigger-After-Swap"])["easy-read:changed"]


def test_with_scripts_only_what_a_hint_changes_comes_back(review, row, writing):
    other = EasyReadRow.objects.create(easy_read=row.easy_read, text="We met people.", picture="people", position=1)
    sent = {"row": str(row.pk), "code": "passive", "words": "are written"}
    answer = writing.post(page("hint_set_aside", review), sent, headers=AS_A_PIECE)
    assert said_by(answer)["said"] == "The hint is set aside."
    for place in (f"words-{row.pk}", "whole-hints", "sign-off"):
        assert f'id="{place}" hx-swap-oob="true"' in answer.text
    assert f"words-{other.pk}" not in answer.text
    assert "<html" not in answer.text
    aside = SetAsideHint.objects.get()
    answer = writing.post(page("hint_bring_back", review, aside.pk), headers=AS_A_PIECE)
    assert (said_by(answer)["said"], said_by(answer)["place"]) == ("The hint is back.", f"row-{row.pk}")
    assert "Say who does it: “are written”." in answer.text


def test_a_hint_that_is_gone_brings_everything_up_to_date(review, row, writing):
    other = EasyReadRow.objects.create(easy_read=row.easy_read, text="We met people.", position=1)
    sent = {"row": str(row.pk), "code": "passive", "words": "x"}
    answer = writing.post(page("hint_set_aside", review), sent, headers=AS_A_PIECE)
    assert said_by(answer)["said"] == "That hint is not there any more: the words have changed. Look again."
    assert f"words-{other.pk}" in answer.text


def test_with_scripts_a_saved_row_comes_back_with_the_rows_it_changes(review, row, writing):
    explained = "A tribunal is a court."
    Term.objects.create(term="Tribunal", kind="term", plain_english="-", easy_read=explained)
    after = EasyReadRow.objects.create(easy_read=row.easy_read, text="You can go to a tribunal.", position=1)
    edit = page("easy_read_row_edit", review, row.pk)
    based_on = writing.get(edit).context["form"]["based_on"].value()
    sent = {"text": explained, "picture": "", "passage": "", "based_on": based_on}
    answer = writing.post(edit, sent, headers=AS_A_PIECE)
    assert said_by(answer) == {
        "place": f"row-{row.pk}",
        "goTo": "change",
        "said": "The row is saved.",
        "add": False,
    }
    assert f'<li class="easy-row easy-row--row" id="row-{row.pk}"' in answer.text
    assert f'id="words-{after.pk}" hx-swap-oob="true"' in answer.text
    # What was said is not said again on the next page.
    assert "The row is saved." not in writing.get(page("easy_read_edit", review)).text


def test_with_scripts_a_row_that_cannot_be_saved_stays_where_it_was_typed(review, row, writing):
    answer = writing.post(page("easy_read_row_new", review) + f"?after={row.pk}", {"text": ""}, headers=AS_A_PIECE)
    assert (answer["HX-Retarget"], answer["HX-Reselect"]) == ("closest [data-row-slot]", "[data-row-form]")
    assert EasyReadRow.objects.count() == 1


def test_with_scripts_another_row_is_begun_behind_the_one_that_was_saved(review, row, writing):
    sent = {"text": "We met people.", "picture": "", "alt": "", "passage": "", "again": "1"}
    answer = writing.post(page("easy_read_row_new", review) + f"?after={row.pk}", sent, headers=AS_A_PIECE)
    saved = EasyReadRow.objects.get(text="We met people.")
    assert (said_by(answer)["add"], said_by(answer)["place"]) == (True, f"row-{saved.pk}")


# Moving and taking out ------------------------------------------------------------------------------------------------
@pytest.fixture
def three(row):
    """The row and two behind it."""
    more = [row.easy_read.rows.create(text=f"Row {number}.", picture="bus", position=number) for number in (1, 2)]
    return [row, *more]


def move(writing, review, row, to):
    return writing.post(page("easy_read_row_move", review, row.pk), {"to": to}, headers=AS_A_PIECE)


def remove(writing, review, row):
    return writing.post(page("easy_read_row_remove", review, row.pk), headers=AS_A_PIECE)


def rows_in(answer):
    return re.findall(r'<li class="easy-row [^>]*id="row-([0-9a-f-]+)"', answer.text)


def test_with_scripts_a_row_is_moved_in_place_and_it_is_said_where_it_stands(review, three, writing):
    first, second, third = three
    answer = move(writing, review, third, "up")
    assert rows_in(answer) == [str(row.pk) for row in (first, third, second)]
    assert said_by(answer) == {
        "place": f"row-{third.pk}",
        "goTo": "up",
        "said": "Moved up. It is 2 of 3 now, after “Letters are written by the council.”.",
        "add": False,
    }
    for place in ("whole-hints", "sign-off", "gone-rows"):
        assert f'id="{place}" hx-swap-oob="true"' in answer.text
    assert "<html" not in answer.text


def test_what_stands_about_the_whole_is_that_of_the_new_order(review, three, writing, lead):
    first, second, _ = three
    easy_read = first.easy_read
    easy_read.tests.create(who="Four people", date=timezone.localdate())
    writing.post(page("easy_read_sign_off", review))
    assert SignOff.objects.exists()
    assert "It has changed since it was signed off" in move(writing, review, second, "up").text
    assert "as it stands." in move(writing, review, second, "down").text


def test_pages_and_rows_to_be_written_are_counted_anew(review, three, writing):
    first = three[0]
    empty = first.easy_read.rows.create(brief="Say why.", position=3)
    more = [first.easy_read.rows.create(text="We met people.", position=4 + number) for number in range(ROWS_A_PAGE)]
    pages = OTHER_PAGES + 2
    text = move(writing, review, more[0], "down").text
    assert f"About {pages} pages as printed. Still to be written: 1 row." in text
    EasyReadRow.objects.filter(pk__in=[row.pk for row in more]).delete()
    text = remove(writing, review, empty).text
    assert f"About {pages - 1} pages as printed." in text
    assert "Still to be written" not in text


@pytest.mark.parametrize(("place", "to", "said"), [(0, "up", "It is the first already."), (2, "down", "the last")])
def test_a_row_that_stands_at_the_end_already_says_so(review, three, writing, place, to, said):
    answer = move(writing, review, three[place], to)
    assert said in said_by(answer)["said"]
    assert rows_in(answer) == [str(row.pk) for row in three]


def test_what_others_did_meanwhile_is_shown_to_whoever_moves_a_row(review, three, writing):
    first, second, third = three
    second.delete()
    added = first.easy_read.rows.create(text="Added meanwhile.", position=9)
    assert rows_in(move(writing, review, third, "up")) == [str(row.pk) for row in (third, first, added)]


def test_with_scripts_a_row_is_asked_about_and_taken_out_in_place(review, three, writing):
    first, second, third = three
    asked = writing.get(page("easy_read_row_remove", review, second.pk), headers=AS_A_PIECE)
    assert "Take out this row: “Row 1.”?" in asked.text
    assert "<html" not in asked.text
    answer = remove(writing, review, second)
    assert rows_in(answer) == [str(first.pk), str(third.pk)]
    assert (said_by(answer)["said"], said_by(answer)["place"]) == ("Removed: “Row 1.”", f"row-{third.pk}")
    assert said_by(remove(writing, review, third))["place"] == f"row-{first.pk}"
    # The last one takes the list with it, and the page offers what it offers to an easy read without rows.
    assert remove(writing, review, first)["HX-Redirect"] == page("easy_read_edit", review)


def test_what_was_said_about_a_row_stays_when_it_is_taken_out(review, three, writing, lead):
    answered(three[1], lead)
    text = remove(writing, review, three[1]).text
    assert "What was said about rows that are no longer there (1)" in text
    assert "“A bus.”" in text


@pytest.mark.parametrize("what", ["up", "down", "remove", "ask"])
def test_a_row_that_somebody_has_taken_out_meanwhile_is_said_to_be_gone(review, three, writing, what):
    first, second, third = three
    EasyReadRow.objects.filter(pk=second.pk).delete()
    address = page("easy_read_row_remove", review, second.pk)
    if what == "ask":
        answer = writing.get(address, headers=AS_A_PIECE)
    else:
        answer = remove(writing, review, second) if what == "remove" else move(writing, review, second, what)
    assert rows_in(answer) == [str(first.pk), str(third.pk)]
    assert said_by(answer)["said"] == "Somebody has taken this row out meanwhile."
    assert (answer["HX-Retarget"], said_by(answer)["place"]) == (".easy-rows", "easy-rows")
    assert writing.post(address).status_code == 404


# Dealing with what people said ----------------------------------------------------------------------------------------
def answered(row, lead, **said):
    link = row.easy_read.trial_links.create(
        group="A group", token_hash=f"of-{TrialAnswer.objects.count()}", made_by=lead, expires_at=timezone.now()
    )
    said = {"tells": "A bus."} | said
    return TrialAnswer.objects.create(link=link, row=row.pk, sentence=row.text, picture=row.picture, **said)


def deal(writing, review, answer, done="yes", **sent):
    sent = {"done": done, "from": "bench"} | sent
    return writing.post(page("tester_answer_deal", review, answer.pk), sent, headers=AS_A_PIECE)


def test_with_scripts_an_answer_is_dealt_with_in_place(review, three, writing, lead):
    given, other = answered(three[1], lead), answered(three[1], lead)
    response = deal(writing, review, given, seen=given.stamp)
    assert f'id="heard-{three[1].pk}" hx-swap-oob="true"' in response.text
    assert "1 not dealt with yet." in response.text
    assert said_by(response) == {
        "place": f"answer-{given.pk}",
        "goTo": "deal",
        "said": "It is dealt with.",
        "add": False,
    }
    assert f'id="answer-{other.pk}"' in response.text
    assert "2 not dealt with yet." in deal(writing, review, given, "no").text


def test_an_answer_on_the_page_of_its_test_comes_alone(review, three, writing, lead):
    given = answered(three[1], lead)
    response = deal(writing, review, given, **{"from": "link"})
    assert f'id="answer-{given.pk}" hx-swap-oob="true"' in response.text
    assert "heard__sum" not in response.text


def test_an_answer_about_a_row_that_is_gone_is_dealt_with_where_it_stands(review, three, writing, lead):
    given = answered(three[1], lead)
    three[1].delete()
    response = deal(writing, review, given)
    assert 'id="gone-rows" hx-swap-oob="true"' in response.text
    assert '<details class="govuk-details" open>' in response.text
    assert "Dealt with: Lead" in response.text


def test_an_answer_that_another_has_dealt_with_stays_as_it_is(review, three, writing, lead, reviewer):
    given = answered(three[1], lead)
    TrialAnswer.objects.update(dealt_with_by=reviewer, dealt_with_at=timezone.now())
    response = deal(writing, review, given)
    assert said_by(response)["said"] == "Reviewer has dealt with it already."
    assert TrialAnswer.objects.get().dealt_with_by == reviewer


def test_what_the_group_said_meanwhile_is_read_before_it_is_dealt_with(review, three, writing, lead):
    given = answered(three[1], lead)
    seen = given.stamp
    given.tells, given.at = "A red bus.", timezone.now()
    given.save()
    response = deal(writing, review, given, seen=seen)
    assert said_by(response)["said"] == "The group has said something new meanwhile. Read it first."
    assert "“A red bus.”" in response.text
    assert TrialAnswer.objects.get().dealt_with_by is None


def test_without_scripts_the_page_comes_back_at_the_row(review, three, writing, lead):
    given = answered(three[1], lead)
    place = f"{page('easy_read_edit', review)}#row-{three[1].pk}"
    assert writing.post(page("easy_read_row_move", review, three[1].pk), {"to": "up"}).url == place
    assert writing.post(page("tester_answer_deal", review, given.pk), {"done": "yes"}).url == place
    assert writing.post(page("easy_read_row_remove", review, three[1].pk)).url == page("easy_read_edit", review)
