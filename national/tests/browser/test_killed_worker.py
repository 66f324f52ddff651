"""A worker that is killed in the middle of a report loses nothing: another makes what was asked for."""

import json
import signal
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest
from django.conf import settings

from national.tests.browser.server import MANAGE, running, worker

TABLE = "django_tasks_database_dbtaskresult"
ASK = """
import json
from accounts.models import User
from reports.actions import make_drafts
from reviews.models import Review
reviews = Review.objects.order_by("id")
make_drafts(reviews=reviews, kind="site", by=User.objects.get(email="staff@example.org"))
print(json.dumps([review.title for review in reviews]))
"""
TELL = """
import json, pikepdf
from reports.models import Draft
found = []
for draft in Draft.objects.filter(kind="site").order_by("review_id"):
    with pikepdf.open(draft.file.open()) as pdf:
        found.append([draft.state, str(pdf.docinfo["/Title"])])
print(json.dumps(found))
"""

pytestmark = pytest.mark.browser


def said(world, script):
    command = [*MANAGE, "shell", "--no-imports", "--command", script]
    ran = subprocess.run(command, env=world.environment, cwd=settings.BASE_DIR, check=True, stdout=subprocess.PIPE)
    return json.loads(ran.stdout)


def database(world):
    return closing(sqlite3.connect(world.folder / "world.sqlite3", timeout=20, isolation_level=None))


def tasks(world):
    """[(status, how many workers took it)] of the drafts that were handed over."""
    with database(world) as connection:
        rows = connection.execute(
            f"SELECT status, worker_ids FROM {TABLE} WHERE task_path = 'reports.tasks.make_draft'"
        ).fetchall()
    return sorted((status, len(json.loads(workers))) for status, workers in rows)


def wait_until(true, seconds):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def let_time_pass(world):
    """As if the worker had been silent for longer than one that lives ever is."""
    with database(world) as connection:
        connection.execute("DELETE FROM cache WHERE cache_key LIKE '%worker-seen%'")
        connection.execute(
            f"UPDATE {TABLE} SET started_at = datetime(started_at, '-1 minute') WHERE status = 'RUNNING'"
        )


def test_what_a_killed_worker_was_making_is_made_by_the_next(world):
    titles = said(world, ASK)
    count = len(titles)
    with running([*MANAGE, "run_worker"], world.environment, world.folder / "killed.log") as process:
        wait_until(lambda: ("RUNNING", 1) in tasks(world), seconds=60)
        process.send_signal(signal.SIGKILL)
        process.wait()
    taken = tasks(world)
    assert taken.count(("RUNNING", 1)) == 1

    let_time_pass(world)
    with worker(world):
        wait_until(lambda: all(status == "SUCCESSFUL" for status, _ in tasks(world)), seconds=120)

    assert count >= 4
    assert tasks(world) == [("SUCCESSFUL", 1)] * (count - 1) + [("SUCCESSFUL", 2)]
    assert said(world, TELL) == [["made", title] for title in titles]
