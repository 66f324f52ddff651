"""Hints about an easy read as a whole: its opening and closing, its order, its pictures and its length."""

import pytest

from reports.hints.hint import WHOLE_CODES
from reports.hints.whole import Whole, WholeRow, whole_hints

OPENING = (
    WholeRow("About this report", heading=True),
    WholeRow("We are a team from outside Larkmere.", picture="suitcase"),
    WholeRow("We came to Larkmere in October 2016.", picture="calendar"),
    WholeRow("We came to ask about support for young people.", picture="talking"),
    WholeRow("This was not an inspection.", picture="cross"),
)
ASKED = (
    WholeRow("We asked the council to train staff.", picture="teacher", stands_for="r1"),
    WholeRow("The council has not answered yet.", picture="clock", stands_for="r1"),
)


def codes(rows=(), **fields):
    whole = Whole(site="Larkmere", rows=(*OPENING, *rows), **({"contact": True} | fields))
    return [hint.code for hint in whole_hints(whole) if not hint.quiet]


def test_easy_read_that_has_what_it_needs_has_no_hint():
    assert codes(ASKED, recommendations=(("r1", "Train staff"),)) == []


def test_easy_read_without_rows_has_no_hint():
    assert whole_hints(Whole(site="Larkmere")) == []


@pytest.mark.parametrize(
    ("row", "code"), [(1, "who-we-are"), (2, "when-we-came"), (3, "why-we-came"), (4, "no-inspection")]
)
def test_each_opening_row_is_missed(row, code):
    whole = Whole(site="Larkmere", rows=OPENING[:row] + OPENING[row + 1 :], contact=True)
    assert [hint.code for hint in whole_hints(whole)] == [code]


def test_contact_of_the_review_or_a_row_says_whom_to_ask():
    ask = WholeRow("You can ask the forum about this report.", picture="telephone")
    assert codes(contact=False) == ["whom-to-ask"]
    assert codes([ask], contact=False) == []


def test_recommendations_without_a_row_are_named_together():
    recommendations = (("r1", "Train staff"), ("r2", "Meet more often"), ("r3", "Write a plan"))
    whole = Whole(site="Larkmere", rows=(*OPENING, *ASKED), recommendations=recommendations, contact=True)
    (hint,) = whole_hints(whole)
    assert hint.says == "No row stands for these recommendations: “Meet more often”, “Write a plan”."
    assert hint.words == "r2 r3"


def test_row_about_a_recommendation_says_whom_we_asked():
    row = WholeRow("More training for staff.", picture="teacher", stands_for="r1")
    assert codes([row, *ASKED], recommendations=(("r1", "Train staff"),)) == []
    answer = WholeRow("Answers come later.", picture="clock")
    assert codes([row, answer], recommendations=(("r1", "Train staff"),)) == ["who-was-asked"]


def test_a_row_that_is_still_to_be_written_is_not_quoted_as_the_one_that_does_not_say_whom_we_asked():
    rows = [WholeRow("", stands_for="r2"), WholeRow("More training for staff.", picture="teacher", stands_for="r2")]
    whole = Whole(site="Larkmere", rows=(*OPENING, *rows, *ASKED), recommendations=(("r2", "Train"),), contact=True)
    (hint,) = [hint for hint in whole_hints(whole) if hint.code == "who-was-asked"]
    assert hint.says.startswith("Say whom we asked: “More training for staff”. For example")


@pytest.mark.parametrize(("rows", "answered", "missing"), [(1, False, True), (2, False, False), (2, True, True)])
def test_answers_are_told_and_brought_up_to_date(rows, answered, missing):
    found = codes(ASKED[:rows], recommendations=(("r1", "Train staff"),), answered=answered)
    assert found == (["what-they-answered"] if missing else [])


def test_headings_follow_the_order_of_the_report():
    titles = ("What we want", "The people in charge")
    here, there = (WholeRow(title, heading=True) for title in titles)
    assert codes([here, there], titles=titles) == []
    assert codes([there, here], titles=titles) == ["order"]


def test_rows_under_a_heading_follow_the_order_of_the_report():
    first, second = (WholeRow(f"Row {place}.", picture=f"p{place}", place=place) for place in (0, 1))
    heading = WholeRow("What is good", heading=True)
    assert codes([first, second, heading, first]) == []
    assert codes([second, first]) == ["order"]


def test_pictures_are_missed_and_counted():
    same = [WholeRow(f"Row {number}.", picture="teacher") for number in range(3)]
    assert codes(same[:2]) == []
    assert codes(same) == ["picture-repeated"]
    assert codes([same[0]] * 5) == []
    assert codes([WholeRow("A row.")]) == ["picture-missing"]


@pytest.mark.parametrize(("rows", "quiet"), [(20, []), (38, []), (39, [True]), (86, [True]), (87, [False])])
def test_pages_are_estimated(rows, quiet):
    many = tuple(WholeRow(f"Row {number}.", picture=f"p{number}") for number in range(rows))
    found = whole_hints(Whole(site="Larkmere", rows=(*OPENING, *many), contact=True))
    assert [hint.quiet for hint in found if hint.code == "pages"] == quiet


def test_every_rule_of_the_whole_is_tried_here():
    tried = {"who-we-are", "when-we-came", "why-we-came", "no-inspection", "whom-to-ask", "order", "pages"}
    tried |= {
        "recommendation-without-row",
        "who-was-asked",
        "what-they-answered",
        "picture-missing",
        "picture-repeated",
    }
    assert set(WHOLE_CODES) == tried
