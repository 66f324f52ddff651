"""A proposed start of an easy read: ready rows about the visit, and rows that a person has still to write."""

from django.db import transaction

from reports.easy_reads import SUMMARY
from reports.models import Action
from reports.proposed_rows import (
    asked_in,
    few_at_a_time,
    heading,
    joined,
    keep_rows,
    not_answered,
    ready,
    thanks,
    to_write,
    who_we_are,
)
from reports.workbench import title_of
from reviews.models import Passage, Review, SessionGroup

PROPOSED = (Passage.Kind.STRENGTH, Passage.Kind.RECOMMENDATION)


@transaction.atomic
def propose_start(review):
    """Make rows from the review where the easy read has none: how many were made, 0 where there are rows already.

    Nothing is cut out of the report: a row about a passage has no text until a person writes it. Groups are named,
    people and their numbers never. The number of queries does not depend on the size of the review.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    easy_read = SUMMARY.begun(review)
    if easy_read.rows.exists():
        return 0
    return keep_rows(easy_read, [*_about(review), *_found(review), *thanks()])


def _about(review):
    yield heading("About this report")
    yield from who_we_are(review)
    reasons = f" The review was asked for because: {review.purpose.strip()}" if review.purpose.strip() else ""
    yield to_write(f"Say why we came.{reasons}")
    for groups in few_at_a_time(_groups_met(review)):
        yield ready(f"We talked to {joined(groups)}.", "people-talking")
    yield ready("This was not an inspection.", "not-allowed")


def _groups_met(review):
    """The groups that were met, in easy words: "parents and families" in the middle of a sentence."""
    met = SessionGroup.objects.filter(session__review=review, planned=False).select_related("group")
    labels = [each.group.easy_read_label for each in met.order_by("group__position", "group_id", "id")]
    return [f"{label[:1].lower()}{label[1:]}" for label in dict.fromkeys(labels)]


def _found(review):
    passages = (
        Passage.objects.present()
        .filter(section__review=review, kind__in=PROPOSED)
        .exclude(text="")
        .select_related("recommendation")
        .prefetch_related("recommendation__owners")
    )
    answers = {}
    for action in Action.objects.filter(recommendation__passage__section__review=review).order_by("position", "id"):
        answers.setdefault(action.recommendation_id, []).append(action.get_response_display().lower())
    of_section = {}
    for passage in passages:
        of_section.setdefault(passage.section_id, []).append(passage)
    unanswered = []
    for section in review.sections.select_related("domain"):
        here = of_section.get(section.pk, [])
        if not section.holds_findings or not here:
            continue
        yield heading(title_of(section))
        if section.domain and section.domain.easy_read_intro.strip():
            yield ready(section.domain.easy_read_intro.strip())
        yield from (_strength(passage) for passage in here if passage.kind == Passage.Kind.STRENGTH)
        for passage in here:
            if passage.kind == Passage.Kind.RECOMMENDATION:
                yield _recommendation(passage)
                if passage.pk in answers:
                    yield _answer(passage, answers[passage.pk])
                else:
                    unanswered += asked_in(passage) or [""]
    if unanswered:
        yield heading("What they answered")
        yield from not_answered(unanswered)


def _strength(passage):
    return to_write("Say what is good here, in one idea.", passage)


def _recommendation(passage):
    asked = asked_in(passage)
    whom = f"We asked {joined(asked)}" if asked else "Say whom we asked"
    return to_write(f"{whom}. Say what we asked them to do, in one idea.", passage)


def _answer(passage, responses):
    return to_write(f"They have answered: {joined(responses)}. Say what they said.", passage)
