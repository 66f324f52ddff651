"""Who was met: counted in groups, never a group of fewer than five."""

import datetime

import pytest

from frameworks.models import ParticipantGroup
from reports.builders.people import team, visit_dates, who_we_met
from reports.tree import Table, texts
from reviews.models import Member, SessionGroup


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ((2016, 5, 12), (2016, 5, 12), "12 May 2016"),
        ((2016, 10, 11), (2016, 10, 12), "11 and 12 October 2016"),
        ((2016, 3, 31), (2016, 4, 2), "31 March to 2 April 2016"),
        ((2016, 12, 31), (2017, 1, 1), "31 December 2016 and 1 January 2017"),
    ],
)
def test_visit_dates(first, last, text):
    assert visit_dates(datetime.date(*first), datetime.date(*last)) == text


def met(*numbers):
    """SessionGroups, not saved, from pairs of a group's title and a number."""
    groups = {title: ParticipantGroup(pk=pk, code=title, title=title) for pk, (title, _) in enumerate(numbers, start=1)}
    return [SessionGroup(group=groups[title], number=number) for title, number in numbers]


def rows_and_total(part):
    tables = [block for block in part.blocks if isinstance(block, Table)]
    return tables[0].rows, [text for block in part.blocks if block not in tables for text in texts(block)]


def test_numbers_of_a_group_are_added_up():
    rows, total = rows_and_total(who_we_met(met(("Families", 9), ("Families", 5), ("Managers", 7))))

    assert rows == (("Families", "14"), ("Managers", "7"))
    assert total == ["In all we met 21 people. Somebody who came to two sessions is counted twice."]


@pytest.mark.parametrize("number", [None, 1, 4])
def test_group_under_five_is_not_counted_out_nor_to_be_worked_out(number):
    rows, total = rows_and_total(who_we_met(met(("Families", 9), ("Managers", 7), ("Young people", number))))

    assert rows[2] == ("Young people", "fewer than five")
    assert total == ["In all we met more than 16 people."]


def test_unknown_number_makes_the_sum_a_lower_bound():
    rows, total = rows_and_total(who_we_met(met(("Families", 9), ("Families", None))))

    assert rows == (("Families", "more than 9"),)
    assert total == []


def test_nobody_recorded_prints_nothing():
    assert who_we_met([]) is None
    assert team([]) is None


def test_team_is_printed_with_jobs():
    members = [
        Member(name="Imogen Harte-Bell", role="lead", job="Head of commissioning", organisation="Otherby"),
        Member(name="Desmond Oyelaran", role="reviewer"),
    ]

    assert team(members).blocks[0].rows == (
        ("Imogen Harte-Bell", "Lead reviewer", "Head of commissioning, Otherby"),
        ("Desmond Oyelaran", "Reviewer", ""),
    )
