"""Reads a Word file back: what stands in it, what it is, and what it says of itself."""

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DESCRIBED = f"{DRAWN}docPr"
A_MILLIMETRE = 36000
PLAIN_LEVELS = {" ", ""}  # what pandoc writes before the second paragraph of an item


@dataclass(frozen=True)
class WordFile:
    """The bytes of a Word file, opened."""

    data: bytes

    @cached_property
    def parts(self):
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def part(self, name):
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self):
        return self.part("word/document.xml")

    @cached_property
    def styles(self):
        return {style.get(f"{W}styleId"): style for style in self.part("word/styles.xml").iter(f"{W}style")}

    @cached_property
    def paragraphs(self):
        return list(self.body.iter(f"{W}p"))

    @property
    def words(self):
        """Everything that is read in the text, the marks of repeated notes left out."""
        return "".join(words_of(paragraph) for paragraph in self.paragraphs)

    @property
    def notes(self):
        """[(mark, or "" where Word counts itself, words)] in the order in which the text refers to them."""
        written = {note.get(f"{W}id"): note for note in self.part("word/footnotes.xml").iter(f"{W}footnote")}
        found = []
        for reference in self.body.iter(f"{W}footnoteReference"):
            note = written[reference.get(f"{W}id")]
            own = reference.get(f"{W}customMarkFollows")
            words = "".join(note.itertext(f"{W}t"))
            mark = reference.getnext().text if own else ""
            assert words.startswith(mark)
            assert bool(mark) == (note.find(f".//{W}footnoteRef") is None)
            found.append((mark, words.removeprefix(mark)))
        return found

    @property
    def headings(self):
        """[(level from 1, words)] of every paragraph that is a heading by its style."""
        levels = [(self.level(paragraph), words_of(paragraph)) for paragraph in self.paragraphs]
        return [(level, words) for level, words in levels if level]

    def level(self, paragraph):
        style = style_of(paragraph)
        while style:
            found = self.styles[style].find(f"{W}pPr/{W}outlineLvl")
            if found is not None:
                return int(found.get(f"{W}val")) + 1
            based = self.styles[style].find(f"{W}basedOn")
            style = based.get(f"{W}val") if based is not None else None
        return 0

    @property
    def items(self):
        """[(format such as "bullet" or "decimal", words)] of every item of a list."""
        numbering = self.part("word/numbering.xml")
        abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
        lists = {
            each.get(f"{W}numId"): abstract[each.find(f"{W}abstractNumId").get(f"{W}val")]
            for each in numbering.iter(f"{W}num")
        }
        found = []
        for paragraph in self.paragraphs:
            number = paragraph.find(f"{W}pPr/{W}numPr")
            if number is not None:
                depth = number.find(f"{W}ilvl").get(f"{W}val")
                levels = lists[number.find(f"{W}numId").get(f"{W}val")].iter(f"{W}lvl")
                level = next(each for each in levels if each.get(f"{W}ilvl") == depth)
                if level.find(f"{W}lvlText").get(f"{W}val") not in PLAIN_LEVELS:
                    found.append((level.find(f"{W}numFmt").get(f"{W}val"), words_of(paragraph)))
        return found

    @property
    def pictures(self):
        return [each.get("descr") for each in self.body.iter(DESCRIBED)]

    @property
    def sizes(self):
        """[(width, height)] of the pictures, in millimetres."""
        extents = self.body.iter(f"{DRAWN}extent")
        return [(int(each.get("cx")) / A_MILLIMETRE, int(each.get("cy")) / A_MILLIMETRE) for each in extents]

    @property
    def links(self):
        """The addresses that the text leads to, in order, then those of the notes."""
        found = []
        for name in ("document", "footnotes"):
            targets = {
                each.get("Id"): each.get("Target")
                for each in self.part(f"word/_rels/{name}.xml.rels")
                if each.get("TargetMode") == "External"
            }
            found += [
                targets[link.get(f"{R}id")]
                for link in self.part(f"word/{name}.xml").iter(f"{W}hyperlink")
                if link.get(f"{R}id")
            ]
        return found

    @property
    def links_inside(self):
        return {link.get(f"{W}anchor") for link in self.body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")}

    @property
    def bookmarks(self):
        return {mark.get(f"{W}name") for mark in self.body.iter(f"{W}bookmarkStart")}


def words_of(paragraph):
    """The words of a paragraph; a mark of a note's own is no word of it."""
    found = []
    for text in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        before = text.getprevious()
        if before is not None and before.tag == f"{W}footnoteReference":
            continue
        found.append(text.text or "" if text.tag == f"{W}t" else " ")
    return "".join(found) + "\n"


def style_of(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else "Normal"
