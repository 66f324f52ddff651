"""The fonts that are shipped: which characters they can print, and how the rendering process finds them alone."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "fonts"

# Characters that steer the text and are never drawn: line ends and tab, and those Unicode lets a renderer leave out.
UNDRAWN = {"\t", "\n", "\r", " ", "\N{NO-BREAK SPACE}", "\N{SOFT HYPHEN}", "\N{WORD JOINER}"}


class FontsMissing(Exception):
    """The folder of shipped fonts is not there or not whole."""


@cache
def index():
    """The shipped fonts as [{file, family, weight, style, text}], in the order in which they are tried."""
    path = FOLDER / "index.json"
    if not path.is_file():
        raise FontsMissing("The fonts for print are not there yet. Run script/bootstrap, which puts them in place.")
    return json.loads(path.read_text())


def families():
    """The shipped font families, each once, in the order in which they are tried."""
    return list(dict.fromkeys(font["family"] for font in index()))


@cache
def printable():
    """Code points for which at least one shipped font has a glyph."""
    characters = {ord(character) for character in UNDRAWN}
    for font in index():
        with TTFont(FOLDER / font["file"], lazy=True) as opened:
            characters.update(opened.getBestCmap())
    return frozenset(characters)


def unprintable(text):
    """Characters of `text` that no shipped font has: [(character, position from 0, Unicode name)], each place once.

    Such a character would come out as an empty box and break PDF/UA-1, so it is refused where it is typed.
    """
    known = printable()
    return [
        (character, position, unicodedata.name(character, f"U+{ord(character):04X}"))
        for position, character in enumerate(text)
        if ord(character) not in known
    ]


def font_configuration(cache_folder):
    """The fontconfig file (XML text) under which only shipped fonts exist, tried in our order after those asked for."""
    order = "".join(f"<string>{escape(family)}</string>" for family in families())
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <reset-dirs/>
  <dir>{escape(str(FOLDER))}</dir>
  <cachedir>{escape(str(cache_folder))}</cachedir>
  <selectfont><rejectfont><glob>*.woff2</glob></rejectfont></selectfont>
  <match target="pattern"><edit name="family" mode="append" binding="weak">{order}</edit></match>
</fontconfig>
"""
