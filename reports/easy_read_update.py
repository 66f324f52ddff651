"""The easy-read update, “what happened next”: rows proposed from the answers to the recommendations."""

from django.db import transaction

from reports.models import Action, EasyRead, EasyReadRow
from reviews.models import Passage, Review

ANSWERED = {
    Action.Response.ACCEPTED: "said yes.",
    Action.Response.PARTLY: "said yes to a part of this.",
    Action.Response.DECLINED: "said no.",
}
GONE_ON = {
    Action.Status.NOT_STARTED: "They have not started yet.",
    Action.Status.UNDER_WAY: "They have started.",
    Action.Status.COMPLETE: "They have done it.",
    Action.Status.STOPPED: "They have stopped.",
}
NOT_ANSWERED = "They have not answered yet."


class NothingToPropose(Exception):
    """No rows can be proposed; the message says why."""


def update_of(review):
    """The review's easy-read update; made on first use, as part of a request that writes."""
    update, _ = EasyRead.objects.get_or_create(update_of=review)
    return update


@transaction.atomic
def propose_rows(review):
    """Fill an empty update: for each recommendation what was asked, what was answered, and how it goes on.

    Raises NothingToPropose where somebody has begun already, or where the report recommends nothing.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    update = update_of(review)
    if update.rows.exists():
        raise NothingToPropose("There are rows already. Remove them first to begin anew.")
    rows = [row for passage in _recommended(review) for row in _rows_for(passage)]
    if not rows:
        raise NothingToPropose("The report has no recommendations.")
    for position, row in enumerate(rows):
        row.easy_read, row.position = update, position
    EasyReadRow.objects.bulk_create(rows)
    return rows


def _recommended(review):
    passages = Passage.objects.present().filter(section__review=review, kind=Passage.Kind.RECOMMENDATION)
    passages = passages.exclude(text="").order_by("section__position", "position", "id")
    return passages.prefetch_related("recommendation__actions__body", "recommendation__actions__progress")


def _rows_for(passage):
    """What was asked stands in the report's own words: nobody else can say it easily but a person."""
    yield EasyReadRow(text=f"We said: {passage.title or _first_words(passage.text)}", passage=passage)
    details = getattr(passage, "recommendation", None)
    actions = list(details.actions.all()) if details else []
    if not actions:
        yield EasyReadRow(text=NOT_ANSWERED, passage=passage)
    for action in actions:
        for text in _said(action):
            yield EasyReadRow(text=text, passage=passage)


def _said(action):
    """One sentence a row, as it was answered; what came as free words is marked as such."""
    yield f"{action.body.name if action.body else 'They'} {ANSWERED[action.response]}"
    if action.response != Action.Response.ACCEPTED and action.reason.strip():
        yield f"They said why: {_first_words(action.reason)}"
    if action.response == Action.Response.DECLINED:
        return
    yield GONE_ON.get(action.status, "They have not told us yet how it goes on.")
    progress = list(action.progress.all())
    if progress:
        yield f"They told us: {_first_words(progress[-1].text)}"


def _first_words(text, most=30):
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")
