"""What the pages of a section show: its passages with their numbers, read in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.db.models.functions import Left

from reviews.access import Verb
from reviews.forms.passages import kinds_in
from reviews.models import Passage, Recommendation, Section, Source
from reviews.numbering import passage_numbers, printed_order
from reviews.progress import sections_with_progress


@dataclass(frozen=True)
class Shown:
    """A passage as the workspace shows it. `follows_from` is [(finding, its number)]."""

    passage: Passage
    number: str
    follows_from: list


@dataclass(frozen=True)
class Run:
    """Passages that stand in one order, and the kinds that can be added to them."""

    name: str
    title: str
    kinds: list
    items: list


TITLES = {
    Passage.Kind.STRENGTH: "Strengths",
    Passage.Kind.FINDING: "Findings",
    Passage.Kind.DEVELOPMENT: "Areas for development",
    Passage.Kind.PARAGRAPH: "Other text",
}


def numbers_in(review):
    """The numbers of all passages of a review by their ids, in two queries."""
    sections = list(review.sections.all())
    return passage_numbers(sections, light_passages(review), kloe=review.is_kloe)


def light_passages(review):
    """The review's passages in order, with no more than numbers and summaries need."""
    return list(
        Passage.objects.present()
        .filter(section__review=review)
        .only("id", "section_id", "kind", "title", "position", "created_at")
    )


def named_passages(review):
    """The review's passages in order, with a text no longer than is needed to know each by its first words."""
    passages = Passage.objects.present().filter(section__review=review).defer("text")
    passages = list(passages.annotate(beginning=Left("text", 120)).order_by("position", "created_at", "id"))
    for passage in passages:
        passage.text = passage.beginning
    return passages


def full_passages(section):
    """The present passages of a section with everything that is shown of them."""
    details = Recommendation.objects.prefetch_related("owners", "follows_from")
    sources = Source.objects.select_related("group", "session", "paper")
    return (
        section.passages.present()
        .select_related("section")
        .prefetch_related("themes", "indicators", Prefetch("sources", sources), Prefetch("recommendation", details))
    )


def shown(passage, numbers):
    """The passage with its number and those of the findings it follows from."""
    findings = []
    if passage.kind == Passage.Kind.RECOMMENDATION and hasattr(passage, "recommendation"):
        findings = [
            (finding, numbers[finding.pk])
            for finding in passage.recommendation.follows_from.all()
            if finding.pk in numbers
        ]
    return Shown(passage, numbers.get(passage.pk, ""), findings)


def shown_in(section, review, numbers):
    """What the section holds, in printed order."""
    passages = printed_order(full_passages(section), kloe=review.is_kloe)
    return [shown(passage, numbers) for passage in passages]


def runs_of(section, items):
    """What a section holds, as it is read and written: a Run of text, or findings by their kind and recommendations.

    A passage moves up and down within its run.
    """
    kinds = kinds_in(section)
    if not section.holds_findings:
        return [Run("text", "Text", kinds, items)]
    findings = [kind for kind in kinds if kind != Passage.Kind.RECOMMENDATION]
    others = [item for item in items if item.passage.kind != Passage.Kind.RECOMMENDATION]
    if section.kind == Section.Kind.LINE:
        used = {item.passage.kind for item in others}
        runs = [
            Run(kind, TITLES[kind], [kind], [item for item in others if item.passage.kind == kind])
            for kind in TITLES
            if kind in findings or kind in used
        ]
    else:
        runs = [Run("findings", "Findings", findings, others)]
    recommendations = [item for item in items if item.passage.kind == Passage.Kind.RECOMMENDATION]
    return [*runs, Run("recommendation", "Recommendations", [Passage.Kind.RECOMMENDATION], recommendations)]


def run_name(section, kind):
    """The name of the Run in which a passage of this kind stands in the section."""
    if not section.holds_findings:
        return "text"
    return kind if section.kind == Section.Kind.LINE or kind == Passage.Kind.RECOMMENDATION else "findings"


def findings_to_follow(review, section):
    """The findings that a recommendation of this section may follow from, as [(passage, number)], its own first."""
    numbers = numbers_in(review)
    passages = Passage.objects.present().filter(section__review=review).exclude(kind=Passage.Kind.RECOMMENDATION)
    passages = passages.exclude(kind=Passage.Kind.PARAGRAPH).order_by(
        "section__position", "position", "created_at", "id"
    )
    own = [item for item in passages if item.section_id == section.pk]
    others = [item for item in passages if item.section_id != section.pk]
    # One that was added a moment ago, after the numbers were counted, can be chosen a moment later.
    return [(passage, numbers[passage.pk]) for passage in own + others if passage.pk in numbers]


def section_context(review, section):
    """What the page of a section takes beside its head, in a fixed number of queries."""
    sections = sections_with_progress(review)
    numbers = passage_numbers([item.section for item in sections], light_passages(review), kloe=review.is_kloe)
    items = shown_in(section, review, numbers)
    return {
        "review": review,
        "section": section,
        "chapter": next(item.number for item in sections if item.section.pk == section.pk),
        "progress": sections,
        "runs": runs_of(section, items),
        "removed": section.passages.removed().count(),
        "can_edit": Verb.WRITE in review.allowed,
        "best": next((item for item in items if item.passage.says_it_best), None),
    }
