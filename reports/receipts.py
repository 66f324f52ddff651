"""Who has opened what was released to them, and had a copy made of it, read from the audit events."""

from accounts.models import AuditEvent

DOWNLOAD = "version-download"
OPENING = ("version-read", DOWNLOAD)


def openings(review):
    """The first moments of all versions of a review: (when opened, when downloaded). One query.

    Both are {(version id as text, user id): moment}.
    """
    opened, downloaded = {}, {}
    for event in AuditEvent.objects.filter(review_id=review.pk, verb__in=OPENING).order_by("-id"):
        opened[event.target_id, event.actor_id] = event.at
        if event.verb == DOWNLOAD:
            downloaded[event.target_id, event.actor_id] = event.at
    return opened, downloaded
