"""Characters that no shipped font can print, found where they are typed: in print they would be empty boxes."""

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

INDEX = Path(__file__).resolve().parents[1] / "static" / "vendor" / "fonts" / "characters.json"
MOST_NAMED = 5
# They turn the letters after them round, so that a reader sees other words than were stored.
OVERRIDES = {"\u202d", "\u202e"}


class CharactersMissing(Exception):
    """The index of printable characters has not been built."""


@cache
def printable_ranges():
    """The code points that print, as [(first, last)] in order; written by script/build_assets.py from the fonts."""
    if not INDEX.is_file():
        raise CharactersMissing("The index of printable characters is not there. Run script/bootstrap, which makes it.")
    return [tuple(pair) for pair in json.loads(INDEX.read_text())]


def is_printable(character):
    if character in OVERRIDES:
        return False
    ranges = printable_ranges()
    place = bisect_right(ranges, (ord(character), 0x110000)) - 1
    return place >= 0 and ranges[place][0] <= ord(character) <= ranges[place][1]


def unprintable(text):
    """Sentences about the characters of a text that cannot be printed, with the line of each; at most six."""
    found = [
        f"Line {number}: {_named(character)} cannot be printed."
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1)
        for character in dict.fromkeys(line)
        if not is_printable(character)
    ]
    if len(found) > MOST_NAMED:
        return [*found[:MOST_NAMED], f"There are {len(found) - MOST_NAMED} more like these."]
    return found


def _named(character):
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return name if character in OVERRIDES else f"“{character}” ({name})"
