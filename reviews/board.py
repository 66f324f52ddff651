"""The evening board: what was heard from whom, and what is still to be looked for. Nothing of it is printed."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, prefetch_related_objects

from frameworks.models import ParticipantGroup
from reviews.forms.passages import summary_of
from reviews.models import Coverage, Note, Passage, Section, SessionGroup, Source
from reviews.numbering import chapter_numbers, passage_numbers
from reviews.workspace import named_passages

# A section in which neither was heard is named: whatever else is known, it is not what people live with.
HEARD_FIRST = ("young-people", "families")


@dataclass(frozen=True)
class Row:
    """A section with how often each group was heard on it, in the order of the board's groups."""

    section: Section
    number: str
    heard: list

    @property
    def heard_at_all(self):
        return [(group, number) for group, number in self.heard if number]

    @property
    def unheard(self):
        return [group for group, number in self.heard if not number]


@dataclass(frozen=True)
class Uncovered:
    """A section with its indicators: those without an answer, and those that have one, each with its state or ""."""

    section: Section
    number: str
    open: list
    answered: list


@dataclass(frozen=True)
class Board:
    """What the board shows. `unheard` are sections; `thin` is [(passage, number, first words, how many sources)]."""

    groups: list
    rows: list
    unheard: list
    thin: list
    uncovered: list


def board(review):
    """The Board of a review, in a fixed number of queries."""
    all_sections = list(review.sections.select_related("domain"))
    passages = named_passages(review)
    numbers = passage_numbers(all_sections, passages, kloe=review.is_kloe)
    chapters = chapter_numbers(all_sections, kloe=review.is_kloe)
    sections = [section for section in all_sections if section.holds_findings]
    heard = heard_by_section(review)
    groups = _groups(review, heard)
    rows = [Row(each, chapters[each.pk], [(group, heard[each.pk][group.pk]) for group in groups]) for each in sections]
    first = {group.pk for group in groups if group.code in HEARD_FIRST}
    return Board(
        groups=groups,
        rows=rows,
        unheard=[each for each in sections if not any(heard[each.pk][pk] for pk in first)],
        thin=_thin(review, passages, numbers, {section.pk for section in sections}),
        uncovered=_uncovered(sections, chapters),
    )


def heard_by_section(review):
    """{section id: Counter of (whole group id: how many notes and other sources)}; two queries.

    A note counts in the sections it is about and in those of the passages it has become part of, once in each.
    """
    heard = {pk: {} for pk in review.sections.values_list("pk", flat=True)}
    about = Note.sections.through.objects.filter(note__review=review, note__set_aside_at=None)
    rows = about.exclude(note__group=None).values_list(
        "section_id", "note_id", "note__group_id", "note__group__within_id"
    )
    for section, note, group, within in rows:
        heard[section][("note", note)] = within or group
    sources = Source.objects.filter(passage__section__review=review, passage__removed_at=None).exclude(group=None)
    for row in sources.values_list("pk", "passage__section_id", "note_id", "group_id", "group__within_id"):
        pk, section, note, group, within = row
        heard[section][("note", note) if note else ("source", pk)] = within or group
    return {section: Counter(found.values()) for section, found in heard.items()}


def _groups(review, heard):
    """Whole groups, in their order: those in the programme, those heard, and always young people and families."""
    wanted = {pk for found in heard.values() for pk in found}
    met = SessionGroup.objects.filter(session__review=review)
    wanted |= {within or group for group, within in met.values_list("group_id", "group__within_id")}
    whole = ParticipantGroup.objects.whole()
    return [group for group in whole if group.pk in wanted or group.code in HEARD_FIRST]


def _thin(review, passages, numbers, sections):
    """Findings that rest on one source or none: where two people of one session say a thing, that is one."""
    sources = {}
    rows = Source.objects.filter(passage__section__review=review, passage__removed_at=None)
    for passage, *where in rows.values_list("passage_id", "kind", "group_id", "session_id", "paper_id", "detail"):
        sources.setdefault(passage, set()).add(tuple(where))
    return [
        (passage, numbers[passage.pk], summary_of(passage), len(sources.get(passage.pk, ())))
        for passage in passages
        if passage.section_id in sections
        and passage.kind not in (Passage.Kind.RECOMMENDATION, Passage.Kind.PARAGRAPH)
        and len(sources.get(passage.pk, ())) < 2
    ]


def _uncovered(sections, chapters):
    states = {}
    for row in Coverage.objects.filter(section__in=sections):
        states[row.section_id, row.indicator_id] = row.state
    found = []
    prefetch_related_objects([each for each in sections if each.domain], "domain__indicators")
    for section in sections:
        indicators = section.domain.indicators.all() if section.domain else []
        answers = [(indicator, states.get((section.pk, indicator.pk), "")) for indicator in indicators]
        if answers:
            unanswered = [pair for pair in answers if not pair[1]]
            found.append(Uncovered(section, chapters[section.pk], unanswered, [pair for pair in answers if pair[1]]))
    return found


def heard_in_words(review):
    """[(title of a group, how many notes)], most first: who has been heard at the visit so far. One query."""
    rows = review.notes.filter(set_aside_at=None).exclude(group=None).values("group__title")
    counted = rows.annotate(number=Count("pk")).order_by("-number", "group__position")
    return [(row["group__title"], row["number"]) for row in counted]
