"""What differs between two texts, in whole words that can be marked: read aloud, pieces of words make no sense."""

import re
from typing import NamedTuple

from diff_match_patch import diff_match_patch

_SAME, _ONLY_FIRST, _ONLY_SECOND = 0, -1, 1
# A word with its accents, apostrophes and hyphens; the space between two; any other sign.
_PARTS = re.compile(r"\w[\w\u0300-\u036f]*(?:['’-]\w[\w\u0300-\u036f]*)*|\s+|.", re.DOTALL)
_SURROGATES = range(0xD800, 0xE000)


class Piece(NamedTuple):
    text: str
    differs: bool


def differences(first, second):
    """The pieces of each text, as two lists; joined, the pieces of a list are its text again."""
    parts, found = _compared(_PARTS.findall(first), _PARTS.findall(second))
    diff_match_patch().diff_cleanupSemantic(found)
    words = [(mark, "".join(parts[sign] for sign in text)) for mark, text in found]
    of_first = [Piece(text, mark != _SAME) for mark, text in words if mark != _ONLY_SECOND]
    of_second = [Piece(text, mark != _SAME) for mark, text in words if mark != _ONLY_FIRST]
    return of_first, of_second


def same_places(first, second):
    """[(place in first, place in second)] of what two lists of texts have in common, in order."""
    _parts, found = _compared(first, second)
    same, at_first, at_second = [], 0, 0
    for mark, signs in found:
        if mark == _SAME:
            same += [(at_first + step, at_second + step) for step in range(len(signs))]
        at_first += len(signs) if mark != _ONLY_SECOND else 0
        at_second += len(signs) if mark != _ONLY_FIRST else 0
    return same


def _compared(first, second):
    """What the signs stand for, and [mark, signs]: two lists of texts compared with a sign in place of each text."""
    signs, parts = {}, {}
    coded = [_coded(texts, signs, parts) for texts in (first, second)]
    return parts, diff_match_patch().diff_main(*coded, False)


def _coded(texts, signs, parts):
    """The texts with one sign in place of each; `signs` and `parts` say which stands for which."""
    for part in texts:
        if part not in signs:
            number = len(signs) + 1
            sign = chr(number if number < _SURROGATES.start else number + len(_SURROGATES))
            signs[part], parts[sign] = sign, part
    return "".join(signs[part] for part in texts)
