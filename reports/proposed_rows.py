"""Rows that are proposed for an easy read: those that are ready, and those that a person has still to write."""

from django.utils.formats import date_format

from reports.models import EasyReadRow

GROUPS_A_ROW = 3


def heading(text):
    return EasyReadRow(kind=EasyReadRow.Kind.HEADING, text=text)


def ready(text, picture="", passage=None, alt=""):
    """A row in words of our own. Whoever writes looks at it all the same."""
    return EasyReadRow(text=text, picture=picture, alt=alt, passage=passage)


def to_write(brief, passage=None):
    """A row without a text: `brief` says what it has to say. Nothing is cut out of the report for it."""
    return EasyReadRow(brief=brief, passage=passage)


def keep_rows(easy_read, rows):
    """Store the proposed rows of an easy read that has none, in their order; returns how many."""
    for position, row in enumerate(rows):
        row.easy_read, row.position = easy_read, position
        row.stand_as_written()
    EasyReadRow.objects.bulk_create(rows)
    return len(rows)


def who_we_are(review):
    """What opens every easy read: who wrote it, and when they came."""
    site = review.site.name
    yield ready(f"We are a team from outside {site}.", "suitcase")
    yield ready(f"We came to {site} in {_months(review)}.", "calendar")


def thanks():
    yield heading("Thank you")
    yield ready("Thank you to everyone who talked to us.", "handshake")


def not_answered(names):
    """Until somebody answers: a row for every few of those who were asked, each named once; "" is nobody by name."""
    named = [name for name in dict.fromkeys(names) if name]
    for few in few_at_a_time(named):
        yield ready(f"{joined(few)} {'has' if len(few) == 1 else 'have'} not answered yet.", "clock")
    if not named:
        yield ready("The people we asked have not answered yet.", "clock")


def asked_in(passage):
    """The organisations that a recommendation is addressed to; never a person."""
    details = getattr(passage, "recommendation", None)
    return [body.name for body in details.owners.all()] if details else []


def few_at_a_time(names):
    return [names[start : start + GROUPS_A_ROW] for start in range(0, len(names), GROUPS_A_ROW)]


def joined(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _months(review):
    first, last = review.visit_from, review.visit_to
    if (first.year, first.month) == (last.year, last.month):
        return date_format(last, "F Y")
    return f"{date_format(first, 'F')} and {date_format(last, 'F Y')}"
