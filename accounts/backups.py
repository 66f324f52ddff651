"""One tar file with the database and the private files: how it is written, checked and put back."""

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils import timezone

FORMAT = "golden-thread-backup/1"
MANIFEST = "manifest.json"
FILES = "files/"
# Folders of private storage whose files can be made again at any time from what is in the backup.
NOT_BACKED_UP = ("rendered/",)
DATABASE_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}

# Dropped first, in the transaction that restores: the database may hold tables younger than the backup.
DROP_ALL_TABLES = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE %I CASCADE', found.tablename);
  END LOOP;
END $$;
"""


class BackupError(Exception):
    """Why there is no backup, or why one was not restored. Nothing has been changed."""


def write_backup(path):
    """Write the backup to `path` and return how many private files it holds.

    The database comes first, so every file it names is there when the files are read. The file gets its name only
    when it is complete, and only its owner may read it.
    """
    path = Path(path)
    if path.exists():
        raise BackupError(f"{path} is there already. Choose another name or move it away.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w:gz" if path.suffix in {".gz", ".tgz"} else "w") as tar:
            hashes = {}
            add(tar, hashes, DATABASE_NAMES[connection.vendor], dump_database())
            names = [name for name in stored_names() if not name.startswith(NOT_BACKED_UP)]
            for name in names:
                with default_storage.open(name) as file:
                    add(tar, hashes, FILES + name, file.read())
            manifest = {"format": FORMAT, "made": timezone.now().isoformat(), "hashes": hashes}
            add(tar, {}, MANIFEST, json.dumps(manifest, indent=1).encode())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(names)


def add(tar, hashes, name, data):
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(data), 0o600, int(timezone.now().timestamp())
    tar.addfile(member, io.BytesIO(data))
    hashes[name] = hashlib.sha256(data).hexdigest()


def stored_names(folder=""):
    """The names of all files in private storage, sorted folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing has been stored yet
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from stored_names(f"{folder}{name}/")


def restore_backup(path, *, replace):
    """Put the backup at `path` in place of what is there, and return how many private files it holds.

    All of the backup is checked first. Files that are missing are added, which the old database does not mind; then
    the database changes in one transaction; then files that are not in the backup go. Until the database has changed,
    a failure leaves the old state; after it, doing the same again finishes the work.
    """
    if not replace and (connection.introspection.table_names() or any(stored_names())):
        raise BackupError("There is something here already. To replace it with the backup, add --replace.")
    with open_backup(path) as tar:
        hashes = check(tar, path)
        database = DATABASE_NAMES[connection.vendor]
        if database not in hashes:
            raise BackupError(
                f"{path} holds no {connection.display_name} database. Restore it to the kind it came from."
            )
        names = [name.removeprefix(FILES) for name in hashes if name.startswith(FILES)]
        changed = []
        added = add_missing_files(tar, names, changed)
        try:
            restore_database(tar.extractfile(database).read())
        except BaseException:
            for name in added:
                default_storage.delete(name)
            raise
        for name in {*changed, *(set(stored_names()) - set(names))}:
            default_storage.delete(name)
        for name in changed:
            default_storage.save(name, ContentFile(tar.extractfile(FILES + name).read()))
    # Whoever was signed in when the backup was made may have signed out since.
    Session.objects.all().delete()
    return len(names)


def open_backup(path):
    try:
        return tarfile.open(path)
    except (OSError, tarfile.TarError) as error:
        raise BackupError(f"{path} cannot be read: {error}") from error


def check(tar, path):
    """The hashes of the manifest, {name: SHA-256}, once every member has been found to agree with its own."""
    try:
        found = {m.name: hashlib.sha256(tar.extractfile(m).read()).hexdigest() for m in tar if m.isfile()}
        manifest = json.loads(tar.extractfile(MANIFEST).read())
    except (EOFError, OSError, KeyError, ValueError, tarfile.TarError) as error:
        raise BackupError(f"{path} is not a whole backup of Golden Thread.") from error
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{path} is not a backup that this version can read (it must say {FORMAT}).")
    del found[MANIFEST]
    if found != manifest["hashes"]:
        raise BackupError(f"{path} has been changed or damaged since it was written.")
    return manifest["hashes"]


def add_missing_files(tar, names, changed):
    """Store those of `names` that are missing and return them; append to `changed` those stored with other bytes."""
    added = []
    for name in names:
        data = tar.extractfile(FILES + name).read()
        if not default_storage.exists(name):
            added.append(default_storage.save(name, ContentFile(data)))
            continue
        with default_storage.open(name) as file:
            if file.read() != data:
                changed.append(name)
    return added


def dump_database():
    """The whole database as bytes, as it was at one moment: a SQLite file, or PostgreSQL's SQL."""
    if connection.vendor == "postgresql":
        return run_postgres_tool("pg_dump", "--no-owner", "--no-privileges")
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
        return copy.read_bytes()


def restore_database(data):
    """Replace everything in the database by `data` in one transaction."""
    if connection.vendor == "postgresql":
        connection.close()
        script = DROP_ALL_TABLES.encode() + data
        run_postgres_tool("psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", script=script)
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy.write_bytes(data)
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(copy)) as source:
                [(verdict,)] = source.execute("PRAGMA integrity_check(1)")
                if verdict != "ok":
                    raise sqlite3.DatabaseError(verdict)
                source.backup(connection.connection)
        except sqlite3.Error as error:
            raise BackupError(f"The database in this backup cannot be restored: {error}") from error


def run_postgres_tool(tool, *options, script=None):
    """Run pg_dump or psql on our database and return what it prints, in bytes."""
    arguments, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [tool, "--no-password", *arguments[1:-1], *options, arguments[-1]]
    try:
        done = subprocess.run(  # noqa: S603  the command is ours, and no shell reads it
            command, input=script, capture_output=True, env={**os.environ, **(environment or {})}, check=True
        )
    except FileNotFoundError as error:
        raise BackupError(f"{tool} is not here. Install the package postgresql-client.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{tool} failed: {error.stderr.decode(errors='replace').strip()}") from error
    return done.stdout
