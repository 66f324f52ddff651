"""Turns an exchange page into the HTML that pandoc understands best: classes become the names of Word styles."""

from dataclasses import dataclass

from lxml import html

from reports.word.drawing import width_within

# The class of a paragraph, and the Word style it is set in.
STYLES = {
    "cover-kind": "CoverKind",
    "cover-site": "Subtitle",
    "cover-visit": "BodyText",
    "cover-version": "BodyText",
    "cover-centre": "CoverCentre",
    "confidential": "Confidential",
    "draft": "Notice",
    "invented": "Notice",
    "handout-facts": "BodyText",
    "kind": "Kind",
    "block-title": "BlockTitle",
    "sentence": "Sentence",
    "no-picture": "NoPicture",
    "unreferred-note": "FootnoteText",
}
# Lists of facts, each a label and what it is, on a line of their own.
FACTS = {"cover-facts": "CoverFacts", "recommendation-facts": "RecommendationFacts"}
# Chapters that begin on a page of their own in a report; the others are short.
FLOWING = {
    "chapter--closing",
    "chapter--computed",
    "chapter--overall",
    "chapter--about",
    "chapter--feedback",
    "chapter--comparison",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PICTURE_WIDTH = "38mm"
# The room of the centre's logo, in millimetres, as on the printed cover.
LOGO = (80, 20)


@dataclass(frozen=True)
class Markup:
    """`html` for pandoc (bytes); for each first-level heading in order, whether it begins a page; and the numbers of
    the footnotes in the order in which they are referred to."""

    html: bytes
    begins_page: tuple
    notes: tuple


def for_pandoc(page, *, chapters_begin_pages):
    """The Markup of an exchange page (text) with its pictures in it."""
    document = html.document_fromstring(page)
    for head in document.xpath("//head"):
        head.getparent().remove(head)
    begins_page = tuple(
        chapters_begin_pages and not FLOWING & set(section.get("class").split())
        for section in document.find_class("chapter")
    )
    notes = tuple(link.text for link in document.xpath("//a[@role='doc-noteref']"))
    _forget_the_heading_of_the_notes(document)
    _size_the_logo(document)
    _say_how_lists_count(document)
    _lay_out_facts(document)
    _lay_out_contents(document)
    _lay_out_rows(document)
    _raise_headings(document)
    _set_titles_of_passages(document)
    _set_good_practice(document)
    _join_numbers(document)
    _name_styles(document)
    return Markup(html.tostring(document, encoding="utf-8"), begins_page, notes)


def _say_how_lists_count(document):
    """In numbers at every depth; pandoc would go on with letters, and no other format of ours does."""
    for each in document.iter("ol"):
        each.set("type", "1")


def _forget_the_heading_of_the_notes(document):
    for heading in document.xpath("//section[@role='doc-endnotes']/h2"):
        heading.getparent().remove(heading)
    for note in document.find_class("note-back"):
        note.getparent().remove(note)
    for again in document.xpath("//sup[@class='note-again']/a"):
        # Notes have no place of their own in the text of a Word file, so nothing can lead there.
        again.drop_tag()


def _size_the_logo(document):
    for logo in document.find_class("centre-logo"):
        logo.set("width", f"{width_within(logo.get('src'), *LOGO):.1f}mm")


def _lay_out_facts(document):
    for name, style in FACTS.items():
        for facts in document.find_class(name):
            box = _styled(style)
            for term, meaning in zip(facts.iter("dt"), facts.iter("dd"), strict=True):
                line = html.Element("p")
                line.append(_span("Label", term.text_content()))
                line[-1].tail = meaning.text
                line.extend(list(meaning))
                box.append(line)
            _replace(facts, box)


def _lay_out_contents(document):
    for contents in document.find_class("contents"):
        for heading in contents.iter("h2"):
            _replace(heading, _styled("TOCHeading", _paragraph(heading)))
        for entries in contents.iter("ol"):
            box = _styled("TOC1")
            for entry in entries.iter("li"):
                line = _paragraph(entry)
                _mark_number(line)
                box.append(line)
            _replace(entries, box)


def _lay_out_rows(document):
    """Each idea of an easy read is a row of a table: its picture, and its words beside it."""
    for row in document.find_class("row"):
        before = row.getprevious()
        table = before if before is not None and before.tag == "table" and before.get("data-custom-style") else None
        if table is None:
            table = html.fragment_fromstring(
                '<table data-custom-style="Rows"><colgroup><col style="width:27%"><col style="width:73%"></colgroup>'
                "<tbody></tbody></table>"
            )
            row.addprevious(table)
        line = html.fragment_fromstring("<tr><td></td><td></td></tr>", create_parent=False)
        for child in list(row):
            if child.tag == "img":
                child.set("width", PICTURE_WIDTH)
                child = _styled("Picture", _paragraph_of(child))
                line[0].append(child)
            else:
                line[0 if "no-picture" in child.get("class", "") else 1].append(child)
        line[1].set("id", row.get("id"))
        table[-1].append(line)
        row.getparent().remove(row)


def _raise_headings(document):
    """The title is no heading in Word, so that chapters are of the first level."""
    for heading in document.iter(*HEADINGS):
        level = int(heading.tag[1])
        if level == 1:
            _replace(heading, _styled("Title", _paragraph(heading)))
        else:
            heading.tag = f"h{level - 1}"
            _mark_number(heading)


def _set_titles_of_passages(document):
    for title in document.find_class("block-title"):
        if title.tag in HEADINGS:
            _replace(title, _styled(f"PassageHeading{title.tag[1]}", _paragraph(title)))


def _set_good_practice(document):
    for box in document.find_class("good-practice"):
        box.set("data-custom-style", "GoodPractice")
        for heading in box.iter(*HEADINGS):
            _replace(heading, _styled("GoodPracticeHeading", _paragraph(heading)))


def _join_numbers(document):
    """A passage's number stands on the first line of its text, not on one of its own."""
    for number in document.xpath("//p[contains(concat(' ', @class, ' '), ' number ')]"):
        first = number.getnext()
        recommended = "recommendation" in number.getparent().get("class", "").split()
        span = _span("RecommendationNumber" if recommended else "Number", number.text_content())
        if first is not None and first.tag == "div":
            first = first[0]
        if first is None or first.tag not in ("p", *HEADINGS):
            number.text = None
            number.append(span)
            number.set("class", "")
            continue
        span.tail, first.text = first.text, None
        first.insert(0, span)
        number.getparent().remove(number)


def _name_styles(document):
    """Pandoc forgets the class of a paragraph, and knows that of the box around it."""
    for paragraph in list(document.iter("p")):
        names = [STYLES[name] for name in paragraph.get("class", "").split() if name in STYLES]
        if names:
            box = _styled(names[0])
            paragraph.addprevious(box)
            box.append(paragraph)


def _mark_number(line):
    for number in line.find_class("number"):
        number.set("data-custom-style", "Number")
        number.tail = (number.tail or "").lstrip() or None


def _styled(style, *children):
    box = html.Element("div", {"data-custom-style": style})
    box.extend(children)
    return box


def _span(style, text):
    span = html.Element("span", {"data-custom-style": style})
    span.text = text
    return span


def _paragraph(element):
    """A paragraph of what an element holds, with its id."""
    paragraph = html.Element("p")
    paragraph.text = element.text
    paragraph.extend(list(element))
    return paragraph


def _paragraph_of(child):
    paragraph = html.Element("p")
    child.tail = None
    paragraph.append(child)
    return paragraph


def _replace(old, new):
    new.tail = old.tail
    old.getparent().replace(old, new)
