"""The nodes of a text as HTML: the one writer of what people wrote. Every text passes through `format_html`."""

import unicodedata

from django.utils.html import format_html, format_html_join

from reviews.nodes import Emphasis, LineBreak, Link, ListBlock, NoteRef, Paragraph, Quote, Strong, plain

RIGHT_TO_LEFT = format_html(' dir="{}"', "rtl")


def shows_address(link):
    """Whether the words of a link are its address, which then needs no explaining on paper."""
    return plain(link.content) in (link.href, link.href.removeprefix("mailto:"))


def runs_from_right_to_left(text):
    """Whether the first letter of a text is of a script such as Arabic or Hebrew; then so is its whole line."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction != "L" for direction in directions if direction in ("L", "R", "AL")), False)


class Flow:
    """Writes the running text of one block, and knows which of its footnotes have been printed."""

    def __init__(self, printing, again, notes, *, at_the_end=False):
        """`printing`: whole pages of their own, with footnotes in the text, or `at_the_end` of the document."""
        self.printing, self.again, self.notes, self.at_the_end = printing, again, notes, at_the_end
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
                return format_html("<p{}>{}</p>", self.direction(content), self.content(content))
            case Quote(blocks=blocks):
                return format_html("<blockquote>{}</blockquote>", self.blocks(blocks))
            case ListBlock(ordered=True, start=start, items=items):
                opening = format_html(' start="{}"', start) if start != 1 else ""
                return format_html("<ol{}{}>{}</ol>", opening, self.direction_of_list(items), self.items(items))
            case ListBlock(items=items):
                return format_html("<ul{}>{}</ul>", self.direction_of_list(items), self.items(items))
        raise NotImplementedError(f"A {type(block).__name__} does not stand in running text.")

    def items(self, items):
        return format_html_join("", "<li>{}</li>", ((self.blocks(item),) for item in items))

    def direction(self, content):
        # Browsers find out for each paragraph whether it runs from right to left; WeasyPrint wants to be told.
        if not self.printing:
            return format_html(' dir="{}"', "auto")
        return RIGHT_TO_LEFT if runs_from_right_to_left(plain(content)) else ""

    def direction_of_list(self, items):
        """Bullets and numbers stand where the lines of the first item begin; no browser finds that out."""
        first = items[0][0] if items and items[0] else None
        return RIGHT_TO_LEFT if isinstance(first, Paragraph) and runs_from_right_to_left(plain(first.content)) else ""

    def content(self, content):
        return format_html_join("", "{}", ((self.node(node),) for node in content))

    def node(self, node):
        match node:
            case Strong(content=content):
                return format_html("<strong>{}</strong>", self.content(content))
            case Emphasis(content=content):
                return format_html("<em>{}</em>", self.content(content))
            case Link(href=href, content=content):
                name = format_html(' class="{}"', "address") if shows_address(node) else ""
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
        if self.at_the_end:
            return self.reference_to_the_end(note, first)
        if not self.printing:
            place = format_html(' id="{}ref-{}"', self.again, note.key) if first and not self.in_note else ""
            return format_html(
                '<sup class="note-reference"><a{} href="#{}{}">{}</a></sup>', place, self.again, note.key, note.number
            )
        if first and not self.in_note:
            return format_html('<span class="footnote" data-number="{}">{}</span>', note.number, self.note(note))
        return format_html('<sup class="note-again">{}</sup>', note.number)

    def reference_to_the_end(self, note, first):
        """The document has each note once, at its end; a note that refers to another only names its number."""
        if self.in_note:
            return format_html('<sup class="note-again">{}</sup>', note.number)
        if not first:
            return format_html('<sup class="note-again"><a href="#{}">{}</a></sup>', note.key, note.number)
        return format_html(
            '<sup class="note-reference"><a id="{}ref-{}" href="#{}" role="doc-noteref">{}</a></sup>',
            self.again,
            note.key,
            note.key,
            note.number,
        )

    def endnote(self, note):
        """The body of a note at the end of the document, in its own paragraphs and lists."""
        self.in_note = True
        body = self.blocks(note.blocks)
        self.in_note = False
        return body

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
                yield from self.lines(block.blocks, mark)
