"""Nodes of the document tree as HTML inside templates. The text itself is written by `reviews.flow`."""

import re

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from reports.tree import TYPES, Link, NoteRef, Paragraph, Passage, Recommendation, plain, texts, walk
from reviews.flow import Flow, shows_address

register = template.Library()

# Characters in a chapter: half a page.
BRIEF = 1300

# Eighteen of the widest letters have room even in the innermost list that may be written.
LONG_WORD = re.compile(r"[^\s\-–—]{19,}")


@register.filter
def block_template(block):
    """The template that prints a block, by its type."""
    return f"reports/blocks/{TYPES[type(block)]}.html"


@register.filter
def is_brief(document):
    """Whether the chapters of a document are so short that they should not open a page each."""
    written = sum(len(text) for chapter in document.chapters for text in texts(chapter))
    return written < BRIEF * len(document.chapters)


@register.filter
def has_short_words(chapter):
    """Whether every word of a chapter has room on a line. Addresses that are links may always be divided."""
    shown = [link.href.removeprefix("mailto:") for link in _links_of(chapter) if shows_address(link)]
    return not any(LONG_WORD.search(_without(shown, text)) for text in texts(chapter))


@register.simple_tag(takes_context=True)
def anchor(context, block):
    """The id of a block, by which links find it. In print only what a link leads to has one: for each element with an
    id WeasyPrint works out all styles anew, and those of everything inside it."""
    key = f"{context['again']}{block.key}"
    if context.get("paper") and key not in context["linked"]:
        return ""
    return format_html(' id="{}"', key)


@register.simple_tag(takes_context=True)
def flow(context, block):
    """The paragraphs, lists and quotes of a block, with the footnotes they refer to."""
    return _flow(context, getattr(block, "notes", ())).block_and_notes(block)


@register.simple_tag(takes_context=True)
def note_flow(context, note, block):
    """The body of a footnote that stands after the block it belongs to."""
    return _flow(context, block.notes).blocks(note.blocks)


@register.simple_tag(takes_context=True)
def block_html(context, block):
    """A paragraph, list or quote that stands for itself."""
    return _flow(context, ()).block(block)


@register.simple_tag(takes_context=True)
def endnotes(context):
    """The notes that the document's text refers to, each once, as [(note, its body)]."""
    found = {}
    for block in walk(context["document"]):
        if isinstance(block, Passage | Recommendation):
            referred = referred_notes(block)
            for note in block.notes:
                if note.key in referred and note.key not in found:
                    found[note.key] = (note, _flow(context, block.notes).endnote(note))
    return list(found.values())


@register.simple_tag
def referred_notes(block):
    """The keys of the notes that the text of a block refers to."""
    numbers = {node.note for child in block.blocks for node in _inline_of(child) if isinstance(node, NoteRef)}
    return [block.notes[number - 1].key for number in sorted(numbers)]


@register.simple_tag
def addresses(chapter):
    """What stands behind the links of a chapter and cannot be read on paper: [(words of the link, address)]."""
    found = {}
    for link in _links_of(chapter):
        if not shows_address(link):
            found.setdefault(link.href.removeprefix("mailto:"), plain(link.content))
    return [(words, address) for address, words in found.items()]


@register.filter
def under(row, header):
    """The cells of a row with the header of each, which a narrow screen shows above the cell: [(header, cell)]."""
    return list(zip(header, row, strict=True))


@register.simple_tag(takes_context=True)
def picture_address(context, picture):
    """Where the picture is found: for print by name in the table of assets, on a page where its view said or static."""
    if context["printing"]:
        return f"picture:{picture.code}"
    if picture.code in context["picture_addresses"]:
        return context["picture_addresses"][picture.code]
    return static(f"vendor/pictures/{picture.code}.svg")


def _flow(context, notes):
    return Flow(context["printing"], context["again"], notes, at_the_end=context["endnotes"])


def _without(addresses, text):
    for address in addresses:
        text = text.replace(address, "")
    return text


def _links_of(block):
    return [node for node in _inline_of(block) if isinstance(node, Link)]


def _inline_of(block):
    """Every inline node inside a block, outer ones first."""
    for part in walk(block):
        if isinstance(part, Paragraph):
            waiting = list(reversed(part.content))
            while waiting:
                node = waiting.pop()
                yield node
                waiting.extend(reversed(getattr(node, "content", ())))
