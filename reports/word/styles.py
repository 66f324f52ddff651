"""The styles of our Word files, made by code: one table of looks, so that Word prints what our PDFs look like."""

from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = ElementMaker(namespace=WORD, nsmap={"w": WORD})

TYPEFACE = "Atkinson Hyperlegible Next"
# What a machine without the typeface shows instead: both are found nearly everywhere, and both are clear.
INSTEAD = "Verdana"

ACCENT, THREAD, INK, SOFT, RULE, TINT = "0B5060", "C8962C", "16191C", "4A5157", "CFD4D6", "EAF2F3"

# Word counts in twentieths of a point.
MILLIMETRE = 1440 / 25.4
HANGING = round(15 * MILLIMETRE)


@dataclass(frozen=True)
class Look:
    """The sizes of one kind of document, in points and millimetres; `margins` are top, right, bottom, left.

    `above` is the room above what the first page begins with; `running` is the size of headers and footers.
    """

    body: float
    line: float
    title: float
    headings: tuple
    margins: tuple
    above: float = 0
    running: float = 9
    numbers_first: bool = True
    landscape: bool = False


LOOKS = {
    "report": Look(11, 1.3, 29, (21, 14, 11.5, 11.5), (27, 25, 25, 42), above=130, numbers_first=False),
    "feedback-pack": Look(11, 1.3, 24, (15, 12.5, 11.5, 11.5), (25, 24, 25, 38)),
    "easy-read": Look(18, 1.4, 34, (26, 22, 20, 18), (28, 20, 26, 22), above=100, running=14, numbers_first=False),
    "easy-read-sheet": Look(
        18, 1.4, 34, (26, 22, 20, 18), (28, 20, 26, 22), above=100, running=14, numbers_first=False
    ),
    "comparison": Look(10, 1.25, 26, (18, 13, 11, 10), (22, 20, 22, 20), landscape=True),
}


def attributes(**values):
    return {f"{{{WORD}}}{name}": str(value) for name, value in values.items()}


def element(name, /, *children, **values):
    """A `w:` element; its attributes are `w:` too."""
    return W(name, *children, attributes(**values))


def twips(points):
    return round(points * 20)


# Properties. Word refuses a file in which they do not stand in this order. --------------------------------------------
def paragraph(
    *,
    keep_next=False,
    keep=False,
    border=(),
    shade="",
    tabs=(),
    before=0,
    after=0,
    line=0,
    left=0,
    right=0,
    hanging=0,
    level=None,
):
    """`w:pPr`. Sizes in points; `left`, `right`, `hanging` and `tabs` in twips; `border` as
    [(side, width, distance, colour)]."""
    found = []
    if keep_next:
        found.append(element("keepNext"))
    if keep:
        found.append(element("keepLines"))
    if border:
        sides = [
            element(side, val="single", sz=size, space=space, color=colour) for side, size, space, colour in border
        ]
        found.append(element("pBdr", *sides))
    if shade:
        found.append(element("shd", val="clear", color="auto", fill=shade))
    if tabs:
        found.append(element("tabs", *(element("tab", val="left", pos=place) for place in tabs)))
    spacing = {"before": twips(before), "after": twips(after)}
    if line:
        spacing |= {"line": round(line * 240), "lineRule": "auto"}
    found.append(element("spacing", **spacing))
    if left or right or hanging:
        found.append(element("ind", left=left, right=right, hanging=hanging))
    if level is not None:
        found.append(element("outlineLvl", val=level))
    return element("pPr", *found)


def run(*, bold=None, italic=False, colour="", size=0, underline=False, shade="", raised=False):
    """`w:rPr`."""
    found = []
    if bold is not None:
        found += [element("b", val=int(bold)), element("bCs", val=int(bold))]
    if italic:
        found += [element("i"), element("iCs")]
    if colour:
        found.append(element("color", val=colour))
    if size:
        found += [element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))]
    if underline:
        found.append(element("u", val="single"))
    if shade:
        found.append(element("shd", val="clear", color="auto", fill=shade))
    if raised:
        found.append(element("vertAlign", val="superscript"))
    return element("rPr", *found)


def style(kind, code, name, *properties, based="", following="", default=False, shown=True):
    found = [element("name", val=name)]
    if based:
        found.append(element("basedOn", val=based))
    if following:
        found.append(element("next", val=following))
    if shown:
        found.append(element("qFormat"))
    own = {"type": kind, "styleId": code} | ({"default": "1"} if default else {})
    return element("style", *found, *properties, **own)


def text_style(code, name, *properties, based="BodyText", following="BodyText"):
    return style("paragraph", code, name, *properties, based=based, following=following)


# The table of styles --------------------------------------------------------------------------------------------------
def styles_xml(look, lang):
    """`word/styles.xml` as bytes. The ids are those that pandoc gives paragraphs, and our own."""
    return etree.tostring(
        element("styles", _defaults(look, lang), *_text(look), *_headings(look), *_own(look), *_letters(), *_tables()),
        xml_declaration=True,
        encoding="UTF-8",
        standalone=True,
    )


def _defaults(look, lang):
    fonts = element("rFonts", ascii=TYPEFACE, hAnsi=TYPEFACE, cs=TYPEFACE, eastAsia=TYPEFACE)
    letters = element(
        "rPr",
        fonts,
        element("color", val=INK),
        element("sz", val=round(look.body * 2)),
        element("szCs", val=round(look.body * 2)),
        element("lang", val=lang, eastAsia=lang, bidi="ar-SA"),
    )
    return element("docDefaults", element("rPrDefault", letters), element("pPrDefault", paragraph(line=look.line)))


def _text(look):
    gap, small = look.body * 0.6, max(9, look.body * 0.85)
    yield style("paragraph", "Normal", "Normal", paragraph(line=look.line), default=True)
    yield text_style("BodyText", "Body Text", paragraph(after=gap, line=look.line), based="Normal")
    yield text_style("FirstParagraph", "First Paragraph")
    yield text_style("Compact", "Compact", paragraph(before=2, after=2))
    yield text_style("ListParagraph", "List Paragraph", paragraph(after=gap / 2, line=look.line), following="")
    quote = paragraph(border=[("left", 12, 10, RULE)], after=gap, line=look.line, left=round(6 * MILLIMETRE))
    yield text_style("BlockText", "Block Text", quote)
    yield text_style("FootnoteText", "footnote text", paragraph(after=2, line=1.2), run(size=small), following="")
    yield text_style("FootnoteBlockText", "Footnote Block Text", paragraph(after=2), based="FootnoteText", following="")
    caption = paragraph(keep_next=True, before=gap, after=gap / 2)
    yield text_style("TableCaption", "Table Caption", caption, run(bold=True))
    yield text_style(
        "DefinitionTerm", "Definition Term", paragraph(keep_next=True, before=gap), run(bold=True, colour=ACCENT)
    )
    yield text_style("Definition", "Definition", paragraph(keep=True, after=gap, line=look.line))
    yield text_style("Header", "header", paragraph(tabs=()), run(size=look.running, colour=SOFT), following="")
    yield text_style("Footer", "footer", paragraph(), run(size=look.running, colour=SOFT), following="")


def _headings(look):
    yield text_style("Title", "Title", paragraph(before=8, after=12, line=1.1), run(bold=True, size=look.title))
    rule = [("bottom", 12, 8, THREAD)]
    yield text_style("Subtitle", "Subtitle", paragraph(border=rule, after=18, line=1.2), run(size=look.body * 1.35))
    for number, size in enumerate(look.headings, start=1):
        shape = {"keep_next": True, "keep": True, "line": 1.15, "level": number - 1}
        shape |= {"border": rule, "before": size, "after": size * 0.9} if number == 1 else {}
        # The third level heads recommendations that are said again, and stands nearer to those below it.
        shape |= {"before": size * (1.8 if number == 3 else 1), "after": size / 3} if number > 1 else {}
        colour = ACCENT if number < 3 else INK
        letters = run(bold=True, colour=colour, size=size)
        yield text_style(f"Heading{number}", f"heading {number}", paragraph(**shape), letters, based="Normal")
    for number in (2, 3, 4):
        # The title of a passage, at whichever level it stands.
        name, shape = (
            f"PassageHeading{number}",
            paragraph(keep_next=True, keep=True, before=look.body, after=3, level=number - 1),
        )
        letters = run(bold=True, colour=INK, size=look.headings[2])
        yield text_style(name, f"Passage Heading {number}", shape, letters, based=f"Heading{number}")
    shape = paragraph(border=rule, keep_next=True, after=look.headings[0] * 0.6, line=1.15)
    yield text_style(
        "TOCHeading", "TOC Heading", shape, run(bold=True, colour=ACCENT, size=look.headings[0]), based="Normal"
    )
    entry = paragraph(
        border=[("bottom", 4, 4, RULE), ("between", 4, 4, RULE)],
        tabs=[HANGING],
        after=look.body * 0.4,
        left=HANGING,
        hanging=HANGING,
    )
    yield text_style("TOC1", "toc 1", entry, based="Normal", following="TOC1")


def _own(look):
    gap = look.body * 0.6
    yield text_style(
        "CoverKind",
        "Cover Kind",
        paragraph(before=look.above, after=2),
        run(bold=True, colour=ACCENT, size=look.body * 1.2),
    )
    yield text_style("CoverFacts", "Cover Facts", paragraph(tabs=[1900], after=3, left=1900, hanging=1900))
    yield text_style(
        "Confidential", "Confidential", paragraph(before=gap, after=gap), run(bold=True, size=look.body * 1.15)
    )
    yield text_style("CoverCentre", "Cover Centre", paragraph(before=gap * 4, after=gap * 2), run(bold=True))
    box = [(side, 8, 6, INK) for side in ("top", "left", "bottom", "right")]
    yield text_style("Notice", "Notice", paragraph(border=box, keep=True, before=gap, after=gap, left=140, right=140))
    yield text_style(
        "Kind", "Kind", paragraph(keep_next=True, before=gap), run(bold=True, colour=ACCENT, size=look.body * 0.85)
    )
    yield text_style("BlockTitle", "Block Title", paragraph(keep_next=True, before=gap), run(bold=True))
    # Lines in the colour of the ground give the text room inside its box.
    ground = {side: (side, 8, 7, TINT) for side in ("top", "bottom", "right")}
    box, inside = [ground["top"], ("left", 24, 12, ACCENT), ground["bottom"], ground["right"]], round(6 * MILLIMETRE)
    good = {"border": box, "shade": TINT, "line": look.line, "left": inside, "right": 160}
    yield text_style("GoodPractice", "Good Practice", paragraph(after=gap, **good), following="GoodPractice")
    heading = paragraph(keep_next=True, before=gap, after=2, level=1, tabs=[inside + 620], **good)
    yield text_style(
        "GoodPracticeHeading",
        "Good Practice Heading",
        heading,
        run(bold=True, size=look.headings[2]),
        based="Heading2",
        following="GoodPractice",
    )
    facts = paragraph(keep=True, tabs=[900], after=2, left=900, hanging=900)
    yield text_style(
        "RecommendationFacts", "Recommendation Facts", facts, run(colour=SOFT, size=max(9, look.body * 0.9))
    )
    yield text_style("Sentence", "Sentence", paragraph(keep=True, before=gap, after=gap, line=look.line))
    yield text_style("Picture", "Picture", paragraph(before=3, after=3))
    yield text_style("NoPicture", "No Picture", paragraph(before=gap), run(size=max(9, look.body * 0.75), colour=SOFT))
    yield text_style(
        "CellHeading", "Cell Heading", paragraph(before=2, after=2), run(bold=True, colour=ACCENT), based="Compact"
    )
    yield text_style(
        "CellNote", "Cell Note", paragraph(after=2), run(colour=SOFT, size=look.body * 0.9), based="Compact"
    )


def _letters():
    yield style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True, shown=False)
    yield style("character", "Number", "Number", run(bold=True, colour=ACCENT))
    yield style(
        "character", "RecommendationNumber", "Recommendation Number", run(bold=True, colour="FFFFFF", shade=ACCENT)
    )
    yield style("character", "Label", "Label", run(bold=True, colour=SOFT))
    yield style("character", "FootnoteReference", "footnote reference", run(bold=True, colour=ACCENT, raised=True))
    yield style("character", "Hyperlink", "Hyperlink", run(colour=ACCENT, underline=True))


def _tables():
    cell = element(
        "tblCellMar",
        *(
            element(side, w=width, type="dxa")
            for side, width in (("top", 40), ("left", 0), ("bottom", 40), ("right", 160))
        ),
    )
    lines = [element(side, val="single", sz=4, space=0, color=RULE) for side in ("top", "bottom", "insideH")]
    plain = element("tblPr", element("tblInd", w=0, type="dxa"), element("tblBorders", *lines), cell)
    head = element(
        "tblStylePr",
        run(bold=True, colour=ACCENT),
        element("tcPr", element("tcBorders", element("bottom", val="single", sz=8, space=0, color=ACCENT))),
        type="firstRow",
    )
    yield style(
        "table",
        "TableNormal",
        "Normal Table",
        element("tblPr", element("tblInd", w=0, type="dxa")),
        default=True,
        shown=False,
    )
    yield style("table", "Table", "Table", plain, head, based="TableNormal")
    bare = element("tblPr", element("tblInd", w=0, type="dxa"), _cell_margins(0, 240))
    yield style("table", "Rows", "Rows", bare, based="TableNormal")


def _cell_margins(left, right):
    sides = (("top", 60), ("left", left), ("bottom", 60), ("right", right))
    return element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in sides))
