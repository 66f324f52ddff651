"""Keeps bytes in private storage under the name of their hash, so that what is there is what was put there."""

import hashlib

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

CHUNK = 1 << 20


class AlteredFile(Exception):
    """A kept file is not there any more, or its bytes are not the ones that were kept."""


def digest_of(data):
    """SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(file):
    """SHA-256 of an open file from its beginning, read in pieces; the file is at its beginning afterwards."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def keep(data, *, folder, ending):
    """Store bytes and return the name to read them by. Storing the same again is harmless.

    A file that a crash left half written under this name is replaced.
    """
    return keep_file(ContentFile(data), folder=folder, ending=ending)[0]


def keep_file(file, *, folder, ending):
    """Store an open file of any size as `keep` does, without holding it in memory: (name, SHA-256)."""
    digest = digest_of_file(file)
    name = f"{folder}/{digest[:2]}/{digest}.{ending}"
    if default_storage.exists(name):
        with default_storage.open(name) as stored:
            if digest_of_file(stored) == digest:
                return name, digest
        default_storage.delete(name)
    return default_storage.save(name, File(file)), digest


def kept(name, digest):
    """The bytes kept under `name`. Raises AlteredFile unless they have the SHA-256 `digest`."""
    with open_kept(name, digest) as stored:
        return stored.read()


def open_kept(name, digest):
    """The file kept under `name`, open at its beginning. Raises AlteredFile unless it has the SHA-256 `digest`."""
    if not default_storage.exists(name):
        raise AlteredFile(f"{name} is not in storage any more. Restore it from the backup.")
    stored = default_storage.open(name)
    if digest_of_file(stored) != digest:
        stored.close()
        raise AlteredFile(f"{name} has been changed since it was stored. Restore it from the backup.")
    return stored
