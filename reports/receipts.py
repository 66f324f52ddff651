"""Who has opened what was released to them, read from the audit events."""

from accounts.models import AuditEvent

OPENING = ("version-read", "version-download")


def opened_by(review):
    """{(version id as text, user id): the moment of the first opening} for all versions of a review. One query."""
    events = AuditEvent.objects.filter(review_id=review.pk, verb__in=OPENING).order_by("-id")
    return {(event.target_id, event.actor_id): event.at for event in events}
