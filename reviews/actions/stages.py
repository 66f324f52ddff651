"""What changes several rows of a review at once: starting it, and moving it from stage to stage."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from reviews.access import TRANSITIONS, roles_in
from reviews.models import Review, Section, StageChange

BACKGROUND, OVERALL, SUMMARY, CLOSING = "background", "overall-strengths", "summary", "closing"


class MoveRefused(Exception):
    """The review cannot make this move; the message says why."""


@transaction.atomic
def start_review(*, review, by, lines=None):
    """Save a new review and lay out its sections as its edition has them.

    `lines` are the edition's lines of enquiry (Domains) that the site has agreed to; None means all of them.
    """
    review.save()
    Section.objects.bulk_create(sections_of(review, lines))
    record("review-start", review, by=by, review=review)
    return review


def sections_of(review, lines=None):
    """The sections, not saved, that a new review has: in a review by lines of enquiry, one for each line proposed.

    With `lines`, only those of the edition's domains that are among them.
    """
    kind = Section.Kind
    domain_kind = kind.LINE if review.is_kloe else kind.DOMAIN
    rows = [(kind.BACKGROUND, BACKGROUND, "Background", None)]
    domains = [domain for domain in review.edition.domains.all() if lines is None or domain in lines]
    rows += [(domain_kind, domain.code, domain.title, domain) for domain in domains]
    if review.is_kloe:
        rows.append((kind.OVERALL, OVERALL, "Overall strengths", None))
    rows += [(kind.SUMMARY, SUMMARY, "Summary", None), (kind.CLOSING, CLOSING, "Closing", None)]
    return [
        Section(review=review, kind=kind_, code=code, title=title, domain=domain, position=position)
        for position, (kind_, code, title, domain) in enumerate(rows)
    ]


@transaction.atomic
def move_review(*, review, to, by, reason="", releasing=False):
    """Move the review to the stage `to`, if the table allows it from the stage it is in now and allows it to `by`.

    `releasing` is said by the action that issues a version, and by nobody else. Raises MoveRefused or PermissionDenied.
    """
    stored = Review.objects.select_for_update().get(pk=review.pk)
    move = next((move for move in TRANSITIONS if (move.from_stage, move.to_stage) == (stored.stage, to)), None)
    if move is None or move.by_releasing != releasing:
        raise MoveRefused(
            f"The review is at the stage “{stored.get_stage_display()}” and cannot move from there to that stage. "
            "Somebody may have moved it a moment ago."
        )
    if not move.who & roles_in(by, stored):
        raise PermissionDenied("Somebody else has to make this move.")
    if move.needs_reason and not reason.strip():
        raise MoveRefused("Say why: a move back is kept with its reason.")
    stored.stage, stored.stage_since = to, timezone.now()
    stored.save(update_fields=["stage", "stage_since"])
    StageChange.objects.create(
        review=stored, from_stage=move.from_stage, to_stage=to, reason=reason.strip(), by=by, at=stored.stage_since
    )
    record("review-move", stored, by=by, review=stored, to=str(to))
    review.stage, review.stage_since = stored.stage, stored.stage_since
    return review
