"""The programme of a visit: its days, what is on now and next, and the framework's model laid out over its days.

The clock is the server's, in the time of the installation: a device with a wrong clock shows the right session.
"""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from frameworks.models import GroupToMeet, ProgrammeSession


@dataclass(frozen=True)
class Clock:
    """What is on at a moment: sessions going on, those that come next, and those that are still to come."""

    now: list
    next: list
    to_come: list


def clock(sessions, moment=None):
    """`sessions` in order, as Clock at `moment` (an aware datetime; the present one where none is given).

    A session without an end goes on until the next one of its day starts. One without a start is on no clock, but is
    still to come until its day is over.
    """
    local = timezone.localtime(moment)
    timed = [session for session in sessions if session.start]
    now = [each for each in timed if each.date == local.date() and each.start <= local.time() < _end(each, timed)]
    later = [each for each in timed if (each.date, each.start) > (local.date(), local.time())]
    following = [each for each in later if (each.date, each.start) == (later[0].date, later[0].start)]
    to_come = [each for each in sessions if each in later or (each.start is None and each.date >= local.date())]
    return Clock(now, following, to_come)


def _end(session, timed):
    if session.end:
        return session.end
    starts = [each.start for each in timed if each.date == session.date and each.start > session.start]
    return min(starts, default=datetime.time.max)


def by_day(sessions):
    """[(date, its sessions)] of sessions in order."""
    return [(date, list(group)) for date, group in groupby(sessions, key=lambda session: session.date)]


def model_programme(edition):
    """The sessions that the framework's model programme holds for an edition, in order, with the groups to invite.

    A session for groups that an edition does not ask to be met, and for no others, is left out.
    """
    met = set(GroupToMeet.objects.met_in(edition).values_list("pk", flat=True))
    sessions = (
        ProgrammeSession.objects.filter(day__pack__editions=edition)
        .select_related("day")
        .prefetch_related("groups_to_meet__group")
        .order_by("day__number", "start", "position", "id")
    )
    found = []
    for session in sessions:
        groups = list(session.groups_to_meet.all())
        if not groups or any(group.pk in met for group in groups):
            found.append((session, [group for group in groups if group.pk in met]))
    return found


def not_laid_out(edition, sessions):
    """The model's sessions that are not among these, by their codes: as `model_programme` has them."""
    codes = {session.code for session in sessions}
    return [(session, groups) for session, groups in model_programme(edition) if session.code not in codes]


def laid_out(model, first, last):
    """The model's sessions with the day each falls on: [(date, session, groups)], whatever the number of days.

    Every session keeps its hour. With as many days as the model has, it keeps its day as well; with more, the model's
    days are cut into pieces, so that mornings stay mornings; with fewer, days lie on top of each other.
    """
    days = sorted({session.day.number for session, _groups in model})
    hours = {
        number: (
            min(_minutes(each.start) for each, _ in model if each.day.number == number),
            max(_minutes(each.end) for each, _ in model if each.day.number == number),
        )
        for number in days
    }
    length = (last - first).days + 1
    found = []
    for session, groups in model:
        start, end = hours[session.day.number]
        # How far into the model it stands, in whole numbers: no first session is rounded onto the day before.
        passed = days.index(session.day.number) * (end - start) + _minutes(session.start) - start
        day = passed * length // (len(days) * (end - start))
        found.append((first + datetime.timedelta(days=day), session, groups))
    return found


def _minutes(time):
    return time.hour * 60 + time.minute
