"""A proposed start of the easy-read update, “what happened next”: rows by what became of each recommendation."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from reports.easy_reads import SUMMARY, UPDATE
from reports.models import Action, EasyReadRow
from reports.proposed_rows import (
    asked_in,
    heading,
    joined,
    keep_rows,
    not_answered,
    ready,
    thanks,
    to_write,
    who_we_are,
)
from reviews.models import Passage, Review

DONE = "What they have done"
DOING = "What they are doing now"
NOT_YET = "What they have not done yet"
WILL_NOT = "What they will not do, and why"
UNANSWERED = "What they have not answered"
OUTCOMES = (DONE, DOING, NOT_YET, WILL_NOT)
OF_STATUS = {
    Action.Status.COMPLETE: DONE,
    Action.Status.UNDER_WAY: DOING,
    Action.Status.STOPPED: WILL_NOT,
}
ANSWERED = {
    Action.Response.ACCEPTED: ("said yes.", "thumbs-up"),
    Action.Response.PARTLY: ("said yes to a part of this.", "speech-bubble"),
    Action.Response.DECLINED: ("said no.", "thumbs-down"),
}


class NothingToPropose(Exception):
    """No rows can be proposed; the message says why."""


@transaction.atomic
def propose_rows(review):
    """Fill an empty update from the answers to the recommendations; returns how many rows there are now.

    What was asked is said in the words of the summary, which people have written and tested. Where it has none, and
    for what the site wrote, a row is left to be written: nothing is cut out of a report or an answer.
    Raises NothingToPropose where somebody has begun already, or where the report recommends nothing.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    update = UPDATE.begun(review)
    if update.rows.exists():
        raise NothingToPropose("There are rows already. Remove them first to begin anew.")
    passages = list(_recommended(review))
    if not passages:
        raise NothingToPropose("The report has no recommendations.")
    return keep_rows(update, [*_opening(review, len(passages)), *_by_outcome(review, passages), *_closing()])


def _recommended(review):
    passages = Passage.objects.present().filter(section__review=review, kind=Passage.Kind.RECOMMENDATION)
    passages = passages.exclude(text="").order_by("section__position", "position", "id")
    return passages.prefetch_related(
        "recommendation__owners", "recommendation__actions__body", "recommendation__actions__progress"
    )


def _opening(review, count):
    yield heading("What we did")
    yield from who_we_are(review)
    yield ready(f"We wrote a report. It asked people to do {count} thing{'' if count == 1 else 's'}.", "list")
    yield ready("Now we say what they have done.", "checking-a-report")


def _closing():
    yield heading("What happens now")
    yield to_write("Say when you will tell people more, or that this was the last time.")
    yield from thanks()


def _by_outcome(review, passages):
    """Every recommendation under the heading of what became of it; where answers differ, under several."""
    asked = _asked_in_the_summary(review)
    under = {outcome: [] for outcome in (*OUTCOMES, UNANSWERED)}
    for passage in passages:
        actions = _actions(passage)
        for outcome, same in actions.items():
            under[outcome] += [asked.get(passage.pk) or _to_ask(passage)]
            under[outcome] += [row for action in same for row in _told(action, outcome, passage)]
        if not actions:
            under[UNANSWERED] += [asked.get(passage.pk) or _to_ask(passage), *not_answered(asked_in(passage))]
    for outcome, rows in under.items():
        if rows:
            yield heading(outcome)
            yield from (_again(row) for row in rows)


def _asked_in_the_summary(review):
    """{id of a recommendation: a row as the summary says it, with its picture}, where it does."""
    found = {}
    rows = SUMMARY.rows(EasyReadRow.objects.exclude(passage=None).exclude(text=""), review)
    for row in rows.select_related("passage"):
        found.setdefault(row.passage_id, ready(row.text, row.picture, row.passage, row.alt))
    return found


def _again(row):
    """A row of its own, because one that is told under two headings stands twice."""
    return EasyReadRow(
        kind=row.kind, text=row.text, brief=row.brief, picture=row.picture, alt=row.alt, passage=row.passage
    )


def _to_ask(passage):
    asked = asked_in(passage)
    whom = f"We asked {joined(asked)}" if asked else "Say whom we asked"
    return to_write(f"{whom}. Say what we asked them to do, in one idea.", passage)


def _actions(passage):
    """{outcome: [Action]} of a recommendation."""
    details = getattr(passage, "recommendation", None)
    found = defaultdict(list)
    for action in details.actions.all() if details else ():
        declined = action.response == Action.Response.DECLINED
        found[WILL_NOT if declined else OF_STATUS.get(action.status, NOT_YET)].append(action)
    return found


def _told(action, outcome, passage):
    """What was answered, how far it is, and why not more: one idea a row."""
    says, picture = ANSWERED[action.response]
    yield ready(f"{action.body.name if action.body else 'They'} {says}", picture, passage)
    if outcome == NOT_YET:
        yield ready(_not_yet(action), "waiting", passage)
    elif action.response != Action.Response.DECLINED:
        yield _how_far(action, outcome, passage)
    if outcome == WILL_NOT or action.response != Action.Response.ACCEPTED:
        yield _why(action, passage)


def _why(action, passage):
    if action.reason.strip():
        return to_write(f"Say why, in one idea. They wrote: “{action.reason.strip()}”", passage)
    return ready("We do not know why.", "question", passage)


def _not_yet(action):
    started = "They have not started yet." if action.status else "They have not told us yet how it goes on."
    if action.due is None:
        return started
    past = action.due < timezone.localdate()
    return f"{started} They {'wanted' if past else 'want'} to do it by {date_format(action.due, 'F Y')}."


def _how_far(action, outcome, passage):
    says, picture = {
        DONE: ("They have done it.", "tick"),
        DOING: ("They have started.", "arrow-right"),
        WILL_NOT: ("They have stopped.", "stop-sign"),
    }[outcome]
    progress = list(action.progress.all())
    words = progress[-1].text if progress else action.action
    if words.strip():
        return to_write(f"{says} Say what they did, in one idea. They wrote: “{words.strip()}”", passage)
    return ready(says, picture, passage)
