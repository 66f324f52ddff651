"""Giving the easy read back to those who took part: to whom, by whom, by when, and whether it was done."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.audit import record
from reviews.models import SessionGroup


def promised(review):
    """The groups to whom the easy read is to be taken back, the earliest day first. One query."""
    groups = SessionGroup.objects.filter(session__review=review).exclude(Q(easy_read_by="") & Q(easy_read_due=None))
    groups = groups.select_related("session", "group", "easy_read_given_by")
    return list(
        groups.order_by(F("easy_read_due").asc(nulls_last=True), "session__date", "session_id", "position", "id")
    )


def overdue(review):
    """Those of them to whom it should have gone by now, and has not."""
    return [group for group in promised(review) if group.is_overdue]


@transaction.atomic
def give_back(*, group, on, note, by):
    """Note that the easy read was taken back to a group on a day."""
    group.easy_read_given, group.easy_read_given_note, group.easy_read_given_by = on or timezone.localdate(), note, by
    _save(group, by)


@transaction.atomic
def undo_give_back(*, group, by):
    """It was a mistake: it has not been taken back yet."""
    group.easy_read_given, group.easy_read_given_note, group.easy_read_given_by = None, "", None
    _save(group, by)


def _save(group, by):
    group.save(update_fields=["easy_read_given", "easy_read_given_note", "easy_read_given_by"])
    record("easy-read-give-back", group, by=by, review=group.session.review, given=group.easy_read_given is not None)
