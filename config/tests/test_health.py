"""Tests of /healthz."""

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone

from config.health import WORKER_LATE_AFTER
from reports.worker import ANY_WORKER, beat

pytestmark = pytest.mark.django_db


def test_all_is_well_while_a_worker_beats(client):
    beat("worker-1")

    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {
        "ok": True,
        "database": {"ok": True},
        "storage": {"ok": True},
        "worker": {"ok": True, "age": 0},
    }


def test_no_worker_is_a_503_that_says_so(client):
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["worker"] == {"ok": False, "age": None, "wrong": "No worker has been seen."}


def test_a_worker_long_silent_is_a_503(client):
    cache.set(ANY_WORKER, timezone.now().timestamp() - WORKER_LATE_AFTER - 5)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["worker"]["wrong"] == f"No worker for {WORKER_LATE_AFTER + 5} seconds."


def test_storage_that_cannot_be_written_is_a_503(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError("/a/private/folder")

    beat("worker-1")
    monkeypatch.setattr(default_storage, "save", refuse)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["storage"] == {"ok": False, "wrong": "PermissionError"}


def test_the_probe_is_not_left_behind(client):
    client.get("/healthz")

    assert not default_storage.exists("health/probe")
