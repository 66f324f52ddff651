"""What changed between two editions is told by codes, and by words within a part."""

import pytest

from conftest import make_edition
from frameworks.changes import KINDS, State, Stretch, compare_editions, compare_words
from frameworks.models import Indicator, ParticipantGroup, Prompt


@pytest.fixture
def later(edition):
    """The small edition again: one indicator reworded, one gone, one new, and leadership replaced by partnership."""
    later = make_edition("small-2017", codes=("vision", "partnership"))
    later.indicators.filter(code="vision-1").update(text="Indicator one of vision.")
    later.indicators.get(code="vision-2").delete()
    vision = later.domains.get(code="vision")
    Indicator.objects.create(domain=vision, code="vision-3", text="New.", position=3)
    return later


def of_kind(domain, title):
    return {change.code: change for kind in domain.kinds if kind.title == title for change in kind.changes}


def test_parts_are_added_removed_reworded_or_the_same(edition, later):
    vision = compare_editions(edition, later, with_team_parts=False)[0]
    states = {code: change.state for code, change in of_kind(vision, "Indicators").items()}
    assert states == {"vision-1": State.REWORDED, "vision-3": State.ADDED, "vision-2": State.REMOVED}
    assert of_kind(vision, "The domain itself")["vision"].state == State.SAME


def test_a_domain_that_went_stands_at_the_end(edition, later):
    domains = compare_editions(edition, later, with_team_parts=False)
    assert [(domain.code, domain.state) for domain in domains] == [
        ("vision", State.SAME),
        ("partnership", State.ADDED),
        ("leadership", State.REMOVED),
    ]


def test_only_the_words_that_differ_are_marked(edition, later):
    vision = compare_editions(edition, later, with_team_parts=False)[0]
    assert of_kind(vision, "Indicators")["vision-1"].wordings[0].stretches == [
        Stretch(State.SAME, "Indicator "),
        Stretch(State.REMOVED, "1"),
        Stretch(State.ADDED, "one"),
        Stretch(State.SAME, " of vision."),
    ]


def test_the_stretches_give_both_texts_back():
    before, after = "They know every  family,\nand keep a list.", "They know most families, and keep an old list."
    stretches = compare_words(before, after)
    assert "".join(stretch.text for stretch in stretches if stretch.state != State.ADDED) == before
    assert "".join(stretch.text for stretch in stretches if stretch.state != State.REMOVED) == after


def test_a_text_that_was_written_anew_is_shown_whole():
    assert compare_words("One thing entirely.", "Nothing like that at all here.") == [
        Stretch(State.REMOVED, "One thing entirely."),
        Stretch(State.ADDED, "Nothing like that at all here."),
    ]


def test_a_part_that_moved_to_another_domain_is_not_called_new(edition, later):
    partnership = later.domains.get(code="partnership")
    Indicator.objects.create(domain=partnership, code="leadership-1", text="Indicator 1 of leadership.", position=9)
    domains = compare_editions(edition, later, with_team_parts=False)
    assert of_kind(domains[1], "Indicators")["leadership-1"].state == State.SAME
    assert "leadership-1" not in of_kind(domains[2], "Indicators")


def test_questions_are_not_fetched_for_those_who_may_not_read_them(edition, later, django_assert_num_queries):
    families = ParticipantGroup.objects.create(code="families", title="Families", position=1)
    vision = later.domains.get(code="vision")
    Prompt.objects.create(domain=vision, code="vision-p1", ask=families, question="Why?", position=1)
    with django_assert_num_queries(4):
        public = compare_editions(edition, later, with_team_parts=False)
    with django_assert_num_queries(len(KINDS)):
        team = compare_editions(edition, later, with_team_parts=True)
    assert of_kind(public[0], "Questions for reviewers") == {}
    assert of_kind(team[0], "Questions for reviewers")["vision-p1"].state == State.ADDED
