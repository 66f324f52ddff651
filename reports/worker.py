"""The background worker's signs of life, and what happens to the tasks of one that died."""

import logging
import os
import socket
import threading
import uuid
from datetime import timedelta

from django.core.cache import cache
from django.db import close_old_connections
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditEvent
from accounts.tasks import seal_audit
from reports import tasks

log = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=5)
DEAD_AFTER = timedelta(seconds=20)
SEAL_EVERY = timedelta(minutes=1)
MAX_ATTEMPTS = 3
ANY_WORKER = "worker-seen"


class WorkerDied(Exception):
    """Why a task failed whose workers were killed each time it was tried."""


def new_worker_id():
    """A name that no other worker of this installation has or had: host, process, and something random."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def beat(worker_id):
    """Say that this worker is alive now."""
    now = timezone.now().timestamp()
    cache.set_many({ANY_WORKER: now, f"{ANY_WORKER}-{worker_id}": now}, timeout=timedelta(days=1).total_seconds())


def seconds_since_beat(worker_id=None):
    """How long ago the worker (or, without an id, any worker) said that it is alive; None if it has not for a day."""
    seen = cache.get(f"{ANY_WORKER}-{worker_id}" if worker_id else ANY_WORKER)
    return None if seen is None else max(0.0, timezone.now().timestamp() - seen)


def reap():
    """Give the tasks of dead workers back to be done again, at most MAX_ATTEMPTS times; return how many were touched.

    A worker that is killed leaves its task marked as running for ever. Tasks are written so that doing one again
    does no harm. A task that was given up is marked as failed.
    """
    touched = 0
    for task in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - DEAD_AFTER):
        silence = seconds_since_beat(task.worker_ids[-1])
        if silence is not None and silence < DEAD_AFTER.total_seconds():
            continue
        give_up = len(task.worker_ids) >= MAX_ATTEMPTS
        outcome = {"status": TaskResultStatus.READY, "started_at": None}
        if give_up:
            outcome = {
                "status": TaskResultStatus.FAILED,
                "finished_at": timezone.now(),
                "exception_class_path": "reports.worker.WorkerDied",
                "traceback": f"The worker died {MAX_ATTEMPTS} times while doing this.",
            }
        # Another worker may be reaping too: only one of them still finds the task as it was read.
        same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if same.update(**outcome):
            touched += 1
            if give_up:
                tasks.give_up(task.task_path, task.args_kwargs["kwargs"])
            log.warning(
                "Worker died with task %s (%s); %s", task.pk, task.task_path, "given up" if give_up else "again"
            )
    return touched


def ask_for_sealing():
    """Have the audit events that wait sealed, unless somebody has asked for that already; says whether it asked."""
    asked = DBTaskResult.objects.filter(
        task_path=seal_audit.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    if asked.exists() or not AuditEvent.objects.unsealed().exists():
        return False
    seal_audit.enqueue()
    return True


class Pulse(threading.Thread):
    """Beats, reaps and has audit events sealed while the worker works.

    It stops with the process, so a killed worker falls silent.
    """

    def __init__(self, worker_id):
        super().__init__(name="pulse", daemon=True)
        self.worker_id = worker_id
        self.stopping = threading.Event()

    def run(self):
        seal_at = timezone.now()
        while not self.stopping.wait(BEAT_EVERY.total_seconds()):
            close_old_connections()
            try:
                beat(self.worker_id)
                reap()
                if timezone.now() >= seal_at:
                    ask_for_sealing()
                    seal_at = timezone.now() + SEAL_EVERY
            except Exception:
                # A database that is away for a minute must not end the pulse of a worker that outlives it.
                log.exception("No sign of life could be given")
        close_old_connections()
