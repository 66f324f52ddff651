"""Files kept under their hash: what is read is what was stored."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reviews.storage import AlteredFile, digest_of, keep, kept


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_what_is_kept_is_read_back():
    name = keep(b"bytes", folder="issued", ending="pdf")
    assert name == f"issued/{digest_of(b'bytes')[:2]}/{digest_of(b'bytes')}.pdf"
    assert kept(name, digest_of(b"bytes")) == b"bytes"


def test_keeping_the_same_twice_keeps_it_once():
    assert keep(b"bytes", folder="issued", ending="pdf") == keep(b"bytes", folder="issued", ending="pdf")


def test_a_file_half_written_by_a_crash_is_written_again():
    name = keep(b"bytes", folder="issued", ending="pdf")
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"byt"))
    assert keep(b"bytes", folder="issued", ending="pdf") == name
    assert kept(name, digest_of(b"bytes")) == b"bytes"


def test_a_changed_file_is_not_handed_out():
    name = keep(b"bytes", folder="issued", ending="pdf")
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"other"))
    with pytest.raises(AlteredFile, match="changed"):
        kept(name, digest_of(b"bytes"))


def test_a_file_that_is_gone_says_so():
    with pytest.raises(AlteredFile, match="not in storage"):
        kept("issued/00/gone.pdf", "00")
