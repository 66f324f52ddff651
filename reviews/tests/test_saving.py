"""Saving a text: nothing that was typed is lost, whoever saves first."""

import pytest
from django.utils import timezone

from conftest import make_passage
from reviews.models import TextVersion
from reviews.saving import Conflict, PassageRemoved, Saved, save_text
from reviews.text import LIMIT, UnusableText, text_hash


def test_a_text_based_on_what_is_stored_is_stored(review, reviewer):
    passage = make_passage(review, text="First.")
    saved = save_text(passage, "text", "Second.\r\n", based_on=text_hash("First."), by=reviewer)
    passage.refresh_from_db()
    assert passage.text == "Second.\n"
    assert saved == Saved(text_hash("Second.\n"), passage.changed_at)
    assert list(passage.versions.values_list("text", flat=True)) == ["First.", "Second.\n"]


def test_a_text_based_on_an_older_one_conflicts_and_both_are_kept(review, reviewer, lead):
    passage = make_passage(review, text="First.")
    save_text(passage, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    result = save_text(passage, "text", "Mine.", based_on=text_hash("First."), by=reviewer)
    passage.refresh_from_db()
    assert isinstance(result, Conflict)
    assert (result.stored.text, result.offered.text) == ("Theirs.", "Mine.")
    assert passage.text == "Theirs."
    assert set(passage.versions.values_list("text", "kind")) == {
        ("First.", TextVersion.Kind.CHECKPOINT),
        ("Theirs.", TextVersion.Kind.CHECKPOINT),
        ("Mine.", TextVersion.Kind.CONFLICT),
    }


def test_sending_the_same_again_changes_nothing(review, reviewer):
    passage = make_passage(review, text="First.")
    for _ in range(3):
        result = save_text(passage, "text", "Second.", based_on=text_hash("First."), by=reviewer)
        assert isinstance(result, Saved)
    assert passage.versions.count() == 2


def test_sending_a_conflict_again_keeps_it_once(review, reviewer, lead):
    passage = make_passage(review, text="First.")
    save_text(passage, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    for _ in range(3):
        save_text(passage, "text", "Mine.", based_on=text_hash("First."), by=reviewer)
    assert passage.versions.filter(kind=TextVersion.Kind.CONFLICT).count() == 1


def test_decomposed_letters_are_stored_composed(review, reviewer):
    passage = make_passage(review, text="")
    save_text(passage, "text", "Y Rhyl, tŷ", based_on=text_hash(""), by=reviewer)
    passage.refresh_from_db()
    assert passage.text == "Y Rhyl, tŷ"


@pytest.mark.parametrize(
    ("field", "text"),
    [("text", "a\0b"), ("text", "x" * (LIMIT + 1)), ("title", "x" * 301), ("title", "two\nlines")],
)
def test_what_cannot_be_stored_is_refused_and_changes_nothing(review, reviewer, field, text):
    passage = make_passage(review, text="First.", title="")
    before = getattr(passage, field)
    with pytest.raises(UnusableText):
        save_text(passage, field, text, based_on=text_hash(before), by=reviewer)
    passage.refresh_from_db()
    assert getattr(passage, field) == before
    assert not passage.versions.exists()


def test_a_save_to_a_removed_passage_hands_the_text_back(review, reviewer, lead):
    passage = make_passage(review, text="First.", removed_at=timezone.now(), removed_by=lead)
    with pytest.raises(PassageRemoved) as refused:
        save_text(passage, "text", "Mine.", based_on=text_hash("First."), by=reviewer)
    assert refused.value.text == "Mine."


def test_the_same_words_typed_again_after_going_back_are_saved_again(review, reviewer):
    passage = make_passage(review, text="A")
    for before, after in ["AB", "BA", "AB"]:
        assert isinstance(save_text(passage, "text", after, based_on=text_hash(before), by=reviewer), Saved)
    passage.refresh_from_db()
    assert passage.text == "B"


def test_the_same_words_of_somebody_else_are_no_repeat(review, reviewer, lead):
    passage = make_passage(review, text="A")
    save_text(passage, "text", "B", based_on=text_hash("A"), by=lead)
    save_text(passage, "text", "C", based_on=text_hash("B"), by=lead)
    assert isinstance(save_text(passage, "text", "B", based_on=text_hash("A"), by=reviewer), Conflict)
