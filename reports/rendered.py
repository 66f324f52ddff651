"""What was made once is not made again: finished files, kept for a while under a hash of all that they are made of.

They lie in private storage under `rendered/`, in a folder for each row that a document is about, and are not in the
backup. Each begins with a signature over the rest, so one that a crash cut off, or that somebody changed, counts as
absent. `purge_rendered` removes them.
"""

import hashlib
from datetime import timedelta

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.backups import stored_names
from reports import word
from reports.canonical import to_bytes
from reports.pdf import makers
from reports.pictures.agreement import agreement_held

FOLDER = "rendered"
# Shorter than the thirty days after which what was removed on a page goes for good, so that it is in no file either.
KEPT_FOR = timedelta(days=14)
# Folders of files that rows name. One that no row names was superseded, or a crash left it.
NAMED_BY_ROWS = ("drafts", "trees", "issued")
UNNAMED_FOR = timedelta(days=1)
SIGNATURE = 64
# What each format is made with.
MADE_WITH = {
    "pdf": lambda: (sorted(makers.renderers().items()), makers.fonts_digest(), makers.code_digest()),
    "docx": lambda: (sorted(word.renderers().items()), word.code_digest()),
}


def made_once(document, output_format, ingredients, make):
    """The bytes that `make()` returns, or returned earlier for the same document, format and ingredients.

    `ingredients` is everything else they depend on, as byte strings: the page, styles, pictures. What it is made with
    (fonts, programs, our own code) is added here. Where a photograph was withdrawn meanwhile, nothing is kept.
    """
    name = _name(document, output_format, ingredients)
    data = _read(name)
    if data is None:
        data = make()
        with agreement_held(document) as agreed:
            if agreed:
                _write(name, data)
    return data


def purge_rendered():
    """Delete what is too old or about a row that is gone, and files that no row names; returns how many files."""
    before = timezone.now() - KEPT_FOR
    old = [
        name
        for name in stored_names(f"{FOLDER}/")
        if not _is_about_something(name) or default_storage.get_modified_time(name) < before
    ]
    for name in (gone := [*old, *_unnamed()]):
        default_storage.delete(name)
    return len(gone)


def forget(reviews):
    """Delete all that is kept of these reviews: what it shows may not be shown any more. It can be made again."""
    for review in reviews:
        for name in stored_names(f"{folder_of(review)}/"):
            default_storage.delete(name)


def _name(document, output_format, ingredients):
    digest = hashlib.sha256()
    made_with = repr(MADE_WITH[output_format]()).encode()
    for part in (output_format.encode(), made_with, to_bytes(document), *ingredients):
        digest.update(f"{len(part)}\n".encode())
        digest.update(part)
    source = document.source
    about = _folder(source.model, source.id) if source else f"{FOLDER}/nothing"
    return f"{about}/{digest.hexdigest()}.{output_format}"


def folder_of(row):
    """The folder of what was made about a row; it goes with the row, and each file in it after two weeks."""
    return _folder(row._meta.label, row.pk)


def _folder(model, pk):
    return f"{FOLDER}/{model}-{pk}"


def _read(name):
    if not default_storage.exists(name):
        return None
    with default_storage.open(name) as stored:
        signature, data = stored.read(SIGNATURE), stored.read()
    if constant_time_compare(signature, _signature(name, data)):
        return data
    default_storage.delete(name)
    return None


def _write(name, data):
    # Two workers may have made the same at once; the second finds the first one's file and lets it be.
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_signature(name, data) + data))


def _signature(name, data):
    return salted_hmac(name, data, algorithm="sha256").hexdigest().encode()


def _is_about_something(name):
    """Whether the row is still there that the file's folder names, such as reviews.Review-12."""
    label, _, pk = name.split("/")[1].partition("-")
    models = {model._meta.label: model for model in apps.get_models()}
    return not pk or (label in models and models[label]._base_manager.filter(pk=pk).exists())


def _unnamed():
    """Stored files that no row of any model names, but for those that may be about to be named."""
    stored = {name for folder in NAMED_BY_ROWS for name in stored_names(f"{folder}/")}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField) and stored:
                stored -= set(model._base_manager.values_list(field.name, flat=True))
    before = timezone.now() - UNNAMED_FOR
    return [name for name in sorted(stored) if default_storage.get_modified_time(name) < before]
