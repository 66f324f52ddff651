"""The order of passages in a section, and of lines in a review."""

from django.db import transaction

from reviews.actions.locking import lock_review
from reviews.models import Passage, Section


def siblings(passage):
    """The passages, in order, among which a passage moves up and down: those printed in one run with it."""
    present = passage.section.passages.present()
    if passage.section.kind == Section.Kind.LINE or passage.kind == Passage.Kind.RECOMMENDATION:
        return present.filter(kind=passage.kind)
    return present.exclude(kind=Passage.Kind.RECOMMENDATION)


@transaction.atomic
def move_passage(*, passage, up):
    """Move a passage one place up or down; at the end of the run it stays. Returns the run in its new order.

    The passage is not in the run if it was removed meanwhile; then nothing moves.
    """
    lock_review(passage.section.review_id)
    run = list(siblings(Passage.objects.select_related("section").get(pk=passage.pk)))
    if passage in run:
        _move(run, passage, up)
        Passage.objects.bulk_update(run, ["position"])
    return run


@transaction.atomic
def move_line(*, section, up):
    """Move a line of enquiry one place up or down among the lines. Returns its place from 1 and their number."""
    lines = list(Section.objects.select_for_update().filter(review=section.review_id, kind=Section.Kind.LINE))
    _move(lines, section, up)
    Section.objects.bulk_update(lines, ["position"])
    return lines.index(section) + 1, len(lines)


def _move(run, item, up):
    """Put `item` one place on in the list and deal out the positions that the list had, in order and all different."""
    place = run.index(item)
    run.insert(max(place - 1, 0) if up else place + 1, run.pop(place))
    first = min(other.position for other in run)
    positions = sorted({other.position for other in run})
    if len(positions) < len(run):
        positions = range(first, first + len(run))
    for other, position in zip(run, positions, strict=True):
        other.position = position
