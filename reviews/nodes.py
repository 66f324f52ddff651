"""What a text that people wrote is made of: paragraphs, lists, quotes and notes, free of any format."""

import hashlib
import json
from dataclasses import dataclass, field, fields

# What a digest leaves out: where a block stands and what it is called there. Moving a passage, or adding one
# before it, must not look like a change of its words.
NOT_CONTENT = {"key", "source", "digest", "number"}


def inline(cls):
    return dataclass(frozen=True, slots=True)(cls)


def block(cls):
    """A frozen dataclass with key, source and digest; the digest is computed when the block is made."""
    cls.__post_init__ = _set_digest
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def _set_digest(node):
    object.__setattr__(node, "digest", hashlib.sha256(canonical_json(_content(node))).hexdigest())


def _content(node):
    """What a digest is taken of. Blocks inside are named by their own digests, so the work grows with the text only."""
    left_out = NOT_CONTENT if "digest" in node.__slots__ else {"number"}
    # Whatever came to a part later has a default, and counts only where it says more: older digests stay true.
    names = [
        item.name for item in fields(node) if item.name not in left_out and getattr(node, item.name) != item.default
    ]
    return {"type": TYPES[type(node)]} | {name: _content_value(getattr(node, name)) for name in names}


def _content_value(value):
    if isinstance(value, tuple):
        return [_content_value(item) for item in value]
    if type(value) in TYPES:
        return getattr(value, "digest", None) or _content(value)
    return value


# Inline content. `content` is a tuple of inline nodes.


@inline
class Text:
    text: str


@inline
class Strong:
    content: tuple


@inline
class Emphasis:
    content: tuple


@inline
class Link:
    """A web or mail address; `content` is what the reader sees of it."""

    href: str
    content: tuple


@inline
class NoteRef:
    """A reference to a footnote: 1 is the first of the notes of the passage it stands in."""

    note: int


@inline
class LineBreak:
    pass


@inline
class Source:
    """Where a block comes from: a model label such as `reviews.Passage`, and the id as text."""

    model: str
    id: str


# Blocks.


@block
class Paragraph:
    key: str
    source: Source | None
    content: tuple
    digest: str = field(init=False)


@block
class ListBlock:
    """`items` is a tuple of tuples of blocks; `start` is the first number of an ordered list."""

    key: str
    source: Source | None
    ordered: bool
    start: int
    items: tuple
    digest: str = field(init=False)


@block
class Quote:
    key: str
    source: Source | None
    blocks: tuple
    digest: str = field(init=False)


@block
class Note:
    """The body of a footnote; `number` runs through the document."""

    key: str
    source: Source | None
    number: int
    blocks: tuple
    digest: str = field(init=False)


# The document tree adds its own blocks to these.
TYPES = {
    Text: "text",
    Strong: "strong",
    Emphasis: "emphasis",
    Link: "link",
    NoteRef: "note-ref",
    LineBreak: "line-break",
    Source: "source",
    Paragraph: "paragraph",
    ListBlock: "list",
    Quote: "quote",
    Note: "note",
}


def plain(content):
    """The words of inline nodes, as one text; a break is a line feed, a reference to a note is left out."""
    return "".join(_plain_node(node) for node in content)


def _plain_node(node):
    match node:
        case Text(text=text):
            return text
        case LineBreak():
            return "\n"
        case NoteRef():
            return ""
    return plain(node.content)


def canonical_json(value):
    """The bytes of plain lists, dicts, texts and whole numbers that are the same wherever they are made."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
