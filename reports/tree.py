"""The document tree: what a document says, free of any format; builders make it, renderers print it."""

from dataclasses import field

from reviews.nodes import (
    TYPES,
    Emphasis,
    LineBreak,
    Link,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    Quote,
    Source,
    Strong,
    Text,
    block,
    canonical_json,
    inline,
    plain,
)

# What a text is made of comes from where it is written; builders and renderers find every node here.
__all__ = [
    "CLASSES",
    "SCHEMA",
    "TYPES",
    "Asked",
    "Chapter",
    "Document",
    "Emphasis",
    "GoodPractice",
    "LineBreak",
    "Link",
    "ListBlock",
    "Note",
    "NoteRef",
    "Paragraph",
    "Part",
    "Passage",
    "Picture",
    "Quote",
    "Recommendation",
    "RecommendationList",
    "Reference",
    "Row",
    "Source",
    "Strong",
    "Table",
    "Text",
    "Word",
    "WordList",
    "block",
    "canonical_json",
    "children",
    "inline",
    "plain",
    "texts",
    "walk",
]

SCHEMA = "document/1"

# Small parts of blocks.


@inline
class Reference:
    """Another block of this document, by key, and the number printed there."""

    key: str
    number: str


@inline
class Picture:
    """A picture by its code; `alt` says in words what it shows.

    `file` names its bytes (SHA-256, a point, their kind); empty means the shipped picture with this code.
    """

    code: str
    alt: str
    file: str = ""


@inline
class Word:
    """One entry of an easy-read word list."""

    term: str
    meaning: str


# Blocks. `key` is unique in the document, but for recommendations, which are printed twice from one node.


@block
class GoodPractice:
    """The framework's statement that opens a chapter, printed in a box and numbered n.1."""

    key: str
    source: Source | None
    number: str
    title: str
    blocks: tuple
    digest: str = field(init=False)


@block
class Passage:
    """`kind` is paragraph, finding, strength or development; an empty number or title is not printed."""

    key: str
    source: Source | None
    kind: str
    number: str
    title: str
    blocks: tuple
    notes: tuple
    digest: str = field(init=False)


@block
class Recommendation:
    """`number` is R1 … in a domain report, 1.17 … in one of key lines; `owners` are names of bodies."""

    key: str
    source: Source | None
    number: str
    title: str
    blocks: tuple
    notes: tuple
    lead: str
    owners: tuple
    horizon: str
    follows_from: tuple
    digest: str = field(init=False)


@block
class RecommendationList:
    """Recommendations printed again: the same nodes that stand in their chapters, under that chapter's title."""

    key: str
    source: Source | None
    title: str
    recommendations: tuple
    digest: str = field(init=False)


@block
class Part:
    """A titled part of a chapter."""

    key: str
    source: Source | None
    title: str
    blocks: tuple
    digest: str = field(init=False)


@block
class Table:
    """`header` is a tuple of texts, `rows` a tuple of tuples of texts, each as long as the header."""

    key: str
    source: Source | None
    caption: str
    header: tuple
    rows: tuple
    digest: str = field(init=False)


@block
class Row:
    """One idea of an easy-read document. `picture` is None while none is chosen; `stands_for` is a Source or None."""

    key: str
    source: Source | None
    text: str
    picture: Picture | None
    stands_for: Source | None
    digest: str = field(init=False)


@block
class Asked:
    """A row as it is put to people on paper. `questions` are (text, choices): without choices there are lines to write
    on. `blocks` holds the row alone.
    """

    key: str
    source: Source | None
    number: str
    blocks: tuple
    questions: tuple
    digest: str = field(init=False)


@block
class WordList:
    key: str
    source: Source | None
    words: tuple
    digest: str = field(init=False)


@block
class Chapter:
    """`number` is empty where the chapter has none; `kind` is that of the section, or `computed`."""

    key: str
    source: Source | None
    kind: str
    number: str
    title: str
    blocks: tuple
    digest: str = field(init=False)


@block
class Document:
    """The root. Dates are texts as printed ("12 and 13 May 2016"); an empty text is not printed.

    `centre_logo` is where the table of assets has the centre's logo ("logo:<SHA-256>.svg"), with `centre_name` as what
    it says in words.
    """

    schema: str
    kind: str
    lang: str
    layout: str
    key: str
    source: Source | None
    title: str
    site: str
    visit: str
    framework: str
    version_label: str
    confidentiality: str
    draft: bool
    invented: bool
    chapters: tuple
    centre_name: str = ""
    centre_logo: str = ""
    digest: str = field(init=False)


TYPES |= {
    Reference: "reference",
    Picture: "picture",
    Word: "word",
    GoodPractice: "good-practice",
    Passage: "passage",
    Recommendation: "recommendation",
    RecommendationList: "recommendation-list",
    Part: "part",
    Table: "table",
    Row: "row",
    Asked: "asked",
    WordList: "word-list",
    Chapter: "chapter",
    Document: "document",
}
CLASSES = {name: cls for cls, name in TYPES.items()}


def walk(node):
    """Every block of a document or block, itself first, in the order in which they are printed."""
    yield node
    for child in children(node):
        yield from walk(child)


def children(node):
    """The blocks directly inside a block, in the order in which they are printed."""
    match node:
        case Document(chapters=chapters):
            return chapters
        case ListBlock(items=items):
            return tuple(child for item in items for child in item)
        case Passage(blocks=blocks, notes=notes) | Recommendation(blocks=blocks, notes=notes):
            return blocks + notes
        case RecommendationList(recommendations=recommendations):
            return recommendations
        case Quote(blocks=blocks) | Note(blocks=blocks) | GoodPractice(blocks=blocks):
            return blocks
        case Part(blocks=blocks) | Chapter(blocks=blocks) | Asked(blocks=blocks):
            return blocks
    return ()


def texts(node):
    """What a reader must be able to read, in order, one text a paragraph, title or cell; numbers are left out."""
    yield from (text for text in _texts_before(node) if text)
    for child in children(node):
        if not isinstance(child, Note):
            yield from texts(child)
    if isinstance(node, Asked):
        yield from (text for question, choices in node.questions for text in (question, *choices))
    if isinstance(node, Recommendation):
        yield from (text for text in (node.lead, *node.owners, node.horizon) if text)
    for child in children(node):
        if isinstance(child, Note):
            yield from texts(child)


def _texts_before(node):
    match node:
        case Document():
            facts = (node.title, node.site, node.visit, node.framework, node.version_label, node.confidentiality)
            # Where there is a logo, it stands for the name; the name is then among the texts of the contact page.
            return (*facts, "" if node.centre_logo else node.centre_name)
        case Paragraph(content=content):
            return (plain(content),)
        case Table(caption=caption, header=header, rows=rows):
            return (caption, *header, *(cell for row in rows for cell in row))
        case Row(text=text):
            return (text,)
        case WordList(words=words):
            return tuple(text for word in words for text in (word.term, word.meaning))
    return (getattr(node, "title", ""),)
