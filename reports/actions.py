"""What people set going on the report pages: issuing, recalling, drafts."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from reports import tasks
from reports.drafts import ask_for_draft
from reports.models import FileFormat, Release, Version
from reports.sealing import freeze
from reports.testing import make_link


@transaction.atomic
def issue_review(*, review, by, easy_read_reason="", subject=Version.Subject.REPORT):
    """Freeze the report, or its update, as the next version; the worker renders, checks, seals and releases it.

    `easy_read_reason` says why the easy read is not there, or not tested and signed off, where that is so.
    Returns the Version. Raises reports.sealing.CannotIssue.
    """
    version = freeze(review=review, by=by, easy_read_reason=easy_read_reason, subject=subject)
    tasks.seal_version.enqueue(version_id=str(version.pk))
    return version


@transaction.atomic
def make_draft(*, review, kind, file_format, by):
    """Have the worker render the working text as it stands; returns the Draft, waiting."""
    draft = ask_for_draft(review=review, kind=kind, file_format=file_format, by=by)
    tasks.make_draft.enqueue(draft_id=draft.pk)
    return draft


def make_drafts(*, reviews, kind, by, file_format=FileFormat.PDF):
    """Have the worker make the same kind of draft of many reviews; returns how many.

    Each is handed over in a transaction of its own: nobody else waits, and if this is interrupted, those that were
    handed over are made. Asking again does no harm.
    """
    return len([make_draft(review=review, kind=kind, file_format=file_format, by=by) for review in reviews])


@transaction.atomic
def make_tester_link(*, link, days, by):
    """Make a link for a test (`link.token` is its key, stored nowhere), and have the worker make the paper sheet."""
    link = make_link(link=link, days=days, by=by)
    tasks.make_sheet.enqueue(link_id=link.pk)
    return link


@transaction.atomic
def recall_release(*, release, by, reason):
    """Take a release back: its recipients can no longer open it. The version stays sealed and is not changed."""
    stored = Release.objects.in_force().select_for_update().get(pk=release.pk)
    stored.recalled_at, stored.recalled_by, stored.recall_reason = timezone.now(), by, reason
    stored.save(update_fields=["recalled_at", "recalled_by", "recall_reason"])
    record("release-recall", stored, by=by, review=stored.version.review)
    return stored


@transaction.atomic
def choose_copy(*, recipient, copy, by):
    """Give a recipient another kind of copy, a value of Recipient.Copy, from their next download on."""
    recipient.copy = copy
    recipient.save(update_fields=["copy"])
    version = recipient.release.version
    record("recipient-copy", version, by=by, review=version.review, recipient=recipient.user_id, copy=str(copy))
    return recipient
