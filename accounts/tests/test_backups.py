"""Tests of backup and restore: what was there is there again, and a failure changes nothing."""

import hashlib
import io
import json
import stat
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import backups
from accounts.backups import FILES, MANIFEST, stored_names
from accounts.models import AuditEvent, User

# The tools of both databases see only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_place_of_files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def backup(tmp_path):
    """A backup of one person, one event and one file."""
    User.objects.create_user("amina@example.org", name="Amina Żółć ✓")
    AuditEvent.objects.create(verb="sign-in", target_label="accounts.user", target_id="1", detail={"count": 2})
    default_storage.save("versions/ab/report.pdf", ContentFile(b"%PDF sealed"))
    call_command("backup", tmp_path / "backup.tar", stdout=io.StringIO())
    return tmp_path / "backup.tar"


def change_everything():
    User.objects.all().delete()
    User.objects.create_user("later@example.org", name="Later")
    default_storage.delete("versions/ab/report.pdf")
    default_storage.save("versions/ab/report.pdf", ContentFile(b"something else"))
    default_storage.save("versions/cd/later.pdf", ContentFile(b"later"))


def restore(path, **options):
    call_command("restore", path, stdout=io.StringIO(), **options)


def rewrite(path, change):
    """Change the members of a backup, {name: bytes}, in place."""
    with tarfile.open(path) as tar:
        members = {member.name: tar.extractfile(member).read() for member in tar}
    change(members)
    with tarfile.open(path, "w") as tar:
        for name, data in members.items():
            backups.add(tar, {}, name, data)


def test_what_was_there_is_there_again(backup):
    change_everything()

    restore(backup, replace=True)

    assert list(User.objects.values_list("email", "name")) == [("amina@example.org", "Amina Żółć ✓")]
    assert [event.detail for event in AuditEvent.objects.all()] == [{"count": 2}]
    assert list(stored_names()) == ["versions/ab/report.pdf"]
    with default_storage.open("versions/ab/report.pdf") as file:
        assert file.read() == b"%PDF sealed"


def test_a_restored_database_goes_on_counting(backup):
    restore(backup, replace=True)

    later = User.objects.create_user("later@example.org", name="Later")

    assert later.pk > User.objects.get(email="amina@example.org").pk


def test_a_table_younger_than_the_backup_goes(backup):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE younger (id integer)")

    restore(backup, replace=True)

    assert "younger" not in connection.introspection.table_names()


def test_what_is_there_is_not_overwritten_unasked(backup):
    change_everything()

    with pytest.raises(CommandError, match="add --replace"):
        restore(backup)

    assert User.objects.get().email == "later@example.org"


def test_a_backup_is_not_overwritten_and_is_for_its_owner_only(backup):
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", backup)

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_compressed_backup_restores(tmp_path, backup):
    call_command("backup", tmp_path / "backup.tar.gz", stdout=io.StringIO())
    change_everything()

    restore(tmp_path / "backup.tar.gz", replace=True)

    assert User.objects.get().email == "amina@example.org"


def test_a_crash_while_the_database_is_restored_leaves_the_old_state(backup, monkeypatch):
    change_everything()
    default_storage.delete("versions/ab/report.pdf")

    def crash(data):
        raise KeyboardInterrupt

    monkeypatch.setattr(backups, "restore_database", crash)
    with pytest.raises(KeyboardInterrupt):
        restore(backup, replace=True)

    assert User.objects.get().email == "later@example.org"
    assert list(stored_names()) == ["versions/cd/later.pdf"]


def test_a_database_that_breaks_off_halfway_leaves_the_old_state(backup):
    def break_off(members):
        name = backups.DATABASE_NAMES[connection.vendor]
        members[name] = members[name][: len(members[name]) // 2] + b"\nbroken off"
        manifest = json.loads(members[MANIFEST])
        manifest["hashes"][name] = hashlib.sha256(members[name]).hexdigest()
        members[MANIFEST] = json.dumps(manifest).encode()

    rewrite(backup, break_off)
    change_everything()

    with pytest.raises(CommandError, match="Nothing was restored"):
        restore(backup, replace=True)

    assert User.objects.get().email == "later@example.org"


def test_a_damaged_backup_is_refused_before_anything_changes(backup):
    rewrite(backup, lambda members: members.update({FILES + "versions/ab/report.pdf": b"%PDF forged"}))
    change_everything()

    with pytest.raises(CommandError, match="changed or damaged"):
        restore(backup, replace=True)

    assert User.objects.get().email == "later@example.org"


def test_half_a_backup_is_refused(backup):
    backup.write_bytes(backup.read_bytes()[:5000])

    with pytest.raises(CommandError, match="not a whole backup"):
        restore(backup, replace=True)


def test_something_else_is_refused(tmp_path):
    (tmp_path / "letter.tar").write_text("Dear all")

    with pytest.raises(CommandError, match="cannot be read"):
        restore(tmp_path / "letter.tar", replace=True)
