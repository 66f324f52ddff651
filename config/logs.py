"""Logs as JSON, one object a line, each with the id of the request it belongs to."""

import json
import logging
import time
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime

from config.task_errors import places_of

request_id = ContextVar("request_id", default=None)
requests_log = logging.getLogger("golden_thread.requests")


class JsonFormatter(logging.Formatter):
    """Of an exception only its class and places are kept: its message may quote what somebody typed."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": message_of(record),
        }
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["places"] = places_of(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def message_of(record):
    """What a record says. Django puts paths in, and a path can hold a code made of somebody's words."""
    if record.name.startswith("django.") and isinstance(record.args, tuple):
        shown = ["a page" if str(each).startswith("/") else each for each in record.args]
        return record.msg % tuple(shown) if shown else record.msg
    return record.getMessage()


class RequestLogMiddleware:
    """Gives each request an id, answered as X-Request-ID, and logs how it went: never a body, never a query string."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Set and never reset: Django logs a refusal after all middleware is done, and the next request sets its own.
        request_id.set(uuid.uuid4().hex)
        started = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request_id.get()
        requests_log.info("request", extra={"fields": self.describe(request, response, started)})
        return response

    def describe(self, request, response, started):
        match = request.resolver_match
        # _cached_user is there only if the session was read for this request; asking request.user would read it.
        user = getattr(request, "_cached_user", None)
        return {
            "method": request.method,
            "route": match.route if match else None,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - started) * 1000),
            "user": user.pk if user else None,
        }


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would write a second, unstructured line and mail error pages, which hold bodies.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # runserver's own line a request would repeat ours, with the query string.
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        # These name each font and file, and that they are there; only what went wrong is of interest.
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
