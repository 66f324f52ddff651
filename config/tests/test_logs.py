"""Tests of the request log."""

import json
import logging
import sys

import pytest

from config.logs import JsonFormatter, requests_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """The JSON lines that the request log writes, as it writes them."""

    class Keep(logging.Handler):
        def emit(self, record):
            kept.append(json.loads(self.format(record)))

    kept = []
    handler = Keep()
    handler.setFormatter(JsonFormatter())
    requests_log.addHandler(handler)
    yield kept
    requests_log.removeHandler(handler)


def test_a_request_is_one_line_with_the_id_that_was_answered(client, lines):
    response = client.get("/healthz?token=secret")

    [line] = lines
    assert line["request"] == response["X-Request-ID"]
    assert (line["method"], line["route"], line["status"], line["user"]) == ("GET", "healthz", 503, None)
    assert "secret" not in json.dumps(line)


def test_what_was_typed_is_not_logged(client, lines):
    client.post("/healthz", {"text": "A family said this"})

    assert lines[0]["status"] == 405
    assert "family" not in json.dumps(lines)


def test_the_person_is_logged_by_id(client, staff, lines):
    client.force_login(staff)

    client.get("/accounts/")

    assert (lines[0]["route"], lines[0]["user"]) == ("accounts/", staff.pk)


def test_an_exception_is_logged_by_class_and_place_without_its_message():
    try:
        raise ValueError("A family said this")
    except ValueError:
        record = requests_log.makeRecord("x", logging.ERROR, __file__, 1, "It broke", (), sys.exc_info())

    line = json.loads(JsonFormatter().format(record))

    assert line["exception"] == "ValueError"
    assert line["places"][0].endswith("test_an_exception_is_logged_by_class_and_place_without_its_message")
    assert "family" not in json.dumps(line)
