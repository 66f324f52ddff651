"""A proposed start of an easy read: ready rows about the visit, and rows that a person has still to write."""

from django.db import transaction
from django.utils.formats import date_format

from reports.easy_read_rows import easy_read_of
from reports.models import Action, EasyReadRow
from reports.workbench import title_of
from reviews.models import Passage, Review, SessionGroup

PROPOSED = (Passage.Kind.STRENGTH, Passage.Kind.RECOMMENDATION)
GROUPS_A_ROW = 3


@transaction.atomic
def propose_start(review):
    """Make rows from the review where the easy read has none: how many were made, 0 where there are rows already.

    Nothing is cut out of the report: a row about a passage has no text until a person writes it. Groups are named,
    people and their numbers never. The number of queries does not depend on the size of the review.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    easy_read = easy_read_of(review)
    if easy_read.rows.exists():
        return 0
    rows = [*_about(review), *_found(review), *_closing()]
    for position, row in enumerate(rows):
        row.easy_read, row.position = easy_read, position
        row.stand_as_written()
    EasyReadRow.objects.bulk_create(rows)
    return len(rows)


def _about(review):
    site = review.site.name
    yield _heading("About this report")
    yield _ready(f"We are a team from outside {site}.", "suitcase")
    yield _ready(f"We came to {site} in {_month(review)}.", "calendar")
    reasons = f" The review was asked for because: {review.purpose.strip()}" if review.purpose.strip() else ""
    yield _to_write(f"Say why we came.{reasons}")
    for groups in _a_few(_groups_met(review)):
        yield _ready(f"We talked to {_joined(groups)}.", "people-talking")
    yield _ready("This was not an inspection.", "not-allowed")


def _month(review):
    first, last = review.visit_from, review.visit_to
    if (first.year, first.month) == (last.year, last.month):
        return date_format(last, "F Y")
    return f"{date_format(first, 'F')} and {date_format(last, 'F Y')}"


def _groups_met(review):
    """The groups that were met, in easy words: "parents and families" in the middle of a sentence."""
    met = SessionGroup.objects.filter(session__review=review, planned=False).select_related("group")
    labels = [each.group.easy_read_label for each in met.order_by("group__position", "group_id", "id")]
    return [f"{label[:1].lower()}{label[1:]}" for label in dict.fromkeys(labels)]


def _a_few(names):
    return [names[start : start + GROUPS_A_ROW] for start in range(0, len(names), GROUPS_A_ROW)]


def _joined(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


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
        yield _heading(title_of(section))
        if section.domain and section.domain.easy_read_intro.strip():
            yield _ready(section.domain.easy_read_intro.strip())
        yield from (_strength(passage) for passage in here if passage.kind == Passage.Kind.STRENGTH)
        for passage in here:
            if passage.kind == Passage.Kind.RECOMMENDATION:
                yield _recommendation(passage)
                if passage.pk in answers:
                    yield _answer(passage, answers[passage.pk])
                else:
                    unanswered += _asked(passage) or [""]
    if unanswered:
        yield _heading("What they answered")
        yield from _not_answered(unanswered)


def _strength(passage):
    return _to_write("Say what is good here, in one idea.", passage)


def _recommendation(passage):
    asked = _asked(passage)
    whom = f"We asked {_joined(asked)}" if asked else "Say whom we asked"
    return _to_write(f"{whom}. Say what we asked them to do, in one idea.", passage)


def _asked(passage):
    """The organisations that a recommendation is addressed to; never a person."""
    details = getattr(passage, "recommendation", None)
    return [body.name for body in details.owners.all()] if details else []


def _answer(passage, responses):
    return _to_write(f"They have answered: {_joined(responses)}. Say what they said.", passage)


def _not_answered(unanswered):
    """Until somebody answers: a row for every few of those who were asked."""
    names = [name for name in dict.fromkeys(unanswered) if name]
    for few in _a_few(names):
        yield _ready(f"{_joined(few)} {'has' if len(few) == 1 else 'have'} not answered yet.", "clock")
    if not names:
        yield _ready("The people we asked have not answered yet.", "clock")


def _closing():
    yield _heading("Thank you")
    yield _ready("Thank you to everyone who talked to us.", "handshake")


def _heading(text):
    return EasyReadRow(kind=EasyReadRow.Kind.HEADING, text=text)


def _ready(text, picture=""):
    return EasyReadRow(text=text, picture=picture)


def _to_write(brief, passage=None):
    return EasyReadRow(brief=brief, passage=passage)
