"""A site's own photographs: taken in with the agreement of the people in them, and withdrawn when they say so."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.audit import record
from reports.models import DocumentPicture, Draft, EasyReadRow, Kind, Photograph, TrialLink, Version
from reports.pictures.files import FOLDER, drop_unused, let_withdrawn_go
from reports.pictures.words import stems_to_keep
from reports.rendered import forget
from reports.testing import drop_sheets
from reviews.cleaning.process import cleaned
from reviews.cleaning.refusals import NOT_A_PHOTOGRAPH, Refused
from reviews.storage import keep_file

# The longest side in dots; enough for a page's width on paper at 150 to the inch.
LONGEST_SIDE = 1600
SHOWING_PICTURES = (Kind.EASY_READ, Kind.EASY_READ_SHEET, Kind.EASY_READ_UPDATE)


def add_photograph(*, photograph, upload, review, by):
    """Clean an uploaded picture and keep it as a photograph of the review's site. Raises reviews.cleaning Refused."""
    with cleaned(upload, longest_side=LONGEST_SIDE) as clean:
        if clean.kind not in ("jpg", "png"):
            raise Refused(NOT_A_PHOTOGRAPH)
        name, _ = keep_file(clean.file, folder=FOLDER, ending=clean.kind)
    photograph.site, photograph.by, photograph.file = review.site, by, name
    with transaction.atomic():
        _save(photograph)
        record("photograph-add", photograph, by=by, review=review)
    return photograph


@transaction.atomic
def change_photograph(*, photograph, review, by):
    _save(photograph)
    record("photograph-change", photograph, by=by, review=review)


@transaction.atomic
def withdraw_photograph(*, photograph, review, by):
    """Take a photograph out of use for good: its bytes go, and all that may show it, but nothing that was issued."""
    stored = Photograph.objects.select_for_update().get(pk=photograph.pk)
    if stored.withdrawn_at:
        return stored
    name = stored.file.name
    stored.withdrawn_at, stored.withdrawn_by, stored.file = timezone.now(), by, ""
    stored.save(update_fields=["withdrawn_at", "withdrawn_by", "file"])
    drafts = _drop_drafts(stored)
    let_withdrawn_go(DocumentPicture.objects.filter(code=stored.code))
    site = Q(easy_read__review__site=stored.site_id) | Q(easy_read__update_of__site=stored.site_id)
    drop_sheets(TrialLink.objects.filter(site), showing=stored.code)
    record("photograph-withdraw", stored, by=by, review=review)
    transaction.on_commit(partial(drop_unused, [name]))
    transaction.on_commit(partial(_drop_draft_files, drafts))
    transaction.on_commit(partial(forget, list(stored.site.reviews.all())))
    return stored


def versions_with(photograph):
    """The versions, sealed or being made, in which a photograph stands; they keep it whatever becomes of it."""
    return (
        Version.objects.filter(documents__pictures__code=photograph.code, review__site=photograph.site_id)
        .exclude(state=Version.State.FAILED)
        .select_related("review", "release")
        .order_by("review_id", "number")
        .distinct()
    )


def rows_with(photograph):
    return EasyReadRow.objects.filter(picture=photograph.code, easy_read__review__site=photograph.site_id)


def _save(photograph):
    photograph.stems = stems_to_keep(photograph.label, photograph.words)
    photograph.save()


def _drop_drafts(photograph):
    """Delete all drafts of easy reads of its site, for rows may have shown it before: the names of their files."""
    drafts = Draft.objects.filter(kind__in=SHOWING_PICTURES, review__site=photograph.site_id)
    names = [draft.file.name for draft in drafts if draft.file]
    drafts.delete()
    return names


def _drop_draft_files(names):
    for name in names:
        if not Draft.objects.filter(file=name).exists():
            default_storage.delete(name)
