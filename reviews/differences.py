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
    signs, parts = {}, {}
    coded = [_coded(text, signs, parts) for text in (first, second)]
    comparer = diff_match_patch()
    found = comparer.diff_main(*coded, False)
    comparer.diff_cleanupSemantic(found)
    words = [(mark, "".join(parts[sign] for sign in text)) for mark, text in found]
    of_first = [Piece(text, mark != _SAME) for mark, text in words if mark != _ONLY_SECOND]
    of_second = [Piece(text, mark != _SAME) for mark, text in words if mark != _ONLY_FIRST]
    return of_first, of_second


def _coded(text, signs, parts):
    """The text with one sign in place of each part of it; `signs` and `parts` say which stands for which."""
    for part in _PARTS.findall(text):
        if part not in signs:
            number = len(signs) + 1
            sign = chr(number if number < _SURROGATES.start else number + len(_SURROGATES))
            signs[part], parts[sign] = sign, part
    return "".join(signs[part] for part in _PARTS.findall(text))
