"""Prints one line at the foot of every page of a finished PDF, without rendering anything again.

The line is an artifact: it is seen and printed, and not read out on each page. Letters are drawn one by one, so it
takes scripts whose letters do not join or change places; `can_be_stamped` says whether a text is in one.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from .fonts import FOLDER, index

SIZE = 8
# From the edges of the paper, in points: 7 mm, which any printer reaches, and below what stands in the margin.
FOOT, SIDE = 20, 34
SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ", "MODIFIER LETTER ")
# Letters of no script: digits, punctuation, signs, blanks.
NEUTRAL = "NPSZ"
COLOUR = "0.25 0.28 0.30 rg"
# What a PDF draws with; the rest of a font is for setting text, and reading it would take the most time.
TABLES = {"GlyphOrder", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}


class CannotBeStamped(Exception):
    """A line with characters that would have to be joined or turned round, or that no shipped font has."""


@dataclass(frozen=True)
class Face:
    """A shipped font: its glyph for each character (code point: glyph name), and each glyph's number and width."""

    file: str
    glyphs: dict
    numbers: dict
    widths: dict
    units: int

    def width(self, text):
        """In thousandths of the type size."""
        return sum(self.widths[self.glyphs[ord(character)]][0] for character in text) * 1000 / self.units

    def codes(self, text):
        return "".join(f"{self.numbers[self.glyphs[ord(character)]]:04x}" for character in text)


@cache
def face(file):
    font = TTFont(FOLDER / file)
    return Face(
        file, font.getBestCmap(), font.getReverseGlyphMap(), dict(font["hmtx"].metrics), font["head"].unitsPerEm
    )


def can_be_stamped(line):
    """Whether every character of a line can be drawn by itself with a shipped font."""
    composed = unicodedata.normalize("NFC", line)
    return all(_stands_alone(character) and _face_for(character) for character in composed)


def stamped(data, line):
    """The PDF (bytes) with `line` (text) at the foot of each of its pages. The same input gives the same bytes.

    Raises CannotBeStamped.
    """
    if not can_be_stamped(line):
        raise CannotBeStamped("This line cannot be printed letter by letter.")
    runs = _runs(unicodedata.normalize("NFC", line))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = {file: _embed(pdf, face(file), text) for file, text in _letters(runs).items()}
        before, lines = pdf.make_stream(b"q"), {}
        for page in pdf.pages:
            width = float(page.MediaBox[2])
            if width not in lines:
                lines[width] = pdf.make_stream(_drawing(runs, list(fonts), width))
            for number, font in enumerate(fonts.values()):
                page.Resources.Font[f"/Stamp{number}"] = font
            page.Contents = Array([before, page.Contents, lines[width]])
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def _stands_alone(character):
    if unicodedata.category(character)[0] in NEUTRAL:
        return character not in "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
    return unicodedata.name(character, "").startswith(SCRIPTS)


def _face_for(character):
    """The first upright shipped font of ordinary weight that has the character, or None."""
    upright = (font["file"] for font in index() if (font["weight"], font["style"]) == (400, "normal"))
    return next((found for found in map(face, upright) if ord(character) in found.glyphs), None)


def _runs(line):
    """The line as [(Face, text)], one for each change of font."""
    runs = []
    for character in line:
        found = _face_for(character)
        if runs and runs[-1][0] is found:
            runs[-1] = (found, runs[-1][1] + character)
        else:
            runs.append((found, character))
    return runs


def _letters(runs):
    """{file of a font: the characters it has to draw, each once, in order}."""
    letters = {}
    for found, text in runs:
        letters[found.file] = letters.get(found.file, "") + text
    return {file: "".join(sorted(set(text))) for file, text in letters.items()}


def _drawing(runs, files, page_width):
    """The stream that closes the page's own drawing and then sets the line, in the middle and on white."""
    wide = sum(found.width(text) for found, text in runs) / 1000
    size = min(SIZE, (page_width - 2 * SIDE) / wide)
    left = (page_width - wide * size) / 2
    shown = " ".join(f"/Stamp{files.index(found.file)} {size:.3f} Tf <{found.codes(text)}> Tj" for found, text in runs)
    ground = f"1 1 1 rg {left - 3:.2f} {FOOT - 3} {wide * size + 6:.2f} {size + 4:.2f} re f"
    return (
        "Q\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n"
        f"q {ground} {COLOUR} BT {left:.2f} {FOOT} Td {shown} ET Q\nEMC\n"
    ).encode()


def _embed(pdf, found, letters):
    """A font of the PDF with these letters and no others."""
    program, measures = _cut_down(found, letters)
    name = Name(f"/STAMPS+{found.file.partition('.')[0]}")
    scale = 1000 / found.units
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([round(side * scale) for side in measures["box"]]),
            ItalicAngle=0,
            Ascent=round(measures["ascent"] * scale),
            Descent=round(measures["descent"] * scale),
            CapHeight=round(measures["ascent"] * scale),
            StemV=80,
            FontFile2=pdf.make_stream(program),
        )
    )
    widths = [part for letter in letters for part in (int(found.codes(letter), 16), Array([found.width(letter)]))]
    drawn = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=descriptor,
            W=Array(widths),
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([drawn]),
            ToUnicode=pdf.make_stream(_to_unicode(found, letters)),
        )
    )


def _cut_down(found, letters):
    """The font's file with these letters only, glyphs under their own numbers; and its measures, in its own units."""
    font = TTFont(FOLDER / found.file, recalcTimestamp=False, recalcBBoxes=False)
    for table in set(font.keys()) - TABLES:
        del font[table]
    cutter = subset.Subsetter(subset.Options(retain_gids=True, hinting=False, notdef_outline=True))
    cutter.populate(text=letters)
    cutter.subset(font)
    output = io.BytesIO()
    font.save(output)
    head, lines = font["head"], font["hhea"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return output.getvalue(), {"box": box, "ascent": lines.ascent, "descent": lines.descent}


def _to_unicode(found, letters):
    """What each glyph stands for, so that the line can be copied and searched."""
    pairs = "\n".join(f"<{found.codes(letter)}> <{letter.encode('utf-16-be').hex()}>" for letter in letters)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Stamp def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
