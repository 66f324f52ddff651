"""The fonts that are shipped: what they cannot print, and how the rendering process finds no others."""

import json
import unicodedata
from functools import cache
from html import escape
from pathlib import Path

from reviews.characters import is_printable

FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "fonts"


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


def unprintable(text):
    """Characters of `text` that no shipped font can print: [(character, position from 0, Unicode name)].

    Such a character would come out as an empty box and break PDF/UA-1, so it is refused where it is typed.
    """
    return [
        (character, position, unicodedata.name(character, f"U+{ord(character):04X}"))
        for position, character in enumerate(text)
        if not is_printable(character)
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
