"""Markdown as people type it, made into nodes; what is not taken shows as it was typed."""

import re
from dataclasses import replace
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote, list_block
from markdown_it.rules_inline import image, newline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from reviews.nodes import (
    Emphasis,
    LineBreak,
    Link,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from reviews.text import UnusableText, normalise

MOST_NESTING = 8
LONGEST_LABEL = 100
NOT_TAKEN = ("code", "fence", "hr", "heading", "lheading", "reference", "html_block")
NOT_TAKEN_IN_A_LINE = ("backticks", "html_inline", "entity")

ADDRESS = re.compile(r"https?://[^\s/]|mailto:[^\s@]+@[^\s@]", re.IGNORECASE)
BARE_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
# Lines that would have been a heading, a table row, a rule or an item in other kinds of Markdown keep their line.
OWN_LINE = re.compile(r"\s*(?:#{1,6}\s|\||`{3}|~{3}|[-=_*+]{2,}\s*$|[-*+]\s|\d+[.)]\s|>)")

TYPED_LINK = re.compile(r"(!?)\[([^\[\]\n]*)\]\(\s*<?([^)\s>]*)")
TYPED_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)>")
TYPED_NOTE = re.compile(rf"\[\^([^\]\s]{{1,{LONGEST_LABEL}}})\](:?)")


class Parsed(NamedTuple):
    """Blocks, and the footnotes they refer to; notes that nothing refers to come last."""

    blocks: tuple
    notes: tuple


def parse(text, *, key, source=None, first_note=1):
    """The nodes of a Markdown text, as Parsed.

    The keys of the blocks start with `key` and go on with what the block says, so that they outlive moving.
    Notes are numbered from `first_note`. Raises UnusableText for what `reviews.text.normalise` refuses.
    """
    return _Reading(key, source, first_note).read(PARSER.parse(normalise(text), {}))


def problems(text):
    """Sentences about what will not be taken in a text, each naming its line; none where all is well."""
    found = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if "\0" in line:
            found.append((number, "There is a character on line {} that cannot be stored (NUL). Please remove it."))
        found.extend((number, sentence) for sentence in _link_problems(line))
    try:
        text = normalise(text.replace("\0", ""))
    except UnusableText as error:
        return [sentence.format(number) for number, sentence in found] + [str(error)]
    found.extend((number, sentence) for number, sentence in _note_problems(text))
    state = {}
    PARSER.parse(text, state)
    found.extend(
        (
            number,
            f"The text from line {{}} is indented more than {MOST_NESTING} levels deep. It will be printed as typed.",
        )
        for number in state.get("too deep", ())
    )
    return [sentence.replace("{}", str(number)) for number, sentence in sorted(found)]


def _link_problems(line):
    for mark, label, address in TYPED_LINK.findall(line):
        if label.startswith("^"):
            continue
        if mark:
            yield f"The picture “{label}” on line {{}} will be printed as typed: pictures cannot stand in this text."
        elif not ADDRESS.match(address):
            yield f"The link “{label}” on line {{}} is not a web or e-mail address. Start it with https:// or mailto:."
    for address in TYPED_AUTOLINK.findall(line):
        if not ADDRESS.match(address):
            yield f"“{address}” on line {{}} is not a web or e-mail address. It will be printed as typed."


def _note_problems(text):
    lines = text.split("\n")
    typed = [(n, *note) for n, line in enumerate(lines, start=1) for note in TYPED_NOTE.findall(line)]
    explained = {label for _, label, colon in typed if colon}
    used = {label for _, label, colon in typed if not colon}
    for number, label, colon in typed:
        if colon and label not in used:
            yield number, f"Nothing refers to the footnote [^{label}] on line {{}}. It will stand at the end."
        if not colon and label not in explained:
            yield number, f"The footnote [^{label}] on line {{}} is not explained. Add a line that starts [^{label}]:"


def _limited(rule):
    """A block rule that stops at MOST_NESTING: markers further in are text. Deeper ones could exhaust the stack."""

    def limited(state, start_line, end_line, silent):
        depth = state.env.get("depth", 0)
        # A line further out than the present item belongs to a list around it, which may always go on.
        if depth >= MOST_NESTING and (not silent or state.sCount[start_line] >= state.blkIndent):
            if rule(state, start_line, end_line, True):
                state.env.setdefault("too deep", set()).add(start_line + 1)
            return False
        if silent:
            return rule(state, start_line, end_line, silent)
        state.env["depth"] = depth + 1
        taken = rule(state, start_line, end_line, silent)
        state.env["depth"] = depth
        return taken

    return limited


def _image_as_typed(state, silent):
    start = state.pos
    if not image(state, silent):
        return False
    if not silent:
        state.tokens.pop()
        state.pending += state.src[start : state.pos]
    return True


def _short_footnote_ref(state, silent):
    # The rule of the plug-in reads on to the end of the text for every "[^", which takes minutes for many of them.
    ends = state.src.find("]", state.pos, state.pos + LONGEST_LABEL)
    return ends != -1 and footnote_ref(state, silent)


def _newline_kept(state, silent):
    start = state.pos
    if not newline(state, silent):
        return False
    if not silent and state.tokens[-1].type == "softbreak":
        before = state.src[state.src.rfind("\n", 0, start) + 1 : start]
        after = state.src[start + 1 :].split("\n", 1)[0]
        if OWN_LINE.match(before) or OWN_LINE.match(after):
            state.tokens[-1].type = "hardbreak"
    return True


def _parser():
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 4 * MOST_NESTING})
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.disable([*NOT_TAKEN, *NOT_TAKEN_IN_A_LINE])
    parser.block.ruler.at("list", _limited(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("blockquote", _limited(blockquote), {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("footnote_def", _limited(footnote_def), {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("image", _image_as_typed)
    parser.inline.ruler.at("newline", _newline_kept)
    parser.inline.ruler.at("footnote_ref", _short_footnote_ref)
    parser.validateLink = lambda address: bool(ADDRESS.match(address))
    return parser


PARSER = _parser()


class _Reading:
    """One reading of the tokens of a text: gathers the notes, names the blocks."""

    def __init__(self, key, source, first_note):
        self.key, self.source, self.first_note = key, source, first_note
        self.keys = {}
        self.explained = {}  # label → blocks of the first note of that label
        self.left_over = []  # (label, blocks) of further notes of a label
        self.referred = []  # labels in the order of their first reference

    def read(self, tokens):
        blocks = self.blocks(iter(tokens), None)
        notes = [self.explained.pop(label) for label in self.referred]
        notes += [*self.explained.values(), *self.left_over]
        return Parsed(
            blocks,
            tuple(
                self.named(Note, "note", number=self.first_note + index, blocks=body)
                for index, body in enumerate(notes)
            ),
        )

    def blocks(self, tokens, closing):
        """The blocks up to the closing token."""
        found = []
        for token in tokens:
            if token.type == closing:
                break
            match token.type:
                case "inline":
                    found.append(self.named(Paragraph, content=self.content(token.children)))
                case "bullet_list_open" | "ordered_list_open":
                    found.append(self.list_block(token, tokens))
                case "blockquote_open":
                    found.append(self.named(Quote, blocks=self.blocks(tokens, "blockquote_close")))
                case "footnote_reference_open":
                    self.note(token.meta["label"], self.blocks(tokens, "footnote_reference_close"))
        return tuple(found)

    def list_block(self, opening, tokens):
        ordered = opening.type == "ordered_list_open"
        closing = opening.type.replace("open", "close")
        items = []
        for token in tokens:
            if token.type == closing:
                break
            items.append(self.blocks(tokens, "list_item_close"))
        start = opening.attrGet("start") if ordered else None
        return self.named(ListBlock, ordered=ordered, start=1 if start is None else int(start), items=tuple(items))

    def note(self, label, blocks):
        blocks = blocks or (self.named(Paragraph, content=(Text(f"[^{label}]:"),)),)
        if label in self.explained:
            self.left_over.append(blocks)
        else:
            self.explained[label] = blocks

    def named(self, cls, name="", **values):
        """A block with its key: that of the text, then the start of the digest, then a count of those alike."""
        node = cls(key="", source=self.source, **values)
        key = f"{self.key}.{name}{node.digest[:10]}"
        self.keys[key] = alike = self.keys.get(key, 0) + 1
        return replace(node, key=key if alike == 1 else f"{key}-{alike}")

    def content(self, tokens):
        """Inline nodes. Emphasis more than MOST_NESTING deep is dropped, its words kept."""
        open_nodes = [(None, [])]
        for token in tokens:
            found = open_nodes[-1][1]
            match token.type:
                case "text":
                    found.append(Text(token.content))
                case "softbreak":
                    found.append(Text(" "))
                case "hardbreak":
                    found.append(LineBreak())
                case "footnote_ref":
                    found.append(self.reference(token.meta["label"]))
                case "strong_open" | "em_open" | "link_open":
                    open_nodes.append((token, []))
                case "strong_close" | "em_close" | "link_close":
                    opening, inner = open_nodes.pop()
                    too_deep = len(open_nodes) > MOST_NESTING
                    open_nodes[-1][1].extend(inner if too_deep else _wrapped(opening, inner))
                case other:
                    raise NotImplementedError(f"There is no node for the Markdown token {other}.")
        return _with_addresses(open_nodes[0][1])

    def reference(self, label):
        if label not in self.referred:
            self.referred.append(label)
        return NoteRef(self.referred.index(label) + 1)


def _wrapped(opening, content):
    if opening.type == "strong_open":
        return [Strong(_with_addresses(content))]
    if opening.type == "em_open":
        return [Emphasis(_with_addresses(content))]
    address, title = opening.attrGet("href"), opening.attrGet("title")
    if not address:
        return [Text("["), *content, Text("]()")]
    link = Link(address, tuple(_joined(content)) or (Text(address),))
    return [link, Text(f" ({title})")] if title else [link]


def _joined(content):
    """Neighbouring texts as one."""
    joined = []
    for node in content:
        if joined and isinstance(node, Text) and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + node.text)
        else:
            joined.append(node)
    return joined


def _with_addresses(content):
    """Content in which web addresses typed without any marking are links that show the address."""
    found = []
    for node in _joined(content):
        found.extend(_address_links(node.text) if isinstance(node, Text) else [node])
    return tuple(found)


def _address_links(text):
    done = 0
    for match in BARE_ADDRESS.finditer(text):
        address = _without_punctuation(match.group())
        if not ADDRESS.match(address):
            continue
        if match.start() > done:
            yield Text(text[done : match.start()])
        done = match.start() + len(address)
        yield Link(PARSER.normalizeLink(address), (Text(address),))
    if done < len(text):
        yield Text(text[done:])


def _without_punctuation(address):
    """An address without the full stop or bracket of the sentence it stands in."""
    while address and (
        address[-1] in ".,;:!?'’”»*]" or (address[-1] == ")" and address.count(")") > address.count("("))
    ):
        address = address[:-1]
    return address
