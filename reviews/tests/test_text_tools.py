"""What cannot be printed, what differs between two texts, and codes for what people add."""

from hypothesis import given
from hypothesis import strategies as st

from reviews.characters import unprintable
from reviews.codes import free_code
from reviews.differences import differences


def test_each_line_names_what_cannot_be_printed():
    assert unprintable("ok\n\ufdd0 and \ufdd0\n𓀀") == [
        "Line 2: “\ufdd0” (U+FDD0) cannot be printed.",
        "Line 3: “𓀀” (EGYPTIAN HIEROGLYPH A001) cannot be printed.",
    ]


def test_many_of_them_are_named_in_part():
    assert unprintable("\n".join("𓀀" * 8))[-1] == "There are 3 more like these."


def test_a_code_is_made_from_the_title_and_never_taken_twice():
    assert free_code("Are families heard?", set(), "line") == "are-families-heard"
    assert free_code("¿?", {"line", "line-2"}, "line") == "line-3"


@given(st.text(), st.text())
def test_the_pieces_of_each_text_are_its_text_again(first, second):
    of_first, of_second = differences(first, second)
    assert "".join(piece.text for piece in of_first) == first
    assert "".join(piece.text for piece in of_second) == second


def test_whole_words_are_marked():
    of_first, of_second = differences("The parents’ forum listens well.", "The parents’ forum listened.")
    assert [piece.text for piece in of_first if piece.differs] == ["listens well"]
    assert [piece.text for piece in of_second if piece.differs] == ["listened"]
