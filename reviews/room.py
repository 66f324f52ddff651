"""The feedback in the room: what is chosen to be said, what has been, and how that stands to the report."""

import re
from dataclasses import dataclass

from reviews.markdown import parse
from reviews.models import Feedback, Passage, Section
from reviews.nodes import Paragraph, Quote, plain
from reviews.numbering import chapter_numbers, passage_numbers, printed_order
from reviews.workspace import numbers_in

# The end of a sentence: a mark, perhaps with the quotation's end, that is followed by a space and by a beginning.
SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”’\"')]))\s+(?=[“‘\"'(]?[A-Z0-9])")


@dataclass(frozen=True)
class Item:
    """A passage as it is said: its number, and the row that says how much of it (None where it is not chosen)."""

    passage: Passage
    number: str
    feedback: Feedback | None

    @property
    def sentence(self):
        return in_a_sentence(self.passage)

    @property
    def extent(self):
        return self.feedback.extent if self.feedback else ""

    @property
    def is_full(self):
        return self.feedback is not None and self.feedback.extent == Feedback.Extent.FULL

    @property
    def is_said(self):
        return self.feedback is not None and self.feedback.said_at is not None


@dataclass(frozen=True)
class Heading:
    """A heading of the framework with what stands under it, in the order of the report."""

    section: Section
    number: str
    items: list


def in_a_sentence(passage):
    """The short title, or the first sentence of the text, without its marks."""
    if passage.title.strip():
        return passage.title.strip()
    words = _first_paragraph(parse(passage.text, key="sentence").blocks) or " ".join(passage.text.split())
    return SENTENCE_END.split(words, maxsplit=1)[0]


def _first_paragraph(blocks):
    """The words of the first paragraph, also where that stands in a quotation or is the first item of a list."""
    for block in blocks:
        if isinstance(block, Paragraph):
            return plain(block.content)
        inside = block.blocks if isinstance(block, Quote) else [each for item in block.items for each in item]
        if words := _first_paragraph(inside):
            return words
    return ""


def headings(review, *, only_chosen):
    """The Headings of a review under which there is something to say, in at most three queries.

    Of the background and the closing nothing is said: they are about the review, not about the area.
    """
    sections = list(review.sections.select_related("domain"))
    passages = list(
        Passage.objects.present()
        .filter(section__review=review)
        .select_related("feedback", "recommendation")
        .prefetch_related("recommendation__owners")
    )
    numbers = passage_numbers(sections, passages, kloe=review.is_kloe)
    chapters = chapter_numbers(sections, kloe=review.is_kloe)
    found = []
    for section in sections:
        if section.kind in (Section.Kind.BACKGROUND, Section.Kind.CLOSING):
            continue
        here = [passage for passage in passages if passage.section_id == section.pk and passage.text.strip()]
        items = [
            Item(passage, numbers[passage.pk], getattr(passage, "feedback", None))
            for passage in printed_order(here, kloe=review.is_kloe)
        ]
        items = [item for item in items if item.feedback] if only_chosen else items
        if items:
            found.append(Heading(section, chapters[section.pk], items))
    return found


@dataclass(frozen=True)
class Compared:
    """The report beside what was said; each list is [(passage, its number, the passage in a sentence)]."""

    not_said: list
    reworded: list
    not_in_the_report: list


def compared(review):
    """What is in the report and was not said, what was said and has been reworded or removed since. Three queries.

    Paragraphs of text count only where they were said: nobody reads out a background.
    """
    numbers = numbers_in(review)
    passages = (
        Passage.objects.filter(section__review=review)
        .exclude(kind=Passage.Kind.PARAGRAPH, feedback=None)
        .exclude(text="")
        .select_related("section", "feedback")
        .order_by("section__position", "position", "created_at", "id")
    )
    found = Compared([], [], [])
    for passage in passages:
        feedback = getattr(passage, "feedback", None)
        said_at = feedback.said_at if feedback else None
        row = (passage, numbers.get(passage.pk, ""), in_a_sentence(passage))
        if passage.removed_at is None and said_at is None and passage.kind != Passage.Kind.PARAGRAPH:
            found.not_said.append(row)
        elif passage.removed_at is None and said_at and passage.changed_at > said_at:
            found.reworded.append(row)
        elif passage.removed_at is not None and said_at:
            found.not_in_the_report.append(row)
    return found
