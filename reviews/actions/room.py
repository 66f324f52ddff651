"""What is said in the room on the last afternoon: choosing it, and marking that it was said."""

from django.db import transaction
from django.utils import timezone

from reviews.models import Feedback


@transaction.atomic
def choose_for_the_room(*, passages, extent, by):
    """Choose how much of each passage is said; an empty extent leaves those out that have not been said yet."""
    passages = list(passages)
    if not extent:
        Feedback.objects.filter(passage__in=passages, said_at=None).delete()
        return
    for passage in passages:
        Feedback.objects.update_or_create(
            passage=passage, defaults={"extent": extent}, create_defaults={"extent": extent, "chosen_by": by}
        )


@transaction.atomic
def mark_said(*, passages, said, by):
    """Mark chosen passages as said, or as not said. Marking one twice keeps the first time."""
    rows = Feedback.objects.filter(passage__in=list(passages))
    if said:
        rows.filter(said_at=None).update(said_at=timezone.now(), said_by=by)
    else:
        rows.update(said_at=None, said_by=None)
