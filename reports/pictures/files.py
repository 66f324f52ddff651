"""The bytes of pictures: where they are, and all those that a document shows."""

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.db import transaction

from reports.models import DocumentPicture, Photograph, Picture, Version
from reports.pdf import MissingAsset
from reports.pdf.assets import PICTURES, read
from reports.pictures.listed import offered_pictures
from reports.tree import Row, walk
from reviews.storage import AlteredFile, keep, kept

FOLDER = "pictures"
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class PictureFile:
    """The bytes of a picture and what a browser calls their kind."""

    data: bytes
    media_type: str


def file_name(stored):
    """The name of a picture's bytes, which is their SHA-256 and their kind, or empty where there are none."""
    return PurePath(stored.name).name if stored else ""


def stored_name(file):
    return f"{FOLDER}/{file[:2]}/{file}"


def keep_picture(data, *, kind):
    """Keep the bytes of a picture in private storage: the name to read them by."""
    return keep(data, folder=FOLDER, ending=kind)


def picture_file(code, file):
    """The PictureFile with this name, from the shipped pictures or private storage. Raises MissingAsset.

    Without a name it is the shipped picture of the code as it is now.
    """
    kind = PurePath(file).suffix.lstrip(".") or "svg"
    shipped = offered_pictures().get(code)
    if not file or (shipped and shipped.file == file):
        return PictureFile(read(PICTURES, code, ".svg"), MEDIA_TYPES["svg"])
    try:
        return PictureFile(kept(stored_name(file), PurePath(file).stem), MEDIA_TYPES[kind])
    except AlteredFile as altered:
        raise MissingAsset(f"The picture “{code}” cannot be read. {altered}") from altered


def pictures_of(document):
    """{code: PictureFile} for all pictures that a document shows, sealed or not, by what its tree says of them.

    Raises reports.pdf.MissingAsset.
    """
    return {code: picture_file(code, file) for code, file in sorted(_shown(document))}


def codes_shown(document):
    """The codes of all pictures that a document shows."""
    return {code for code, _ in _shown(document)}


def keep_pictures(document, *, row):
    """Keep the bytes of all pictures of a document for good, as those of the reports.models.Document `row`."""
    files = {}
    for code, picture in pictures_of(document).items():
        kind = next(kind for kind, media_type in MEDIA_TYPES.items() if media_type == picture.media_type)
        files[code] = keep_picture(picture.data, kind=kind)
    DocumentPicture.objects.bulk_create(
        DocumentPicture(document=row, code=code, file=name) for code, name in sorted(files.items())
    )


def drop_unused(names):
    """Delete the stored bytes to which neither a picture nor a photograph nor a document refers any more."""
    for name in names:
        used = any(model.objects.filter(file=name).exists() for model in (Picture, Photograph, DocumentPicture))
        if not used and default_storage.exists(name):
            default_storage.delete(name)


def let_withdrawn_go(pictures):
    """Delete those of these DocumentPictures that are of withdrawn photographs, and their bytes.

    For versions that were not issued; what was issued keeps its pictures.
    """
    found = pictures.filter(
        code__in=Photograph.objects.exclude(withdrawn_at=None).values("code"),
        document__version__state=Version.State.FAILED,
    )
    names = list(found.values_list("file", flat=True))
    found.delete()
    transaction.on_commit(partial(drop_unused, names))


def _shown(document):
    return {
        (node.picture.code, node.picture.file)
        for node in walk(document)
        if isinstance(node, Row) and node.picture is not None
    }
