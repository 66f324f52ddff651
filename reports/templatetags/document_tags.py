"""Nodes of the document tree as HTML inside templates. Every text passes through `format_html`."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

from reports.tree import (
    TYPES,
    Emphasis,
    LineBreak,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Quote,
    Strong,
    children,
    plain,
    walk,
)

register = template.Library()


@register.filter
def block_template(block):
    """The template that prints a block, by its type."""
    return f"reports/blocks/{TYPES[type(block)]}.html"


@register.simple_tag(takes_context=True)
def flow(context, block):
    """The paragraphs, lists and quotes of a block, with the footnotes they refer to."""
    return Flow(context["printing"], context["again"], getattr(block, "notes", ())).block_and_notes(block)


@register.simple_tag(takes_context=True)
def note_flow(context, note, block):
    """The body of a footnote that stands after the block it belongs to."""
    return Flow(context["printing"], context["again"], block.notes).blocks(note.blocks)


@register.simple_tag(takes_context=True)
def block_html(context, block):
    """A paragraph, list or quote that stands for itself."""
    return Flow(context["printing"], context["again"], ()).block(block)


@register.simple_tag
def referred_notes(block):
    """The keys of the notes that the text of a block refers to."""
    numbers = {node.note for child in block.blocks for node in _inline_of(child) if isinstance(node, NoteRef)}
    return [block.notes[number - 1].key for number in sorted(numbers)]


@register.simple_tag
def addresses(chapter):
    """What stands behind the links of a chapter and cannot be read on paper: [(words of the link, address)]."""
    found = {}
    for link in _inline_of(chapter):
        if isinstance(link, Link) and not _shows_address(link):
            found.setdefault(link.href.removeprefix("mailto:"), plain(link.content))
    return [(words, address) for address, words in found.items()]


@register.simple_tag(takes_context=True)
def picture_address(context, picture):
    """Where the picture is found: by name in the table of assets for print, among the static files on a page."""
    if context["printing"]:
        return f"picture:{picture.code}"
    return static(f"vendor/pictures/{picture.code}.svg")


def _inline_of(block):
    """Every inline node inside a block, outer ones first."""
    for part in walk(block):
        if isinstance(part, Paragraph):
            waiting = list(reversed(part.content))
            while waiting:
                node = waiting.pop()
                yield node
                waiting.extend(reversed(getattr(node, "content", ())))


def _shows_address(link):
    return plain(link.content) in (link.href, link.href.removeprefix("mailto:"))


class Flow:
    """Writes the running text of one block, and knows which of its footnotes have been printed."""

    def __init__(self, printing, again, notes):
        self.printing, self.again, self.notes = printing, again, notes
        self.met = set()
        self.in_note = False

    def block_and_notes(self, block):
        """The text; in print also the notes that nothing refers to, which have no place at the foot of a page."""
        text = self.blocks(block.blocks)
        if not self.printing:
            return text
        left_over = [note for index, note in enumerate(self.notes, start=1) if index not in self.met]
        return format_html(
            "{}{}",
            text,
            format_html_join("", '<p class="unreferred-note">{} {}</p>', ((n.number, self.note(n)) for n in left_over)),
        )

    def blocks(self, blocks):
        return format_html_join("", "{}", ((self.block(block),) for block in blocks))

    def block(self, block):
        match block:
            case Paragraph(content=content):
                return format_html("<p{}>{}</p>", self.direction(), self.content(content))
            case Quote(blocks=blocks):
                return format_html("<blockquote>{}</blockquote>", self.blocks(blocks))
            case ListBlock(ordered=True, start=start, items=items):
                opening = format_html(' start="{}"', start) if start != 1 else ""
                return format_html("<ol{}>{}</ol>", opening, self.items(items))
            case ListBlock(items=items):
                return format_html("<ul>{}</ul>", self.items(items))
        raise NotImplementedError(f"A {TYPES[type(block)]} does not stand in running text.")

    def items(self, items):
        return format_html_join("", "<li>{}</li>", ((self.blocks(item),) for item in items))

    def direction(self):
        # Browsers find out for each paragraph whether it runs from right to left; Pango does so by itself.
        return "" if self.printing else format_html(' dir="{}"', "auto")

    def content(self, content):
        return format_html_join("", "{}", ((self.node(node),) for node in content))

    def node(self, node):
        match node:
            case Strong(content=content):
                return format_html("<strong>{}</strong>", self.content(content))
            case Emphasis(content=content):
                return format_html("<em>{}</em>", self.content(content))
            case Link(href=href, content=content):
                name = format_html(' class="{}"', "address") if _shows_address(node) else ""
                return format_html('<a href="{}"{}>{}</a>', href, name, self.content(content))
            case LineBreak():
                return format_html("<{}>", "br")
            case NoteRef(note=index):
                return self.reference(index)
        return node.text

    def reference(self, index):
        note = self.notes[index - 1]
        first = index not in self.met
        self.met.add(index)
        if not self.printing:
            place = format_html(' id="{}ref-{}"', self.again, note.key) if first and not self.in_note else ""
            return format_html(
                '<sup class="note-reference"><a{} href="#{}{}">{}</a></sup>', place, self.again, note.key, note.number
            )
        if first and not self.in_note:
            return format_html('<span class="footnote" data-number="{}">{}</span>', note.number, self.note(note))
        return format_html('<sup class="note-again">{}</sup>', note.number)

    def note(self, note):
        """The words of a note on one line after the other: a floated footnote cannot hold blocks."""
        self.in_note = True
        lines = format_html_join(format_html("<{}>", "br"), "{}{}", self.lines(note.blocks, ""))
        self.in_note = False
        return lines

    def lines(self, blocks, mark):
        for block in blocks:
            if isinstance(block, Paragraph):
                yield mark, self.content(block.content)
                mark = ""
            elif isinstance(block, ListBlock):
                for number, item in enumerate(block.items, start=block.start):
                    yield from self.lines(item, f"{number}. " if block.ordered else "• ")
            else:
                yield from self.lines(children(block), mark)
