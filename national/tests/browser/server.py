"""A real server over a copy of the prepared world, and a real worker beside it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
BUILD = "from national.tests.browser.world import build; build()"


@dataclass(frozen=True)
class World:
    """A database with its files, the gathered static files, and `ids`, by which the tests know its rows.

    `settings` are set otherwise than for most tests.
    """

    folder: Path
    static: Path
    ids: dict
    settings: dict = field(default_factory=dict)

    @property
    def environment(self):
        """Production's rules, without https and without mail."""
        return os.environ | {
            "DEBUG": "false",
            "HTTPS": "false",
            "EMAIL_URL": "dummymail://",
            "SECRET_KEY": "only-for-browser-tests-" * 3,
            "DATABASE_URL": f"sqlite:///{self.folder / 'world.sqlite3'}",
            "MEDIA_ROOT": str(self.folder / "files"),
            "STATIC_ROOT": str(self.static),
            # Signing in with a second factor is tested where it lives; here people would need a phone at every test.
            "SECOND_FACTOR": "offered",
            "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
            "WEB_CONCURRENCY": "2",
            **self.settings,
        }

    def copy_to(self, folder):
        shutil.copytree(self.folder, folder)
        return World(folder, self.static, self.ids)


def prepare_world(folder):
    """The world, made as an installation is: prepare, collectstatic, and then what is in it."""
    (folder / "world").mkdir()
    world = World(folder / "world", folder / "static", {})
    for command in (["prepare"], ["collectstatic", "--noinput"]):
        subprocess.run([*MANAGE, *command], env=world.environment, check=True, stdout=subprocess.DEVNULL)
    built = [*MANAGE, "shell", "--no-imports", "--command", BUILD]
    said = subprocess.run(built, env=world.environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return World(world.folder, world.static, json.loads(said))


@contextmanager
def web_server(world):
    """Serve the world with gunicorn; yields its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", str(settings.BASE_DIR / "config" / "gunicorn.py")]
    environment = world.environment | {"BIND": f"127.0.0.1:{port}"}
    with running(command, environment, world.folder / "server.log") as process:
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(address, process)
        yield address


@contextmanager
def worker(world):
    with running([*MANAGE, "run_worker"], world.environment, world.folder / "worker.log") as process:
        yield process


@contextmanager
def running(command, environment, log_path):
    """A process that is asked to end, and waited for, when the block is left."""
    with log_path.open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(address, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with status {process.returncode}.")
        try:
            urllib.request.urlopen(f"{address}/accounts/login/", timeout=10).close()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"The sign-in page answers {error.code}.") from error
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server does not answer.")
