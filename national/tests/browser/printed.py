"""What a PDF shows: its words with their places, and where its links lead."""

import io
import re
import subprocess
from dataclasses import dataclass
from html import unescape

import pikepdf

PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
# The running header and footer stand outside of this part of an A4 page, in points from its top.
BODY = (56, 785)


@dataclass(frozen=True)
class Word:
    """A printed word and its box in points from the top left of a page of `width` by `height`."""

    text: str
    box: tuple
    width: float
    height: float

    @property
    def is_on_the_page(self):
        left, top, right, bottom = self.box
        return 0 <= left < right <= self.width and 0 <= top < bottom <= self.height

    @property
    def is_in_the_body(self):
        return self.box[1] > BODY[0] and self.box[3] < BODY[1]


def words_of(path):
    """Every word of the PDF at `path` in reading order, as pdftotext finds it."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [
        Word(unescape(text), tuple(map(float, box)), float(width), float(height))
        for width, height, page in PAGE.findall(pages)
        for *box, text in WORD.findall(page)
    ]


def places_of(wanted, words):
    """Where the words `wanted` (a text) stand one after the other in `words` (Words): a list of lists of Words."""
    wanted = wanted.split()
    found = [word.text for word in words]
    starts = [place for place, text in enumerate(found) if text == wanted[0]]
    return [words[at : at + len(wanted)] for at in starts if found[at : at + len(wanted)] == wanted]


def addresses_linked(path):
    """The web addresses that the PDF links to, each once."""
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        actions = [link.get("/A", {}) for page in pdf.pages for link in page.get("/Annots", [])]
        return {str(action["/URI"]) for action in actions if "/URI" in action}
