"""What differs between two texts, in pieces that can be marked."""

from typing import NamedTuple

from diff_match_patch import diff_match_patch

_SAME, _ONLY_FIRST, _ONLY_SECOND = 0, -1, 1


class Piece(NamedTuple):
    text: str
    differs: bool


def differences(first, second):
    """The pieces of each text, as two lists; joined, the pieces of a list are its text again."""
    comparer = diff_match_patch()
    found = comparer.diff_main(first, second)
    comparer.diff_cleanupSemantic(found)
    of_first = [Piece(text, mark != _SAME) for mark, text in found if mark != _ONLY_SECOND]
    of_second = [Piece(text, mark != _SAME) for mark, text in found if mark != _ONLY_FIRST]
    return of_first, of_second
