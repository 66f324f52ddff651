"""Plain text and CSV tables: nothing but text, and no page or program that calls itself so."""

import codecs
import re

from reviews.cleaning.refusals import UNKNOWN_KIND, Refused

# What a browser or a system would take for something that acts.
MARKUP = re.compile(r"<\s*(!doctype|\?xml|html|head|body|svg|script|iframe|object|embed|meta|link)\b", re.IGNORECASE)
PROGRAM = ("#!", "@echo", "%!ps", "{\\rtf")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def clean_text(source, target):
    """Write the text at path `source` to path `target` in UTF-8. Raises Refused where it is no plain text."""
    text = _decoded(source.read_bytes())
    if CONTROLS.search(text) or MARKUP.search(text) or text.lstrip().lower().startswith(PROGRAM):
        raise Refused(UNKNOWN_KIND)
    target.write_bytes(text.encode())


def _decoded(data):
    """The text in one of the three ways in which programs on Windows and elsewhere write it."""
    mark = next((encoding for mark, encoding in BYTE_ORDER_MARKS.items() if data.startswith(mark)), "utf-8")
    for encoding in (mark, "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(UNKNOWN_KIND)
