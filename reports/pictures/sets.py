"""Which sets of pictures are offered for new rows, and in which order they are found."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q

from accounts.audit import record
from reports.models import PictureSet
from reports.pictures.listed import SHIPPED, offered_pictures, shipped_set


@dataclass(frozen=True)
class SetOfPictures:
    """A set as the page of staff shows it; the shipped one may have no row."""

    code: str
    title: str
    credit: str
    licence: str
    offered: bool
    count: int


def all_sets():
    """Every set, first the one whose pictures are found first. The shipped one is last unless it was moved."""
    rows = PictureSet.objects.annotate(count=Count("pictures", filter=Q(pictures__offered=True)))
    sets = [SetOfPictures(row.code, row.title, row.credit, row.licence, row.offered, _count(row)) for row in rows]
    if SHIPPED not in {each.code for each in sets}:
        own = shipped_set()
        sets.append(SetOfPictures(SHIPPED, own["title"], own["credit"], own["licence"], True, len(offered_pictures())))
    return sets


@transaction.atomic
def change_set(*, code, what, by):
    """Offer a set, withhold it, or move it up. Rows that have its pictures keep them. The last one is not withheld.

    Says whether it was done.
    """
    _give_shipped_a_row()
    rows = list(PictureSet.objects.select_for_update().order_by("position", "id"))
    place = next(place for place, row in enumerate(rows) if row.code == code)
    if what == "withhold" and not any(row.offered for row in rows if row.code != code):
        return False
    if what == "up" and place:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for position, row in enumerate(rows):
        row.position = position
        if row.code == code and what != "up":
            row.offered = what == "offer"
    PictureSet.objects.bulk_update(rows, ["position", "offered"])
    record("picture-set-change", next(row for row in rows if row.code == code), by=by, what=what)
    return True


def _give_shipped_a_row():
    own = shipped_set()
    last = PictureSet.objects.count()
    PictureSet.objects.get_or_create(
        code=SHIPPED,
        defaults={"title": own["title"], "credit": own["credit"], "licence": own["licence"], "position": last},
    )


def _count(row):
    return len(offered_pictures()) if row.code == SHIPPED else row.count
