"""Writes audit events."""

from accounts.models import AuditEvent


def record(verb, target, *, by=None, review=None, **detail):
    """Append what `by` (a User or None) did to `target` (a saved instance). `detail` holds ids and counts only."""
    return AuditEvent.objects.create(
        actor_id=getattr(by, "pk", None),
        verb=verb,
        target_label=target._meta.label_lower,
        target_id=str(target.pk),
        review_id=getattr(review, "pk", None),
        detail=detail,
    )
