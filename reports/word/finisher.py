"""Makes what pandoc wrote a Word file of ours: its styles, page, running text, properties, and the marks of notes."""

from dataclasses import dataclass

from lxml import etree

from reports.word import parts
from reports.word.package import packed, unpacked
from reports.word.styles import ACCENT, HANGING, WORD, Look, element, styles_xml
from reviews.flow import runs_from_right_to_left

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES = {"w": WORD, "wp": f"{DRAWING}/wordprocessingDrawing", "pic": f"{DRAWING}/picture"}
MARKS = (f"{{{WORD}}}bookmarkStart", f"{{{WORD}}}bookmarkEnd")
# Pandoc's own, and what we have no use for.
LEFT_OUT = {"docProps/custom.xml", "word/comments.xml", "word/webSettings.xml"}
LONGEST_RUNNING = 60
# Room above a recommendation, in twentieths of a point: after another, and after a heading, to which it belongs.
APART, TOGETHER = 320, 100
AFTER_A_LIST = 120
# What stands before a paragraph's own properties of these kinds; Word wants them in order.
BEFORE = {
    "keepNext": ("pStyle",),
    "pageBreakBefore": ("pStyle", "keepNext", "keepLines"),
    "pBdr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr"),
    "tabs": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr"),
    "bidi": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "tabs"),
    "spacing": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "tabs", "bidi"),
    "ind": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "tabs", "bidi", "spacing"),
}


class NotesDiffer(Exception):
    """The file has other footnotes than the page it was made of."""


@dataclass(frozen=True)
class Facts:
    """What a file says of itself beside its text; all of it is in the document."""

    title: str
    site: str
    lang: str
    confidentiality: str
    draft: bool
    look: Look

    @property
    def running_title(self):
        """What stands at the head of each page, on one line: the site, where the title is too long for that."""
        return self.site if self.site and len(self.title) > LONGEST_RUNNING else self.title


def finish(data, markup, facts):
    """The finished file (bytes) of what pandoc wrote (bytes) from `markup`. The same input gives the same bytes."""
    found = {name: part for name, part in unpacked(data).items() if name not in LEFT_OUT}
    found["word/document.xml"] = _document(found["word/document.xml"], markup, facts)
    found["word/footnotes.xml"] = _footnotes(found["word/footnotes.xml"], found["word/document.xml"])
    found["word/numbering.xml"] = _numbering(found["word/numbering.xml"])
    found["word/styles.xml"] = styles_xml(facts.look, parts.language(facts.lang))
    found |= parts.of(facts)
    found["[Content_Types].xml"] = parts.content_types(found["[Content_Types].xml"], LEFT_OUT)
    found["word/_rels/document.xml.rels"] = parts.relations(found["word/_rels/document.xml.rels"], LEFT_OUT)
    found["_rels/.rels"] = parts.relations(found["_rels/.rels"], LEFT_OUT)
    return packed(found)


def _bytes(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# The text -------------------------------------------------------------------------------------------------------------
def _document(data, markup, facts):
    root = etree.fromstring(data)
    _begin_pages(root, markup.begins_page)
    _mark_notes(root, markup.notes)
    for paragraph in root.iter(f"{{{WORD}}}p"):
        _hang_number(paragraph)
        _turn_round(paragraph)
    for paragraph in root.xpath("//w:p[w:pPr/w:numPr and not(w:pPr/w:pStyle)]", namespaces=NAMES):
        _properties(paragraph).insert(0, element("pStyle", val="ListParagraph"))
    for row in root.iter(f"{{{WORD}}}tr"):
        _keep_row_together(row)
    for table in root.iter(f"{{{WORD}}}tbl"):
        _set_table(table, facts.look)
    _set_apart_from_lists(root)
    _keep_recommendations_together(root)
    _make_contents(root)
    _name_pictures(root)
    _set_page(root, facts)
    return _bytes(root)


def _properties(paragraph):
    found = paragraph.find(f"{{{WORD}}}pPr")
    if found is None:
        found = element("pPr")
        paragraph.insert(0, found)
    return found


def _give(paragraph, name, *children, **values):
    """Give a paragraph a property, in its place among those it has."""
    properties = _properties(paragraph)
    before = {f"{{{WORD}}}{tag}" for tag in BEFORE[name]}
    place = sum(1 for each in properties if each.tag in before)
    properties.insert(place, element(name, *children, **values))


def _before(paragraph):
    """What stands before a paragraph, marks left out; itself where nothing does."""
    found = paragraph.getprevious()
    while found is not None and found.tag in MARKS:
        found = found.getprevious()
    return paragraph if found is None else found


def _style_of(paragraph):
    found = paragraph.find(f"{{{WORD}}}pPr/{{{WORD}}}pStyle")
    return found.get(f"{{{WORD}}}val") if found is not None else ""


def _begin_pages(root, begins_page):
    headings = [paragraph for paragraph in root.iter(f"{{{WORD}}}p") if _style_of(paragraph) == "Heading1"]
    for heading, begins in zip(headings, begins_page, strict=True):
        if begins:
            _begin_page(heading)
    if headings and (entries := [each for each in root.iter(f"{{{WORD}}}p") if _style_of(each) == "TOCHeading"]):
        # After the cover comes a page of contents, and after that the first chapter.
        _give(entries[0], "pageBreakBefore")
        if not begins_page[0]:
            _begin_page(headings[0])


def _begin_page(heading):
    """Level with headings that come to a page's top by themselves, above which Word leaves no room."""
    _give(heading, "pageBreakBefore")
    _give(heading, "spacing", before=0)


def _mark_notes(root, numbers):
    """Word counts notes itself. One that is printed again has the number it has already, and is not counted."""
    references = list(root.iter(f"{{{WORD}}}footnoteReference"))
    if len(references) != len(numbers):
        raise NotesDiffer
    counted = 0
    for reference, number in zip(references, numbers, strict=True):
        if number == str(counted + 1):
            counted += 1
            continue
        reference.set(f"{{{WORD}}}customMarkFollows", "1")
        reference.addnext(element("t", number))


def _footnotes(data, document):
    """Notes with a mark of their own begin with that mark."""
    marks = {}
    for reference in etree.fromstring(document).iter(f"{{{WORD}}}footnoteReference"):
        if reference.get(f"{{{WORD}}}customMarkFollows"):
            marks[reference.get(f"{{{WORD}}}id")] = reference.getnext().text
    root = etree.fromstring(data)
    for note in root.iter(f"{{{WORD}}}footnote"):
        for mark in note.iter(f"{{{WORD}}}footnoteRef"):
            if note.get(f"{{{WORD}}}id") in marks:
                mark.getparent().replace(mark, element("t", marks[note.get(f"{{{WORD}}}id")]))
        for paragraph in note.iter(f"{{{WORD}}}p"):
            _turn_round(paragraph)
    return _bytes(root)


def _first_run(paragraph):
    """(what a paragraph begins with, the name of its style), None and "" where there is none."""
    first = paragraph.find(f"{{{WORD}}}r")
    named = first.find(f"{{{WORD}}}rPr/{{{WORD}}}rStyle") if first is not None else None
    return first, named.get(f"{{{WORD}}}val") if named is not None else ""


def _hang_number(paragraph):
    """A number at the beginning hangs in the margin; a recommendation's has a line above it, to be found by."""
    first, kind = _first_run(paragraph)
    if kind not in ("Number", "RecommendationNumber", "Label"):
        return
    # A run of its own, so that the ground of a recommendation's number ends with the number.
    first.addnext(element("r", element("tab")))
    if kind == "Label" or _style_of(paragraph) in ("TOC1", "GoodPracticeHeading"):
        return
    if kind == "RecommendationNumber":
        _give(paragraph, "pBdr", element("top", val="single", sz=6, space=6, color=ACCENT))
        words = first.find(f"{{{WORD}}}t")
        words.text = f"\u00a0{words.text}\u00a0"
    if not _style_of(paragraph).startswith("Heading1"):
        headed = _style_of(_before(paragraph)).startswith("Heading")
        room = {"RecommendationNumber": TOGETHER if headed else APART}
        _give(paragraph, "spacing", before=room.get(kind, 200))
    _give(paragraph, "tabs", element("tab", val="left", pos=0))
    _give(paragraph, "ind", left=0, hanging=HANGING)


def _turn_round(paragraph):
    """Pandoc has forgotten which paragraphs run from right to left."""
    runs = paragraph.findall(f".//{{{WORD}}}r")
    if runs_from_right_to_left("".join(paragraph.itertext(f"{{{WORD}}}t"))):
        _give(paragraph, "bidi")
        for run in runs:
            properties = run.find(f"{{{WORD}}}rPr")
            if properties is None:
                properties = element("rPr")
                run.insert(0, properties)
            properties.append(element("rtl"))


def _keep_row_together(row):
    properties = row.find(f"{{{WORD}}}trPr")
    if properties is None:
        properties = element("trPr")
        row.insert(0, properties)
    properties.insert(0, element("cantSplit"))


def _set_apart_from_lists(root):
    """What follows a list stands as far from it as paragraphs do from each other; items are closer together."""
    for paragraph in root.iter(f"{{{WORD}}}p"):
        follows = _is_item(_before(paragraph)) and not _is_item(paragraph)
        has_room = paragraph.find(f"{{{WORD}}}pPr/{{{WORD}}}spacing") is not None or "Heading" in _style_of(paragraph)
        if follows and not has_room:
            _give(paragraph, "spacing", before=AFTER_A_LIST)


def _is_item(paragraph):
    return paragraph.find(f"{{{WORD}}}pPr/{{{WORD}}}numPr") is not None


def _keep_recommendations_together(root):
    """A recommendation stays on one page with whose it is and by when; one that is longer than a page begins one."""
    kept, inside = [], False
    for paragraph in root.iter(f"{{{WORD}}}p"):
        if _first_run(paragraph)[1] == "RecommendationNumber":
            kept, inside = [paragraph], True
        elif _style_of(paragraph) == "RecommendationFacts":
            for before in kept:
                _keep_with_next(before)
            kept, inside = [paragraph], False
        elif inside:
            kept.append(paragraph)
        else:
            kept = [paragraph]


def _keep_with_next(paragraph):
    if paragraph.find(f"{{{WORD}}}pPr/{{{WORD}}}keepNext") is None:
        _give(paragraph, "keepNext")


def _set_table(table, look):
    """As wide as the text, its columns by what they hold; the text goes on at a distance."""
    after = table.getnext()
    while after is not None and after.tag in MARKS:
        after = after.getnext()
    if after is not None and after.tag == f"{{{WORD}}}p" and not _style_of(after).startswith("Heading"):
        _give(after, "spacing", before=200)
    properties = table.find(f"{{{WORD}}}tblPr")
    rows = [[_words(cell) for cell in row.iter(f"{{{WORD}}}tc")] for row in table.iter(f"{{{WORD}}}tr")]
    if properties.find(f"{{{WORD}}}tblStyle").get(f"{{{WORD}}}val") == "Rows":
        # A table for the eye only; whoever listens is told what stands where.
        properties.append(element("tblCaption", val="Pictures and sentences"))
        properties.append(element("tblDescription", val="Each row is one idea: a picture, then its words."))
        _set_rows(table)
        weights = [27, 73]
    else:
        lengths = [[len(words) for words in column] for column in zip(*rows, strict=True)]
        weights = [min(max(32, sum(column) // len(column)), 100) for column in lengths]
    width = parts.text_width(look)
    for column, weight in zip(table.iter(f"{{{WORD}}}gridCol"), weights, strict=True):
        column.set(f"{{{WORD}}}w", str(width * weight // sum(weights)))
    size = properties.find(f"{{{WORD}}}tblW")
    size.set(f"{{{WORD}}}type", "dxa")
    size.set(f"{{{WORD}}}w", str(width))
    for row in table.iter(f"{{{WORD}}}tr"):
        for cell, weight in zip(row.iter(f"{{{WORD}}}tc"), weights, strict=True):
            cell.find(f"{{{WORD}}}tcPr").insert(0, element("tcW", w=width * weight // sum(weights), type="dxa"))


def _set_rows(table):
    """Words stand beside the middle of their picture; a heading keeps its first two rows."""
    for cell in table.iter(f"{{{WORD}}}tc"):
        cell.find(f"{{{WORD}}}tcPr").append(element("vAlign", val="center"))
    first, *others = table.iter(f"{{{WORD}}}tr")
    if others and _style_of(_before(table)).startswith("Heading"):
        for paragraph in first.iter(f"{{{WORD}}}p"):
            _keep_with_next(paragraph)


def _words(element_of_text):
    return "".join(element_of_text.itertext(f"{{{WORD}}}t"))


def _make_contents(root):
    """The list of chapters is a field that Word can bring up to date; until then it says what we wrote."""
    entries = [paragraph for paragraph in root.iter(f"{{{WORD}}}p") if _style_of(paragraph) == "TOC1"]
    if not entries:
        return
    if any(_words(entry)[:1].isdigit() for entry in entries):
        # A chapter without a number stands level with the titles of the others, and so does the line below it.
        for entry in entries:
            if not _words(entry)[:1].isdigit():
                _properties(entry).addnext(element("r", element("tab")))
    start = [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", element("instrText", ' TOC \\o "1-1" \\h \\z ')),
        element("r", element("fldChar", fldCharType="separate")),
    ]
    for piece in reversed(start):
        _properties(entries[0]).addnext(piece)
    entries[-1].append(element("r", element("fldChar", fldCharType="end")))


def _name_pictures(root):
    """A picture says what it shows once, and nothing of where it came from. It stands where its line begins."""
    for number, inline in enumerate(root.iter(f"{{{NAMES['wp']}}}inline"), start=1):
        for side in "TBLR":
            inline.set(f"dist{side}", "0")
        described = inline.find(f"{{{NAMES['wp']}}}docPr")
        described.set("name", f"Picture {number}")
        for inner in inline.iter(f"{{{NAMES['pic']}}}cNvPr"):
            inner.set("descr", described.get("descr"))
            inner.set("name", f"Picture {number}")


def _set_page(root, facts):
    body = root.find(f"{{{WORD}}}body")
    for old in body.findall(f"{{{WORD}}}sectPr"):
        body.remove(old)
    body.append(parts.page(facts))


def _numbering(data):
    """Lists stand less far to the right than pandoc sets them."""
    root = etree.fromstring(data)
    for level in root.iter(f"{{{WORD}}}lvl"):
        indent = level.find(f"{{{WORD}}}pPr/{{{WORD}}}ind")
        if indent is not None:
            depth = int(level.get(f"{{{WORD}}}ilvl"))
            indent.set(f"{{{WORD}}}left", str(360 * (depth + 1)))
            indent.set(f"{{{WORD}}}hanging", "360")
    return _bytes(root)
