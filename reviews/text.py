"""What text is before it is stored or hashed: one rule, the same in Python and in the browser."""

import hashlib
import unicodedata

LIMIT = 200_000


class UnusableText(ValueError):
    """The text cannot be stored; the message says why, for the person who typed it."""


def normalise(text):
    """The text with LF line ends and in NFC, nothing stripped. Raises UnusableText for NUL or over LIMIT characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UnusableText("There is a character in this text that cannot be stored (NUL). Remove it and save again.")
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
