"""Who was met and who the team were, as the report prints them: counted in groups, never a group under five."""

from django.utils.formats import date_format

from reports.tree import Paragraph, Part, Table, Text

FEWEST = 5
TOO_FEW = "fewer than five"


def visit_dates(first, last):
    """The days of a visit as a text: "12 May 2016", "11 and 12 October 2016", "31 March to 2 April 2016"."""
    if first == last:
        return date_format(first, "j F Y")
    joined = "and" if (last - first).days == 1 else "to"
    start = (
        "j" if (first.year, first.month) == (last.year, last.month) else "j F" if first.year == last.year else "j F Y"
    )
    return f"{date_format(first, start)} {joined} {date_format(last, 'j F Y')}"


def who_we_met(met):
    """The Part "Who we met", or None where nobody is recorded.

    `met` are SessionGroups of one review with their groups, in order, without those that are only planned. A group has
    one row, its numbers added up. A sum below five, or none given, prints "fewer than five" and stays out of the total,
    so that it cannot be worked out.
    """
    groups = {}
    for session_group in met:
        groups.setdefault(session_group.group, []).append(session_group.number)
    if not groups:
        return None
    counted = {group: sum(number or 0 for number in numbers) for group, numbers in groups.items()}
    some_unknown = {group for group, numbers in groups.items() if None in numbers}
    rows = tuple((group.title, _count(number, group in some_unknown)) for group, number in counted.items())
    table = Table(key="people-met", source=None, caption="People met", header=("Group", "How many"), rows=rows)
    return Part(
        key="who-we-met", source=None, title="Who we met", blocks=(table, *_total(groups, counted, some_unknown))
    )


def team(members):
    """The Part "The team", or None where no member is recorded."""
    rows = tuple(
        (member.name, member.get_role_display(), ", ".join(filter(None, (member.job, member.organisation))))
        for member in members
    )
    if not rows:
        return None
    header = ("Name", "On the team as", "Job")
    table = Table(key="team-members", source=None, caption="Members of the review team", header=header, rows=rows)
    return Part(key="team", source=None, title="The team", blocks=(table,))


def _count(number, some_unknown):
    if number < FEWEST:
        return TOO_FEW
    return f"more than {number}" if some_unknown else str(number)


def _total(groups, counted, some_unknown):
    """A sentence with the number of people met in all; none where it would say no more than the only row does."""
    shown = [number for number in counted.values() if number >= FEWEST]
    if len(shown) < 2:
        return ()
    more = "more than " if some_unknown or len(shown) < len(counted) else ""
    text = f"In all we met {more}{sum(shown)} people."
    if any(len(numbers) > 1 for numbers in groups.values()):
        text += " Somebody who came to two sessions is counted twice."
    return (Paragraph(key="people-met-in-all", source=None, content=(Text(text),)),)
