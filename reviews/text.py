"""What text is before it is stored or hashed: one rule, the same here and in static/src/text.js.

`reviews/tests/text_vectors.json` holds both to it.
"""

import hashlib
import re
import unicodedata

LIMIT = 200_000
# Scripts can send half of a pair of surrogates, which is no character and has no bytes.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


class UnusableText(ValueError):
    """The text cannot be stored; the message says why, for the person who typed it."""


def normalise(text):
    """The text with LF line ends and in NFC, nothing stripped.

    Raises UnusableText for NUL, for half of a pair of surrogates, and for more than LIMIT characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        name = "NUL" if found[0] == "\0" else "half of a character"
        raise UnusableText(f"Line {line}: there is something that cannot be stored ({name}). Remove it and save again.")
    text = unicodedata.normalize("NFC", text)
    if len(text) > LIMIT:
        raise UnusableText(
            f"This text has {len(text):,} characters. The most that one passage can hold is {LIMIT:,}. "
            "Copy part of it into another passage."
        )
    return text


def text_hash(text):
    """SHA-256 of the UTF-8 bytes of a normalised text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
