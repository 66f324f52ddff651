"""What was said in several reviews, passage by passage: from their issued versions, or from their working text."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.cache import cache

from reports.canonical import from_bytes
from reports.models import Document, Kind, Version
from reports.tree import Chapter, Passage, Recommendation, texts, walk
from reviews.markdown import parse
from reviews.models import Passage as WorkingPassage
from reviews.models import Section
from reviews.numbering import passage_numbers
from reviews.storage import kept

# A sealed tree never changes, so what was read from it is good for as long as the cache keeps it.
FOR_A_WEEK = 7 * 24 * 3600


@dataclass(frozen=True)
class Said:
    """One passage of a review: its id, the id of its section, its kind and number, and its words by paragraph."""

    passage_id: str
    section_id: int
    kind: str
    number: str
    title: str
    paragraphs: tuple

    @property
    def kind_label(self):
        return WorkingPassage.Kind(self.kind).label

    @property
    def opening(self):
        return self.paragraphs[0] if self.paragraphs else ""


def said_in_versions(reviews):
    """{review id: [Said, …]} from the newest version in force of each review; reviews without one are left out.

    Source: sealed trees. One query; a tree is read from storage once and then kept in the cache.
    """
    documents = (
        Document.objects.filter(
            kind=Kind.SITE,
            version__review__in=reviews,
            version__state=Version.State.SEALED,
            version__release__recalled_at=None,
        )
        .select_related("version")
        .order_by("version__review_id", "version__number", "id")
    )
    newest = {document.version.review_id: document for document in documents}
    keys = {review_id: f"said:{document.digest}" for review_id, document in newest.items()}
    known = cache.get_many(keys.values())
    missing = {keys[review_id]: _read(newest[review_id]) for review_id in newest if keys[review_id] not in known}
    if missing:
        cache.set_many(missing, FOR_A_WEEK)
    known |= missing
    return {review_id: known[key] for review_id, key in keys.items()}


def said_in_working_text(reviews):
    """{review id: [Said, …]} from the text as it stands now, for every review. Two queries."""
    sections, passages = defaultdict(list), defaultdict(list)
    review_of = {}
    for section in Section.objects.filter(review__in=reviews):
        sections[section.review_id].append(section)
        review_of[section.pk] = section.review_id
    for passage in WorkingPassage.objects.present().filter(section__review__in=reviews):
        passages[review_of[passage.section_id]].append(passage)
    kloe = {review.pk: review.is_kloe for review in reviews}
    return {
        review_id: _from_working_text(sections[review_id], passages[review_id], kloe=kloe[review_id])
        for review_id in kloe
    }


def _read(document):
    tree = from_bytes(kept(document.tree.name, document.digest))
    return [
        _from_node(node, int(chapter.source.id))
        for chapter in tree.chapters
        if isinstance(chapter, Chapter) and chapter.kind in (Section.Kind.DOMAIN, Section.Kind.LINE)
        for node in walk(chapter)
        if isinstance(node, Passage | Recommendation)
    ]


def _from_node(node, section_id):
    kind = "recommendation" if isinstance(node, Recommendation) else node.kind
    words = tuple(text for block in node.blocks for text in texts(block))
    return Said(node.source.id, section_id, kind, node.number, node.title, words)


def _from_working_text(sections, passages, *, kloe):
    numbers = passage_numbers(sections, passages, kloe=kloe)
    looked_at = {section.pk for section in sections if section.holds_findings}
    return [
        Said(
            str(passage.pk),
            passage.section_id,
            passage.kind,
            numbers[passage.pk],
            passage.title,
            tuple(text for block in parse(passage.text, key=str(passage.pk)).blocks for text in texts(block)),
        )
        for passage in passages
        if passage.section_id in looked_at and passage.text
    ]
