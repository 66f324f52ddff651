"""What the record of a task keeps of an error: its class and where it happened, and none of its words."""

import logging
import traceback
from functools import wraps

log = logging.getLogger(__name__)


class TaskFailed(Exception):
    """A task ended with an error whose own message may quote what somebody wrote."""


def places_of(tb):
    """Where an error passed through, from the outside in, as text; nothing of the values it met."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(tb)]


def without_words(work):
    """Wrap the function of a task: an error is logged as all are, and handed on to the queue as a TaskFailed."""

    @wraps(work)
    def run(*args, **kwargs):
        try:
            return work(*args, **kwargs)
        except Exception as error:
            log.exception("The task %s failed", work.__name__)
            said = "\n".join([type(error).__name__, *places_of(error.__traceback__)])
            raise TaskFailed(said) from None

    return run
