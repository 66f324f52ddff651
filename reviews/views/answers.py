"""Answers to scripts: JSON, with what went wrong in words that the page can show."""

import json
from functools import wraps

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, JsonResponse

from reviews.text import UnusableText

GONE = "What you were writing in is not here any more."
DAMAGED = "What was sent could not be read."
TOO_LARGE = "This is too large to be saved. Copy part of it into another passage."
SOMEBODY_ELSE = "Somebody else is signed in on this device now."


class Unreadable(Exception):
    """What was sent is not what the address takes."""


def refusal(status, reason, message, **more):
    """`reason` is one word for the script, `message` a sentence for the person."""
    return JsonResponse({"reason": reason, "message": message, **more}, status=status)


def to_scripts(view):
    """Whatever a view refuses is said in JSON: a script could do nothing with a page."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return refusal(404, "gone", GONE)
        except PermissionDenied as error:
            return refusal(403, "closed", str(error))
        except UnusableText as error:
            return refusal(400, "unusable", str(error))
        except Unreadable:
            return refusal(400, "damaged", DAMAGED)
        except RequestDataTooBig:
            return refusal(413, "unusable", TOO_LARGE)

    return answer


def texts_sent(request, names):
    """The JSON object of the request's body, in which each of these names has a text. Raises Unreadable."""
    try:
        sent = json.loads(request.body)
    except ValueError as error:
        raise Unreadable from error
    if not isinstance(sent, dict) or not all(isinstance(sent.get(name), str) for name in names):
        raise Unreadable
    return sent
