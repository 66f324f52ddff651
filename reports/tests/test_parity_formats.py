"""Every format says what the tree says: each text, in order, as often as it stands there, and nothing beside it."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import pytest
from lxml import html

from conftest import make_user
from reports.demo.index import FOLDER
from reports.models import Kind
from reports.output import build, docx_bytes, html_bytes
from reports.render import render_html
from reports.tests.printed import letters
from reports.tests.printing import LABEL, printed_review, reference_data
from reports.tests.sample import sample_report
from reports.tests.word import R, W, WordFile, style_of
from reports.tree import (
    Chapter,
    Document,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Part,
    Passage,
    Recommendation,
    RecommendationList,
    Row,
    texts,
    walk,
)
from reviews.actions import choose_for_the_room
from reviews.models import Passage as WorkingPassage

DEMO = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "index.yaml")
GENERATED = [(layout, passages) for layout in ("domains", "kloe") for passages in (3, 20, 200)]
# What a page says beside the texts of the tree: numbers, and names of what follows.
BESIDE = re.compile(
    r"(?:\d|R(?=\d)|Report of a peer challenge|Report of a commissioning review|Easy read|Contents"
    r"|What is in this document|Feedback on the last day of the visit|Visit|Framework|Version|Strength"
    r"|Area for development|Recommendation|Lead|For|When|See"
    r"|This is a draft It has not been issued and may still change"
    r"|This place is invented Everything in this document was made up for practice|No picture yet)*".replace(" ", "")
)

pytestmark = pytest.mark.django_db


@dataclass(eq=False)
class Made:
    """A document and what is made of it, each once."""

    document: Document

    @cached_property
    def docx(self):
        return WordFile(docx_bytes(self.document))

    @cached_property
    def one_file(self):
        return html.fromstring(html_bytes(self.document))

    @cached_property
    def said(self):
        """The texts in the order of print without the notes; the contents list the chapters before they come."""
        before = list(texts(replace(self.document, chapters=())))
        contents = [chapter.title for chapter in self.document.chapters]
        if self.document.kind == Kind.FEEDBACK_PACK:
            contents = []
        return (
            before + contents + [text for chapter in self.document.chapters for text in texts(without_notes(chapter))]
        )

    @cached_property
    def notes(self):
        """[(number, its words)] in the order in which passages refer to them; one that is repeated brings its own."""
        found = []
        for block in walk(self.document):
            if isinstance(block, Passage | Recommendation):
                nodes = [node for each in block.blocks for node in inline_of(each) if isinstance(node, NoteRef)]
                notes = [block.notes[index - 1] for index in dict.fromkeys(node.note for node in nodes)]
                found += [(str(note.number), "".join(texts(note))) for note in notes]
        return found


def named(name):
    return name.stem if hasattr(name, "stem") else "-".join(map(str, name))


# The sheet for paper is handed out as a PDF only. Long generated reviews differ from short ones in their reports alone.
KINDS = [Kind.SITE, Kind.EASY_READ, Kind.EASY_READ_UPDATE, Kind.FEEDBACK_PACK]
LONG = [name for name in GENERATED if name[1] == 200]
CASES = [("sample", Kind.SITE)]
CASES += [
    (named(name), kind) for name in [*DEMO, *GENERATED] for kind in KINDS if name not in LONG or kind == Kind.SITE
]


@pytest.fixture(scope="module")
def documents(django_db_setup, django_db_blocker, tmp_path_factory):
    """{(name, kind): Made} of every demo review and of generated ones; in the feedback all was chosen in full."""
    folder = tmp_path_factory.mktemp("parity")
    found = {("sample", Kind.SITE): Made(sample_report())}
    with django_db_blocker.unblock(), reference_data():
        by = make_user("chooser")
        for name in [*DEMO, *GENERATED]:
            review = printed_review(name, folder).review
            passages = WorkingPassage.objects.present().filter(section__review=review)
            choose_for_the_room(passages=passages, extent="full", by=by)
            for kind in KINDS:
                found[named(name), kind] = Made(build(review, kind, version_label=LABEL, draft=False))
        yield found


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case))
def made(request, documents):
    return documents[request.param]


def without_notes(node):
    """The block with no notes in it, which stand elsewhere in each format."""
    match node:
        case Chapter() | Part():
            return replace(node, blocks=tuple(map(without_notes, node.blocks)))
        case RecommendationList():
            return replace(node, recommendations=tuple(map(without_notes, node.recommendations)))
        case Passage() | Recommendation():
            return replace(node, notes=())
    return node


def inline_of(block):
    """Every inline node of a block, in order."""
    for part in walk(block):
        if isinstance(part, Paragraph):
            waiting = list(reversed(part.content))
            while waiting:
                node = waiting.pop()
                yield node
                waiting.extend(reversed(getattr(node, "content", ())))


def not_as_wanted(wanted, text):
    """What is missing of the wanted texts, and what stands between them that is not one of BESIDE."""
    text, done, wrong = letters(text), 0, []
    for words in [*map(letters, wanted), ""]:
        start = text.find(words, done) if words else len(text)
        if start == -1:
            wrong.append(("missing", words))
            continue
        if not BESIDE.fullmatch(text[done:start]):
            wrong.append(("beside it", text[done:start]))
        done = start + len(words)
    return wrong


def shown(page):
    """The words of a page without its notes, whether they stand in the text, after it or at the end."""
    page = html.fromstring(html.tostring(page))
    gone = [*page.iter("title", "style"), *page.find_class("footnote"), *page.find_class("note-reference")]
    gone += [*page.find_class("note-again"), *page.find_class("notes"), *page.find_class("addresses")]
    for element in [*gone, *page.find_class("endnotes")]:
        element.drop_tree()
    return " ".join(page.itertext())


@pytest.mark.parametrize("flavour", ["screen", "print", "exchange"])
def test_a_page_says_what_the_tree_says(made, flavour):
    page = html.fromstring(render_html(made.document, flavour))
    assert not_as_wanted(made.said, shown(page)) == []


def test_the_web_page_in_one_file_says_it_too_with_each_note_once_at_its_end(made):
    assert not_as_wanted(made.said, shown(made.one_file)) == []
    notes = made.one_file.xpath("//section[@role='doc-endnotes']//li[@value]")
    found = [(note.get("value"), letters(" ".join(note.itertext()))) for note in notes]
    wanted = {number: letters(f"{words} Back to the text of note {number}") for number, words in made.notes}
    assert found == list(wanted.items())
    referred = [link.text for link in made.one_file.xpath("//a[@role='doc-noteref']")]
    assert referred == [number for number, _ in made.notes]


def test_the_word_file_says_what_the_tree_says(made):
    assert not_as_wanted(made.said, made.docx.words) == []


def test_the_word_file_has_real_footnotes_with_the_numbers_of_the_tree(made):
    wanted, counted = [], 0
    for number, words in made.notes:
        # Word counts those that come for the first time; one that is printed again brings its number.
        counts = number == str(counted + 1)
        counted += counts
        wanted.append(("" if counts else number, letters(words)))
    assert [(mark, letters(words)) for mark, words in made.docx.notes] == wanted


def test_everything_in_the_word_file_can_be_seen(made):
    assert made.docx.parts["word/document.xml"].count(b"w:vanish") == 0
    white = [
        style for style, each in made.docx.styles.items() if each.find(f"{W}rPr/{W}color[@{W}val='FFFFFF']") is not None
    ]
    assert white == ["RecommendationNumber"]
    sizes = [int(each.get(f"{W}val")) for each in made.docx.part("word/styles.xml").iter(f"{W}sz")]
    assert min(sizes) >= 17
    used = {style_of(paragraph) for paragraph in made.docx.paragraphs}
    assert used - set(made.docx.styles) <= {"Normal"}


def test_headings_of_the_word_file_are_the_chapters_and_what_is_in_them(made):
    levels = [level for level, _ in made.docx.headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    chapters = [letters(f"{chapter.number} {chapter.title}") for chapter in made.document.chapters]
    assert [letters(words) for level, words in made.docx.headings if level == 1] == chapters
    titles = Counter(letters(part.title) for part in walk(made.document) if isinstance(part, Part))
    assert not titles - Counter(letters(words) for level, words in made.docx.headings if level == 2)
    assert [style_of(paragraph) for paragraph in made.docx.paragraphs].count("Title") == 1


def test_lists_of_the_word_file_are_lists(made):
    wanted = []
    for chapter in made.document.chapters:
        for block in walk(without_notes(chapter)):
            if isinstance(block, ListBlock):
                wanted += ["decimal" if block.ordered else "bullet"] * len(block.items)
    assert Counter(form for form, _ in made.docx.items) == Counter(wanted)


def test_pictures_of_every_format_say_what_they_show(made):
    wanted = [row.picture.alt for row in walk(made.document) if isinstance(row, Row) and row.picture]
    assert made.docx.pictures == wanted
    assert [picture.get("alt") for picture in made.one_file.iter("img")] == wanted
    assert all(picture.get("src").startswith("data:image/") for picture in made.one_file.iter("img"))
    media = [data for name, data in made.docx.parts.items() if name.startswith("word/media/")]
    assert len(media) == len({row.picture.code for row in walk(made.document) if isinstance(row, Row) and row.picture})
    assert all(data.startswith(b"\x89PNG") for data in media)


def test_links_of_every_format_lead_where_the_tree_says(made):
    links = [
        node.href
        for chapter in made.document.chapters
        for node in inline_of(without_notes(chapter))
        if isinstance(node, Link)
    ]
    in_text = [link.get("href") for link in made.one_file.iter("a") if not link.get("href").startswith("#")]
    assert Counter(links) - Counter(in_text) == Counter()
    assert made.docx.links[: len(links)] == links
    assert made.docx.links_inside <= made.docx.bookmarks
    ids = {element.get("id") for element in made.one_file.iter() if element.get("id")}
    assert {link.get("href")[1:] for link in made.one_file.iter("a") if link.get("href").startswith("#")} <= ids


def test_the_word_file_names_its_title_and_language_and_nobody(made):
    core = made.docx.part("docProps/core.xml")
    lang = {"en": "en-GB", "cy": "cy-GB"}.get(made.document.lang, made.document.lang)
    assert {each.tag.partition("}")[2]: each.text for each in core} == {"title": made.document.title, "language": lang}
    assert len(made.docx.part("docProps/app.xml")) == 0
    assert {name for name in made.docx.parts if name.startswith("docProps/")} == {
        "docProps/core.xml",
        "docProps/app.xml",
    }
    footer = made.docx.parts["word/footer1.xml"].decode()
    assert [field in footer for field in (" PAGE ", " NUMPAGES ")] == [True, True]


def test_the_head_of_each_page_of_a_word_file_says_whether_it_is_a_draft_and_confidential(made):
    document = made.document
    running = document.site if len(document.title) > 60 else document.title
    marks = [*(["Draft"] if document.draft else []), document.confidentiality, running]
    head = made.docx.part("word/header1.xml")
    assert "".join(head.itertext(f"{W}t")) == " · ".join(mark for mark in marks if mark)
    (page,) = made.docx.body.iter(f"{W}sectPr")
    reference = next(each for each in page.iter(f"{W}headerReference") if each.get(f"{W}type") == "default")
    assert reference.get(f"{R}id") == "ourHeader"


# The order in which Word wants the properties of a paragraph that we or pandoc write; it refuses a file with another.
PROPERTIES = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "bidi", "spacing"]
PROPERTIES += ["ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"]


def test_the_properties_of_each_paragraph_stand_in_the_order_of_word_each_once(made):
    for paragraph in made.docx.paragraphs:
        for properties in paragraph.findall(f"{W}pPr"):
            places = [PROPERTIES.index(each.tag.removeprefix(W)) for each in properties]
            assert places == sorted(set(places))


def test_the_same_tree_is_the_same_word_file_and_web_page(documents, nothing_kept):
    for name in (("larkmere-2016", Kind.SITE), ("harrowfell-2017", Kind.EASY_READ)):
        document = documents[name].document
        assert docx_bytes(document) == documents[name].docx.data
        assert html_bytes(document) == html_bytes(document)
