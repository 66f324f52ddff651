"""Two texts that were made of one made one again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.joining import joined

BASE = "Families wait. The forum meets monthly.\n\nThe plan is new."
WORDS = st.sampled_from(["They", "wait", "a", "year.", "Families", "are", "heard.", "-", "plan"])
SPACES = st.sampled_from([" ", " ", " ", "\n", "\n\n", "  "])


@st.composite
def texts(draw):
    words = draw(st.lists(st.one_of(WORDS, st.text(min_size=1, max_size=5)), max_size=25))
    return "".join(word + draw(SPACES) for word in words)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "of_both"),
    [
        (
            BASE,
            BASE.replace("wait.", "wait a year."),
            BASE.replace("new.", "new. Nobody knows it."),
            "Families wait a year. The forum meets monthly.\n\nThe plan is new. Nobody knows it.",
        ),
        # Different words of one sentence.
        ("Forty wait a year.", "Fifty wait a year.", "Forty wait a month.", "Fifty wait a month."),
        # The same words of one sentence.
        ("They wait a year.", "They wait a month.", "They wait a week.", "They wait a month. They wait a week."),
        # Both have gone on writing at the end, and one says again what the other has said.
        ("They wait.", "They wait. It is long.", "They wait. Nobody rings.", "They wait. It is long. Nobody rings."),
        ("They wait.", "They wait. So it is. One.", "They wait. So it is. Two.", "They wait. So it is. One. Two."),
        ("", "One.\n\nBoth.", "Two.\n\nBoth.", "One. Two.\n\nBoth."),
        ("- a\n- b", "- a\n- b\n- c", "- a\n- b\n- d", "- a\n- b\n- c\n- d"),
        ("1. a\n2. b", "1. x\n2. b", "1. y\n2. b", "1. x\n1. y\n2. b"),
        ("- a\n- b", "- x\n- b", "- y\n- b", "- x\n- y\n- b"),
        # What one has taken out and the other has changed is there.
        ("They wait. It is so.", "It is so.", "They wait long. It is so.", "They wait long. It is so."),
        # A paragraph made by one, a sentence by the other.
        ("One. Two.", "One.\n\nTwo.", "One. Two. Three.", "One.\n\nTwo. Three."),
        ("Waiting", "Waiting times", "Waiting lists", "Waiting times / Waiting lists"),
    ],
)
def test_both_changes_are_there(base, theirs, mine, of_both):
    assert joined(base, theirs, mine) == of_both


@given(texts(), texts(), texts())
def test_no_word_that_either_has_put_in_is_missing(base, theirs, mine):
    assert {*theirs.split(), *mine.split()} - {*base.split()} <= {*joined(base, theirs, mine).split()}


@given(texts(), texts())
def test_without_a_common_base_every_word_of_both_is_there(theirs, mine):
    assert {*theirs.split(), *mine.split()} - {"/"} == {*joined("", theirs, mine).split()} - {"/"}


@given(texts(), texts())
def test_what_only_one_has_changed_is_as_they_left_it(base, changed):
    assert joined(base, base, changed) == joined(base, changed, base) == joined(base, changed, changed) == changed


@given(texts(), texts(), st.integers(1, 3))
def test_sentences_in_which_they_agree_are_there_once(first, second, number):
    agreed = " ".join(f"Sentence{place}." for place in range(number))
    text = joined("", f"{first}\n{agreed}", f"{second}\n{agreed}")
    assert text.count("Sentence0.") == 1
    assert text.rstrip().endswith(agreed)
