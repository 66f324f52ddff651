"""The parts of a Word file that do not hold its text: page, running text, settings, typefaces, properties."""

from lxml import etree
from lxml.builder import ElementMaker

from reports.word.styles import INSTEAD, MILLIMETRE, TYPEFACE, element

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DUBLIN = "http://purl.org/dc/elements/1.1/"

HEADER, FOOTER, EMPTY, NOTHING = "word/header1.xml", "word/footer1.xml", "word/header2.xml", "word/footer2.xml"
PROPERTIES = "docProps/core.xml"
# Names of relations of ours, which pandoc's own (rId and a number) cannot be.
RELATIONS = {
    "ourHeader": ("header", HEADER),
    "ourFooter": ("footer", FOOTER),
    "ourEmpty": ("header", EMPTY),
    "ourNothing": ("footer", NOTHING),
}

A4 = (210, 297)
# What a language is called where it says in which country it is written.
COUNTRY = {"en": "en-GB", "cy": "cy-GB"}


def language(lang):
    return COUNTRY.get(lang, lang)


def xml(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def of(facts):
    """{name: bytes} of every part that is ours alone."""
    width = text_width(facts.look)
    return {
        HEADER: xml(_running("hdr", "Header", [*_marks(facts), running_words(facts.running_title)], [], width)),
        FOOTER: xml(_running("ftr", "Footer", [], _page_of_pages(), width)),
        EMPTY: xml(element("hdr", element("p", element("pPr", element("pStyle", val="Header"))))),
        NOTHING: xml(element("ftr", element("p", element("pPr", element("pStyle", val="Footer"))))),
        "word/settings.xml": xml(_settings(language(facts.lang))),
        "word/fontTable.xml": xml(_typefaces()),
        PROPERTIES: xml(_core(facts)),
        "docProps/app.xml": xml(_program()),
    }


def page(facts):
    """`w:sectPr`: A4 with its margins; the first page, which is the cover, without running text above."""
    width, height = _page_size(facts.look)
    top, right, bottom, left = (round(side * MILLIMETRE) for side in facts.look.margins)
    size = element("pgSz", w=width, h=height, **({"orient": "landscape"} if facts.look.landscape else {}))
    return element(
        "sectPr",
        _reference("headerReference", "ourHeader", "default"),
        _reference("headerReference", "ourEmpty", "first"),
        _reference("footerReference", "ourFooter", "default"),
        _reference("footerReference", "ourFooter" if facts.look.numbers_first else "ourNothing", "first"),
        size,
        element("pgMar", top=top, right=right, bottom=bottom, left=left, header=560, footer=560, gutter=0),
        element("titlePg"),
    )


def text_width(look):
    """The width of the text in twentieths of a point."""
    return _page_size(look)[0] - sum(round(look.margins[side] * MILLIMETRE) for side in (1, 3))


def _page_size(look):
    width, height = (round(side * MILLIMETRE) for side in A4)
    return (height, width) if look.landscape else (width, height)


def _reference(name, relation, kind):
    reference = element(name, type=kind)
    reference.set(f"{{{OFFICE}/relationships}}id", relation)
    return reference


def _running(name, style, left, right, width):
    """A line of running text: what stands on its left, and on its right."""
    tabs = element("tabs", element("tab", val="right", pos=width))
    properties = element("pPr", element("pStyle", val=style), tabs)
    middle = [element("r", element("tab"))] if right else []
    return element(name, element("p", properties, *left, *middle, *right))


def _marks(facts):
    """What must not be overlooked on any page, before the title: that it is a draft, and confidential."""
    marks = [mark for mark in ("Draft" if facts.draft else "", facts.confidentiality) if mark]
    return [running_words(f"{' · '.join(marks)} · ", bold=True)] if marks else []


def running_words(words, bold=False):
    """Words as they stand at the head or the foot of a page."""
    letters = [element("rPr", element("b"), element("bCs"))] if bold else []
    text = element("t", words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", *letters, text)


def _page_of_pages():
    return [running_words("Page "), _field("PAGE"), running_words(" of "), _field("NUMPAGES")]


def _field(name):
    return element("fldSimple", element("r", element("t", "1")), instr=f" {name} ")


def _settings(lang):
    """Word of today, and no marks under words that it does not know."""
    compatibility = element(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    return element(
        "settings",
        element("zoom", percent=100),
        element("defaultTabStop", val=720),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", compatibility),
        element("themeFontLang", val=lang),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def _typefaces():
    return element(
        "fonts",
        element(
            "font",
            element("altName", val=INSTEAD),
            element("charset", val="00"),
            element("family", val="swiss"),
            element("pitch", val="variable"),
            name=TYPEFACE,
        ),
    )


def _core(facts):
    """Title and language. No name of a person, no time and no program: they are nobody's business, and would change."""
    names = {"cp": f"{PACKAGE}/metadata/core-properties", "dc": DUBLIN}
    core, dublin = ElementMaker(namespace=names["cp"], nsmap=names), ElementMaker(namespace=DUBLIN)
    return core("coreProperties", dublin("title", facts.title), dublin("language", language(facts.lang)))


def _program():
    own = ElementMaker(namespace=f"{OFFICE}/extended-properties", nsmap={None: f"{OFFICE}/extended-properties"})
    return own("Properties")


def content_types(data, left_out):
    """`[Content_Types].xml` without the parts that were left out and with ours."""
    root = etree.fromstring(data)
    for each in list(root):
        if each.get("PartName", "").lstrip("/") in left_out:
            root.remove(each)
    named = {each.get("PartName") for each in root}
    for kind, name in RELATIONS.values():
        if f"/{name}" not in named:
            etree.SubElement(
                root, f"{{{PACKAGE}/content-types}}Override", PartName=f"/{name}", ContentType=f"{MAIN_TYPE}.{kind}+xml"
            )
    return xml(root)


def relations(data, left_out):
    """A list of relations without those to parts that were left out; that of the text also with ours."""
    root = etree.fromstring(data)
    of_the_text = False
    for each in list(root):
        target = each.get("Target").lstrip("/")
        of_the_text |= target == "styles.xml"
        if target in left_out or f"word/{target}" in left_out:
            root.remove(each)
    if of_the_text:
        for name, (kind, part) in RELATIONS.items():
            etree.SubElement(
                root,
                f"{{{PACKAGE}/relationships}}Relationship",
                Id=name,
                Type=f"{OFFICE}/relationships/{kind}",
                Target=part.removeprefix("word/"),
            )
    return xml(root)
