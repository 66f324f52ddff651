"""The comparison: reviews down, domains or themes across, and in each cell what was said there. Never a score."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.formats import date_format

from frameworks.models import Domain, Edition, Theme
from national.said import said_in_versions, said_in_working_text
from reviews.models import Coverage, Passage, Section

BY_DOMAIN, BY_THEME = "domain", "theme"
ISSUED, WORKING = "issued", "working"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
FEWEST_THEMES = 6


@dataclass(frozen=True)
class Column:
    """A domain or a theme, by the code that is the same in every edition."""

    code: str
    title: str


@dataclass
class Cell:
    """What one review says in one column. `text` is one or two sentences, or the words for there being none.

    `said` holds the passages; `state` is `said`, or one of NOTHING, or
    `not-issued` in a comparison of issued versions.
    """

    column: Column
    state: str
    text: str
    said: list = field(default_factory=list)

    @property
    def shown(self):
        """What a reader is shown here, on a page and in every export."""
        return self.text or NOTHING_ISSUED


@dataclass
class Line:
    """One review with its cells, in the order of the columns; `issued` says whether a version is in force.

    `about` says which review of the site it is.
    """

    review: object
    cells: list
    issued: bool
    about: str


NOTHING_ISSUED = "Nothing issued"
NOTHING = {
    "not-found": "Nothing found, although looked for",
    "not-looked": "Not looked at",
    "not-tagged": "Nothing recorded under this theme",
}


def domain_columns(framework):
    """The domains of all editions of a framework, by code, with the title that the newest edition gives. One query."""
    domains = Domain.objects.filter(edition__framework=framework, edition__layout=Edition.Layout.DOMAINS)
    newest = {domain.code: domain for domain in domains.order_by("edition__published", "edition_id", "number")}
    ordered = sorted(newest.values(), key=lambda domain: (domain.number, domain.code))
    return [Column(domain.code, domain.title) for domain in ordered]


def theme_columns(codes):
    """The themes with these codes, in the order of the list of themes. One query."""
    return [Column(theme.code, theme.title) for theme in Theme.objects.filter(code__in=codes)]


def compare(reviews, columns, *, by, text):
    """The Lines of the comparison for these reviews (with site and edition loaded), in their order.

    `by` is BY_DOMAIN or BY_THEME, `text` is ISSUED or WORKING; in an issued comparison a review without a version in
    force has empty cells. Sources: sealed trees or passages; cell sentences and coverage from the working review.
    At most five queries, whatever the number of reviews.
    """
    said = said_in_versions(reviews) if text == ISSUED else said_in_working_text(reviews)
    working = text != ISSUED
    if by == BY_THEME:
        tagged = _themes_of(said)
        return [_line_by_theme(review, columns, said, tagged, _about(review, working)) for review in reviews]
    sections = defaultdict(dict)
    for section in Section.objects.filter(review__in=reviews, domain__isnull=False).select_related("domain"):
        sections[section.review_id][section.domain.code] = section
    best = _said_best(reviews)
    coverage = _coverage(reviews)
    return [
        _line_by_domain(review, columns, said, sections[review.pk], best, coverage, _about(review, working))
        for review in reviews
    ]


def introduction(filters):
    """What is compared, from the cleaned filters, in sentences: (by what, of which text, what to bear in mind)."""
    by = "By theme." if filters["by"] == BY_THEME else f"By domain, across editions of {filters['framework']}."
    text = "From issued versions." if filters["text"] == ISSUED else "Working text: drafts are included and may change."
    return by, text, "Sites stand in the order of their names. Not looked at is not the same as not there."


def _about(review, working):
    """For example “October 2016; framework: 2016 revised; invented”; of working texts also the stage."""
    parts = [date_format(review.visit_from, "F Y"), f"framework: {review.edition.label}"]
    if review.site.invented:
        parts.append("invented")
    if working:
        parts.append(review.get_stage_display().lower())
    return "; ".join(parts)


def _line_by_domain(review, columns, said, sections, best, coverage, about):
    here = defaultdict(list)
    for one in said.get(review.pk, ()):
        here[one.section_id].append(one)
    cells = []
    for column in columns:
        section = sections.get(column.code)
        found = here[section.pk] if section else []
        if review.pk not in said:
            cells.append(Cell(column, "not-issued", ""))
        elif found:
            cells.append(Cell(column, "said", section.cell or _sentences(_best_of(found, best)), found))
        else:
            state = _state_of(coverage[section.pk] if section else set())
            cells.append(Cell(column, state, NOTHING[state]))
    return Line(review, cells, review.pk in said, about)


def _line_by_theme(review, columns, said, tagged, about):
    here = defaultdict(list)
    for one in said.get(review.pk, ()):
        for code in tagged[one.passage_id]:
            here[code].append(one)
    cells = []
    for column in columns:
        found = here[column.code]
        if review.pk not in said:
            cells.append(Cell(column, "not-issued", ""))
        elif found:
            cells.append(Cell(column, "said", _sentences(found[0]), found))
        else:
            cells.append(Cell(column, "not-tagged", NOTHING["not-tagged"]))
    return Line(review, cells, review.pk in said, about)


def most_used_themes(reviews, most=FEWEST_THEMES):
    """The codes of the themes that most of these reviews touch, at most `most`. One query."""
    used = (
        Theme.objects.filter(passages__removed_at=None, passages__section__review__in=reviews)
        .annotate(reviews_touched=Count("passages__section__review", distinct=True))
        .order_by("-reviews_touched", "pk")
    )
    return [theme.code for theme in used[:most]]


def _themes_of(said):
    """{passage id: {theme codes}} for everything that was said. One query."""
    ids = [one.passage_id for passages in said.values() for one in passages]
    tagged = defaultdict(set)
    for passage_id, code in Passage.themes.through.objects.filter(passage_id__in=ids).values_list(
        "passage_id", "theme__code"
    ):
        tagged[str(passage_id)].add(code)
    return tagged


def _said_best(reviews):
    best = Passage.objects.present().filter(section__review__in=reviews, says_it_best=True)
    return {str(pk) for pk in best.values_list("pk", flat=True)}


def _coverage(reviews):
    """{section id: {states}}. One query."""
    states = defaultdict(set)
    rows = Coverage.objects.filter(section__review__in=reviews).values_list("section_id", "state")
    for section_id, state in rows:
        states[section_id].add(state)
    return states


def _state_of(states):
    """Only what was looked for and not found may be said not to be there."""
    return "not-found" if Coverage.State.NOT_FOUND in states else "not-looked"


def _best_of(found, best):
    return next((one for one in found if one.passage_id in best), found[0])


def _sentences(one, most=2):
    """The first two sentences of a passage: enough for a cell, and nothing that was not written."""
    return " ".join(SENTENCE_END.split(one.opening)[:most])
