"""The rows of an easy read: putting them in order, taking one out, thinning the versions of their texts."""

from django.db import transaction
from django.db.models import F, Q

from reports.models import EasyReadRow, RowVersion
from reviews.history import VISIT_IS_OVER, thin
from reviews.models import Review


@transaction.atomic
def place_row(*, row, after=None):
    """Save a new row behind the row `after`, or at the end."""
    _lock(row.easy_read)
    last = row.easy_read.rows.order_by("-position").values_list("position", flat=True).first()
    row.position = 0 if last is None else last + 1
    if after is not None:
        row.position = after.position + 1
        row.easy_read.rows.filter(position__gt=after.position).update(position=F("position") + 1)
    row.save()
    return row


@transaction.atomic
def move_row(*, row, up):
    """Swap the row with the one before it (`up`) or behind it; at the end of the list nothing happens: False."""
    _lock(row.easy_read)
    rows = list(row.easy_read.rows.all())
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for position, moved in enumerate(rows):
        moved.position = position
    EasyReadRow.objects.bulk_update(rows, ["position"])
    return True


def remove_row(*, row):
    row.delete()


def thin_row_versions():
    """Do for the texts of rows what `thin_versions` does for those of a review. Returns how many went."""
    over = Q(row__easy_read__review__stage__in=VISIT_IS_OVER) | Q(row__easy_read__update_of__stage__in=VISIT_IS_OVER)
    return thin(RowVersion.objects.filter(over), ["row_id", "field"])


def _lock(easy_read):
    """One change of order at a time; the review's row is what stands still."""
    Review.objects.select_for_update().get(pk=easy_read.about_id)
