"""Tells a balancer or a monitor whether the application works: /healthz."""

import logging
import uuid

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reports.worker import seconds_since_beat

log = logging.getLogger(__name__)

WORKER_LATE_AFTER = 60


@login_not_required
@never_cache
@require_GET
def healthz(request):
    parts = {"database": check_database, "storage": check_storage, "worker": check_worker}
    answers = {name: ask(name, check) for name, check in parts.items()}
    well = all(answer["ok"] for answer in answers.values())
    return JsonResponse({"ok": well, **answers}, status=200 if well else 503)


def ask(name, check):
    """The answer for one part. Whatever goes wrong in it is the answer, and its details stay in the log."""
    try:
        return check()
    except Exception as error:
        log.exception("%s is not well", name)
        return {"ok": False, "wrong": type(error).__name__}


def check_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return {"ok": cursor.fetchone() == (1,)}


def check_storage():
    written = uuid.uuid4().bytes
    name = default_storage.save("health/probe", ContentFile(written))
    try:
        with default_storage.open(name) as file:
            return {"ok": file.read() == written}
    finally:
        default_storage.delete(name)


def check_worker():
    """`age` is the number of seconds since any worker was last seen; null if none has been."""
    age = seconds_since_beat()
    if age is None:
        return {"ok": False, "age": None, "wrong": "No worker has been seen."}
    if age > WORKER_LATE_AFTER:
        return {"ok": False, "age": round(age), "wrong": f"No worker for {round(age)} seconds."}
    return {"ok": True, "age": round(age)}
