"""Reads a PDF back with the tools of poppler: where each word stands, whether ink is there, what a listener is told."""

import re
import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from PIL import Image

POINTS = 72 / 25.4  # of one millimetre
WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"
TAG = re.compile(r"(\w+)(?: <[^>]*>)?(?: \((?:block|inline)\))?:?$")
RESOLUTION = 60
# In points: only the titles of chapters are as high as this.
LARGE = 22


@dataclass(frozen=True)
class Word:
    """A word on a page, its box in points from the page's top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self):
        return self.bottom - self.top

    @property
    def middle(self):
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    """A page and its words in the order in which poppler reads them."""

    width: float
    height: float
    words: tuple

    @cached_property
    def in_lines(self):
        """The words line by line, each from left to right."""
        return [word for line in lines(self.words) for word in line]

    def within(self, *, left=0.0, top=0.0, right=210.0, bottom=297.0):
        """The words that stand in a part of the page, given in millimetres, line by line from left to right."""
        box = [side * POINTS for side in (left, top, right, bottom)]
        return [
            word
            for word in self.in_lines
            if box[0] <= (word.left + word.right) / 2 < box[2] and box[1] <= word.middle < box[3]
        ]


def openings(sheet):
    """The titles of the chapters that open on a page of a report, as letters with the number first: its largest type
    below the running head."""
    found, before = [], None
    for word in sheet.within(top=25, bottom=271):
        if word.height > LARGE:
            if before is None or word.top - before.bottom > LARGE:
                found.append("")
            found[-1] += letters(word.text)
            before = word
    return found


def letters(text):
    """The letters and digits of a text in composed form, without what stands between them."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFC", text)))


def tokens(text):
    """The words of a text; "early-help" is one, whether or not a line ended after the hyphen."""
    text = re.sub(r"(?<=\w)[-\u00ad]\s*(?=\w)", "", unicodedata.normalize("NFC", text))
    return re.findall(r"[^\W\d_]+|\d+", text)


def runs(text, length=5):
    """Every run of so many words of a text; a shorter text is one run."""
    words = tokens(text)
    return [tuple(words[start : start + length]) for start in range(max(1, len(words) - length + 1))] if words else []


def plain_text(path):
    return output("pdftotext", path, "-")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def pages(path):
    """The Pages of a PDF."""
    document = ElementTree.fromstring(output("pdftotext", "-bbox-layout", path, "-"))
    return [
        Page(
            float(page.get("width")),
            float(page.get("height")),
            tuple(
                Word(word.text, *(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))
                for word in page.iter(WORD)
            ),
        )
        for page in document.iter(PAGE)
    ]


def lines(words):
    """Words gathered into lines, top to bottom, left to right; a raised figure belongs to the line that it marks."""
    found = []
    for word in sorted(words, key=lambda word: -word.height):
        home = next((line for line in found if line[0].top < word.middle < line[0].bottom), None)
        if home is None:
            found.append([word])
        else:
            home.append(word)
    return [sorted(line, key=lambda word: word.left) for line in sorted(found, key=lambda line: line[0].top)]


def overlaps(words):
    """Pairs of words that stand on top of each other: a third of the smaller box lies in the other."""
    found = []
    in_order = sorted(words, key=lambda word: word.top)
    for position, one in enumerate(in_order):
        for other in in_order[position + 1 :]:
            if other.top >= one.bottom:
                break
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            smaller = min((box.right - box.left) * box.height for box in (one, other))
            if across > 0 and down > 0 and across * down > smaller / 3:
                found.append((one.text, other.text))
    return found


def without_ink(path, folder):
    """Words of a PDF whose place on the page shows nothing but ground, as (page from 1, text).

    Looks at the pages as they are drawn, so it also finds white text, covered text and text of no size.
    """
    subprocess.run(["pdftoppm", "-gray", "-r", str(RESOLUTION), path, folder / "page"], check=True)
    scale = RESOLUTION / 72
    found = []
    for number, (page, file) in enumerate(zip(pages(path), sorted(folder.glob("page*.pgm")), strict=True), start=1):
        with Image.open(file) as picture:
            for word in page.words:
                box = [round(side * scale) for side in (word.left, word.top, word.right, word.bottom)]
                darkest, lightest = picture.crop((box[0], box[1], max(box[2], box[0] + 1), box[3])).getextrema()
                if letters(word.text) and lightest - darkest < 30:
                    found.append((number, word.text))
    return found


def spoken(path):
    """What the tags of a PDF say, in their order: [(path of tags such as "Document/Sect/H2", text)]."""
    found, inside = [], []
    for line in output("pdfinfo", "-struct-text", path).splitlines():
        depth, content = (len(line) - len(line.lstrip(" "))) // 2, line.strip()
        if content.startswith('"'):
            found.append(("/".join(inside[:depth]), content[1:-1]))
        elif tag := TAG.match(content):
            inside[depth:] = [tag[1]]
    return found
