"""The history of a text: its versions with what each changed, and which of those that saved themselves are kept."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from reviews.differences import differences
from reviews.models import WRITTEN, Review, Stage, TextVersion
from reviews.saving import text_of, versions_of
from reviews.text import text_hash

# Until the visit is over a device may still send what it kept, and every version helps to know it again.
VISIT_IS_OVER = [stage for stage in Stage if stage not in (Stage.PREPARING, Stage.VISITING)]


@dataclass(frozen=True)
class ShownVersion:
    """A version, its pieces beside those of the text it changed, and whether it is the text that stands now."""

    version: TextVersion
    before: list
    after: list
    is_current: bool


def shown_versions(item, field, versions, *, before=""):
    """Versions of one text of a passage, a note …, in order of time, as ShownVersion with the newest first.

    `before` is the text that stood before the first of them. What somebody wrote too late is compared with what stood
    then, as it was shown to them.
    """
    standing, shown = before, []
    stored = versions_of(item).exclude(kind=TextVersion.Kind.CONFLICT)
    current = stored.filter(field=field, hash=text_hash(text_of(item, field)))
    current_id = current.values_list("pk", flat=True).last()
    for version in versions:
        old, new = differences(standing, version.text)
        shown.append(ShownVersion(version, old, new, version.pk == current_id))
        if version.kind != TextVersion.Kind.CONFLICT:
            standing = version.text
    return shown[::-1]


def thin_versions():
    """Delete versions that texts saved of themselves, but for the first and last of each quarter of an hour.

    Only in reviews whose visit is over. What somebody saved with a button, every conflict with the text it was based
    on, and what was restored stay, and so does the newest version of each text. Returns how many went.
    """
    names = [*(f"{name}_id" for name in WRITTEN), "field"]
    reviews = Review.objects.filter(stage__in=VISIT_IS_OVER).values_list("pk", flat=True)
    return sum(thin(TextVersion.objects.with_review().filter(review_id=review), names) for review in reviews)


@transaction.atomic
def thin(versions, names):
    """Delete those of a queryset of versions that can go, as `thin_versions` says; returns how many went.

    `names` are the columns that say which text a version is of.
    """
    of_a_text = defaultdict(list)
    for row in versions.order_by("id").values("pk", *names, "kind", "hash", "based_on", "at"):
        of_a_text[tuple(row[name] for name in names)].append(row)
    thinned = [pk for rows in of_a_text.values() for pk in _to_delete(rows)]
    versions.model.objects.filter(pk__in=thinned).delete()
    return len(thinned)


def _to_delete(rows):
    """The ids of those versions of one text, in order of time, that can go."""
    needed = {row["based_on"] for row in rows if row["kind"] == TextVersion.Kind.CONFLICT}
    quarters = defaultdict(list)
    for row in rows:
        if row["kind"] == TextVersion.Kind.AUTOSAVE:
            quarters[int(row["at"].timestamp()) // (15 * 60)].append(row)
    between = [row for found in quarters.values() for row in found[1:-1]]
    newest = rows[-1]["pk"]
    return [row["pk"] for row in between if row["hash"] not in needed and row["pk"] != newest]
