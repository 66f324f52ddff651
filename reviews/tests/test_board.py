"""The evening board: heard from whom, what rests on little, what was not looked for, and what is still to come."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from conftest import make_passage
from reviews.board import board, heard_in_words
from reviews.models import Coverage
from reviews.tests.visited import DAY, make_group, make_note, make_session


@pytest.fixture
def groups(db):
    """Young people and families, who are always asked after; and two that are there when they are met or heard."""
    codes = ("young-people", "families", "schools", "managers")
    return {code: make_group(code, position) for position, code in enumerate(codes)}


def heard(review, code="vision"):
    row = next(row for row in board(review).rows if row.section.code == code)
    return {group.code: number for group, number in row.heard if number}


def unheard(review):
    return [section.code for section in board(review).unheard]


def test_a_note_counts_once_in_each_section_it_is_about(review, groups):
    note = make_note(review, sections=("vision", "leadership"), group=groups["families"])
    passage = make_passage(review)
    passage.sources.create(kind="interview", group=groups["families"], note=note)
    assert heard(review) == heard(review, "leadership") == {"families": 1}


def test_a_section_says_in_words_who_was_heard_and_who_was_not(review, reviewer, login, groups):
    make_note(review, group=groups["families"])
    page = login(reviewer).get(reverse("board_detail", args=[review.pk]))
    vision, leadership = page.context["board"].rows
    assert [(group.code, number) for group, number in vision.heard_at_all] == [("families", 1)]
    assert ([group.code for group in vision.unheard], leadership.heard_at_all) == (["young-people"], [])
    cells = re.findall(r'<td[^>]*board__in-words">(.*?)</td>', page.text, re.DOTALL)
    assert [" ".join(strip_tags(cell).split()) for cell in cells] == ["Families 1 Not yet: Young people", "Nobody yet"]


def test_a_note_that_was_set_aside_and_a_source_of_a_removed_passage_do_not_count(review, groups, reviewer):
    aside = {"set_aside_at": datetime.datetime.now(tz=datetime.UTC), "set_aside_reason": "Said before."}
    make_note(review, group=groups["families"], **aside)
    removed = make_passage(review, removed_at=aside["set_aside_at"], removed_by=reviewer)
    removed.sources.create(kind="interview", group=groups["families"])
    assert heard(review) == {}


def test_a_narrower_group_counts_as_the_whole(review, groups):
    make_note(review, group=make_group("colleges", 9, within=groups["schools"]))
    assert heard(review) == {"schools": 1}
    assert "colleges" not in [group.code for group in board(review).groups]


def test_sections_without_young_people_and_families_are_named(review, groups):
    make_note(review, group=groups["managers"])
    assert unheard(review) == ["vision", "leadership"]
    make_note(review, group=groups["families"])
    assert unheard(review) == ["leadership"]


def test_groups_are_those_met_or_heard_and_always_young_people_and_families(review, groups):
    make_session(review, groups=[groups["managers"]])
    assert [group.code for group in board(review).groups] == ["young-people", "families", "managers"]


def test_two_people_of_one_session_who_say_a_thing_are_one_source(review, groups):
    session = make_session(review, groups=[groups["families"]])
    passage = make_passage(review)
    for _ in range(2):
        passage.sources.create(kind="interview", group=groups["families"], session=session)
    assert [(row[0], row[3]) for row in board(review).thin] == [(passage, 1)]
    passage.sources.create(kind="document", detail="Strategy")
    assert board(review).thin == []


def test_recommendations_are_not_asked_for_sources(review, groups):
    make_passage(review, kind="recommendation")
    assert board(review).thin == []


def test_an_indicator_is_marked_in_one_click_and_unmarked_in_another(review, reviewer, login, groups):
    section = review.sections.get(code="vision")
    indicator, other = section.domain.indicators.all()
    address = reverse("coverage_mark", args=[review.pk, "vision", indicator.pk])
    client = login(reviewer)
    client.post(address, {"state": "not-found"})
    client.post(address, {"state": "not-found"})
    vision = next(each for each in board(review).uncovered if each.section == section)
    assert (vision.open, vision.answered) == ([(other, "")], [(indicator, "not-found")])
    client.post(address, {"state": ""})
    assert not Coverage.objects.exists()


def test_a_state_that_does_not_exist_marks_nothing(review, reviewer, login):
    indicator = review.sections.get(code="vision").domain.indicators.first()
    login(reviewer).post(reverse("coverage_mark", args=[review.pk, "vision", indicator.pk]), {"state": "done"})
    assert not Coverage.objects.exists()


def test_an_indicator_of_another_section_is_not_found(review, reviewer, login):
    indicator = review.sections.get(code="leadership").domain.indicators.first()
    address = reverse("coverage_mark", args=[review.pk, "vision", indicator.pk])
    assert login(reviewer).post(address, {"state": "seen"}).status_code == 404


def test_the_board_lists_the_sessions_to_come(review, reviewer, login, groups):
    make_session(review, "yesterday", date=DAY)
    make_session(review, "tomorrow", date=timezone.localdate() + datetime.timedelta(days=1))
    page = login(reviewer).get(reverse("board_detail", args=[review.pk]))
    assert [session.code for session in page.context["to_come"]] == ["tomorrow"]


def test_who_has_been_heard_is_told_in_words_most_first(review, groups):
    for name in ("families", "managers", "managers"):
        make_note(review, group=groups[name])
    assert heard_in_words(review) == [("Managers", 2), ("Families", 1)]


@pytest.mark.parametrize("number", [1, 8])
def test_the_board_asks_the_same_number_of_questions_at_any_size(review, groups, number, django_assert_num_queries):
    for place in range(number):
        make_note(review, text=f"Note {place}", group=groups["families"])
        make_passage(review, text=f"Finding {place}.")
    with django_assert_num_queries(10):
        board(review)
