"""How far a review is: what each stage is for, what each section holds, and what is still missing, in words."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format

from reviews.access import Verb
from reviews.giving_back import overdue
from reviews.models import Member, Passage, Recommendation, Section, Stage
from reviews.numbering import chapter_numbers

PURPOSE = {
    Stage.PREPARING: "The team agrees dates, asks the site for its papers and plans whom to meet.",
    Stage.VISITING: "The team is at the site. Write down what you hear and see, section by section, while it is fresh.",
    Stage.WRITING: "The team writes the report from what was said in the room. It should be ready in ten working days.",
    Stage.QUALITY_CHECK: "Somebody who was not on the visit reads the report and approves it or sends it back.",
    Stage.FACTUAL_ACCURACY: "The site reads the draft and says what is wrong. After that the report can be issued.",
    Stage.ISSUED: "The report and the easy read are with the site’s commissioners.",
    Stage.FOLLOW_UP: "The site says what it is doing about each recommendation.",
    Stage.CLOSED: "The review is finished. It can be read, but not changed.",
}

WORDS = {
    Passage.Kind.PARAGRAPH: ("paragraph", "paragraphs"),
    Passage.Kind.FINDING: ("finding", "findings"),
    Passage.Kind.STRENGTH: ("strength", "strengths"),
    Passage.Kind.DEVELOPMENT: ("area for development", "areas for development"),
    Passage.Kind.RECOMMENDATION: ("recommendation", "recommendations"),
}


@dataclass(frozen=True)
class SectionProgress:
    """A section with its chapter number and how many passages of each kind it holds."""

    section: Section
    number: str
    counts: dict

    @property
    def written(self):
        return sum(self.counts.values())

    @property
    def in_words(self):
        parts = [_counted(self.counts[kind], words) for kind, words in WORDS.items() if self.counts.get(kind)]
        return ", ".join(parts) or "Nothing written yet"


@dataclass(frozen=True)
class Missing:
    """Something a stage still asks for, and where to do it."""

    text: str
    url: str


def sections_with_progress(review):
    """The review's sections in order, each as SectionProgress, in two queries."""
    sections = list(review.sections.select_related("domain"))
    numbers = chapter_numbers(sections, kloe=review.is_kloe)
    counts = {section.pk: {} for section in sections}
    rows = Passage.objects.present().filter(section__review=review).order_by()
    for row in rows.values("section_id", "kind").annotate(number=Count("id")):
        counts[row["section_id"]][row["kind"]] = row["number"]
    return [SectionProgress(section, numbers[section.pk], counts[section.pk]) for section in sections]


def missing(review, progress):
    """What the present stage still asks for, most pressing first; `progress` is `sections_with_progress`."""
    if review.stage == Stage.PREPARING:
        return [*_missing_contact(review), *_missing_people(review), *_missing_papers(review)]
    if review.stage in (Stage.ISSUED, Stage.FOLLOW_UP):
        return list(_missing_at_those_who_took_part(review))
    if Verb.WRITE not in review.allowed and review.stage not in (Stage.QUALITY_CHECK, Stage.FACTUAL_ACCURACY):
        return []
    contact = _missing_contact(review) if review.stage == Stage.VISITING else []
    return [
        *contact,
        *_missing_text(review, progress),
        *_missing_in_recommendations(review),
        *_missing_in_between(review),
    ]


def _missing_at_those_who_took_part(review):
    page = reverse("giving_back_list", args=[review.pk])
    for group in overdue(review):
        who = f" {group.easy_read_by} said they would take it." if group.easy_read_by else ""
        yield Missing(
            f"The easy read has not gone back to {group.group} ({group.session}). It was due on "
            f"{date_format(group.easy_read_due, 'j F Y')}.{who}",
            page,
        )


def _missing_contact(review):
    """Nobody goes to a site without knowing whom to tell."""
    if not review.safeguarding_contact.strip():
        details = reverse("review_edit", args=[review.pk])
        yield Missing("Name the safeguarding contact, whom the team tells if somebody is at risk.", details)


def _missing_people(review):
    details = reverse("review_edit", args=[review.pk])
    roles = set(review.members.current().values_list("role", flat=True))
    if Member.Role.LEAD not in roles:
        yield Missing("Nobody leads the review yet. Centre staff can add a lead reviewer.", review.get_absolute_url())
    if not review.purpose:
        yield Missing("Say why the review was asked for.", details)


def _missing_papers(review):
    papers = reverse("paper_list", args=[review.pk])
    asked = review.papers.aggregate(all=Count("id"), waiting=Count("id", filter=Q(supplied=False)))
    if not asked["all"]:
        yield Missing("No papers have been asked for.", papers)
    elif asked["waiting"]:
        yield Missing(f"{_counted(asked['waiting'], ('paper has', 'papers have'))} not arrived.", papers)
    if not review.sessions.exists():
        yield Missing("The programme has no sessions.", f"{papers}#programme")


def _missing_text(review, progress):
    for item in progress:
        if item.section.kind != Section.Kind.CLOSING and not item.written:
            yield Missing(f"Nothing is written in “{item.section}”.", item.section.get_absolute_url())


def _missing_in_recommendations(review):
    rows = Recommendation.objects.filter(
        passage__section__review=review,
        passage__removed_at=None,
        passage__kind=Passage.Kind.RECOMMENDATION,
    )
    rows = list(
        rows.annotate(bodies=Count("owners"))
        .order_by("passage__section__position", "passage__position", "passage_id")
        .values("passage_id", "passage__section__code", "horizon", "bodies")
    )
    without = {
        "say whose they are": [row for row in rows if not row["bodies"]],
        "say by when": [row for row in rows if not row["horizon"]],
    }
    for what, lacking in without.items():
        if lacking:
            section = reverse("section_detail", args=[review.pk, lacking[0]["passage__section__code"]])
            yield Missing(
                f"Recommendations that do not {what}: {len(lacking)}.", f"{section}#passage-{lacking[0]['passage_id']}"
            )


def _missing_in_between(review):
    sections = review.sections.filter(kind__in=(Section.Kind.DOMAIN, Section.Kind.LINE))
    unanswered = sections.annotate(
        indicators=Count("domain__indicators", distinct=True),
        set_already=Count("coverage", distinct=True),
    )
    for section in unanswered:
        # That an indicator was not looked at is an answer too.
        left = section.indicators - section.set_already
        if left > 0:
            has = "has" if left == 1 else "have"
            yield Missing(
                f"“{section}”: {left} of {section.indicators} indicators {has} no coverage set.",
                f"{section.get_absolute_url()}#coverage",
            )
    if not review.headline:
        details = reverse("review_edit", args=[review.pk])
        yield Missing("The review has no headline, the sentence for comparison.", details)


def _counted(number, words):
    one, many = words
    return f"{number} {one if number == 1 else many}"
