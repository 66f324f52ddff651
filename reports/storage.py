"""Keeps bytes in private storage under the name of their hash, so that what is there is what was put there."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


class AlteredFile(Exception):
    """A kept file is not there any more, or its bytes are not the ones that were kept."""


def digest_of(data):
    """SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def keep(data, *, folder, ending):
    """Store bytes and return the name to read them by. Storing the same again is harmless.

    A file that a crash left half written under this name is replaced.
    """
    digest = digest_of(data)
    name = f"{folder}/{digest[:2]}/{digest}.{ending}"
    if default_storage.exists(name):
        with default_storage.open(name) as stored:
            if digest_of(stored.read()) == digest:
                return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(data))


def kept(name, digest):
    """The bytes kept under `name`. Raises AlteredFile unless they have the SHA-256 `digest`."""
    if not default_storage.exists(name):
        raise AlteredFile(f"{name} is not in storage any more. Restore it from the backup.")
    with default_storage.open(name) as stored:
        data = stored.read()
    if digest_of(data) != digest:
        raise AlteredFile(f"{name} has been changed since it was stored. Restore it from the backup.")
    return data
