"""Files that a site sends for the papers of a review: taken in, kept, and removed with their bytes."""

import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.audit import record
from accounts.backups import stored_names
from reviews.cleaning.process import cleaned
from reviews.models import Paper, PaperFile
from reviews.storage import keep_file

FOLDER = "papers"
UNCLAIMED_FOR = datetime.timedelta(days=1)


def add_file(*, paper, upload, by):
    """Clean an uploaded file, keep it for the paper and mark the paper as arrived. Returns the PaperFile.

    The same file sent twice is kept once. Raises reviews.cleaning.refusals.Refused.
    """
    with cleaned(upload, name=upload.name) as clean:
        # Bytes belong to one paper, so its row is the lock under which they may go away.
        keep_bytes = partial(keep_file, clean.file, folder=f"{FOLDER}/{paper.pk}", ending=clean.kind)
        name, digest = keep_bytes()
        with transaction.atomic():
            stored = Paper.objects.select_for_update().get(pk=paper.pk)
            if not default_storage.exists(name):
                # Somebody removed the same file between our keeping it and now.
                keep_bytes()
            file = stored.files.filter(digest=digest, kind=clean.kind).first()
            if file is None:
                last = stored.files.aggregate(last=Max("number"))["last"] or 0
                file = stored.files.create(
                    number=last + 1, kind=clean.kind, file=name, digest=digest, size=clean.size, by=by
                )
                record("paper-file-add", file, by=by, review=paper.review, paper=paper.pk)
            Paper.objects.filter(pk=paper.pk).update(supplied=True)
    return file


@transaction.atomic
def remove_file(*, file, by):
    """Remove a file of a paper, and its bytes with it."""
    Paper.objects.select_for_update().get(pk=file.paper_id)
    record("paper-file-remove", file, by=by, review=file.paper.review, paper=file.paper_id)
    file.delete()
    transaction.on_commit(partial(_drop_bytes, file.paper_id, [file.file.name]))


@transaction.atomic
def remove_paper(*, paper, by):
    """Take a paper off the list, with its files. Raises RestrictedError where a passage rests on it."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    files = list(paper.files.all())
    for file in files:
        record("paper-file-remove", file, by=by, review=paper.review, paper=paper.pk)
        file.delete()
    transaction.on_commit(partial(_drop_bytes, paper.pk, [file.file.name for file in files]))
    paper.delete()


def purge_unclaimed_files():
    """Delete bytes that an upload kept and a crash then left without a row; returns how many files that were.

    Those of the last day are let be: their upload may still be going on.
    """
    before = timezone.now() - UNCLAIMED_FOR
    names = [name for name in stored_names(f"{FOLDER}/") if default_storage.get_modified_time(name) < before]
    unclaimed = set(names) - set(PaperFile.objects.filter(file__in=names).values_list("file", flat=True))
    for name in unclaimed:
        default_storage.delete(name)
    return len(unclaimed)


@transaction.atomic
def _drop_bytes(paper_id, names):
    """Delete stored bytes to which no file refers any more."""
    list(Paper.objects.select_for_update().filter(pk=paper_id))
    still_used = set(PaperFile.objects.filter(file__in=names).values_list("file", flat=True))
    for name in set(names) - still_used:
        default_storage.delete(name)
