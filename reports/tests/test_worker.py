"""Tests of the reaper: what happens to the tasks of a worker that died."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.audit import record
from accounts.models import AuditEvent
from accounts.tasks import seal_audit
from reports.models import Draft, Kind, Version
from reports.worker import ANY_WORKER, DEAD_AFTER, MAX_ATTEMPTS, ask_for_sealing, beat, reap, seconds_since_beat

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(minutes=5)


def running_task(*worker_ids, started=LONG_AGO):
    now = timezone.now()
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=now - started,
        run_after=now - started,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="reports.tasks.some_task",
        backend_name="default",
        worker_ids=list(worker_ids),
    )


def test_the_task_of_a_silent_worker_is_done_again():
    task = running_task("killed")

    assert reap() == 1

    task.refresh_from_db()
    assert (task.status, task.started_at, task.worker_ids) == (TaskResultStatus.READY, None, ["killed"])
    assert list(DBTaskResult.objects.ready()) == [task]


def test_the_task_of_a_living_worker_is_left_alone():
    task = running_task("busy")
    beat("busy")

    assert reap() == 0

    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


def test_only_the_last_worker_of_a_task_counts():
    running_task("busy", "killed")
    beat("busy")

    assert reap() == 1


def test_a_worker_that_beat_long_ago_is_dead():
    running_task("killed")
    then = timezone.now().timestamp() - DEAD_AFTER.total_seconds() - 1
    cache.set(f"{ANY_WORKER}-killed", then)

    assert reap() == 1


def test_a_task_that_kills_its_workers_is_given_up():
    task = running_task(*(f"killed-{attempt}" for attempt in range(MAX_ATTEMPTS)))

    assert reap() == 1

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert task.finished_at is not None


def test_a_worker_that_has_not_beaten_has_no_age():
    assert seconds_since_beat() is None


def test_waiting_audit_events_are_sealed_by_one_task(settings, staff):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert not ask_for_sealing()
    record("sign-in", staff, by=staff)

    assert ask_for_sealing()
    assert not ask_for_sealing()

    assert DBTaskResult.objects.get().task_path == "accounts.tasks.seal_audit"
    seal_audit.func()
    assert AuditEvent.objects.get().sequence == 1


def given_up(name, **kwargs):
    task = running_task(*(f"killed-{attempt}" for attempt in range(MAX_ATTEMPTS)))
    DBTaskResult.objects.filter(pk=task.pk).update(
        task_path=f"reports.tasks.{name}", args_kwargs={"args": [], "kwargs": kwargs}
    )
    reap()


def test_a_draft_that_kills_its_workers_is_said_to_have_failed(review, lead):
    draft = Draft.objects.create(review=review, kind=Kind.SITE, asked_by=lead)
    given_up("make_draft", draft_id=draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.problem[:8]) == (Draft.State.FAILED, "Making i")


def test_a_version_that_kills_its_workers_fails_and_can_be_issued_again(review, lead):
    version = Version.objects.create(review=review, number=1, frozen_by=lead)
    given_up("seal_version", version_id=str(version.pk))
    version.refresh_from_db()
    assert (version.state, version.sealed_at) == (Version.State.FAILED, None)
