"""Answers to scripts: JSON, with what went wrong in words that the page can show."""

import json
from functools import wraps

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, JsonResponse

from reviews import save_limit
from reviews.characters import unprintable
from reviews.leaving import keep_for_the_team, leaver_of
from reviews.text import UnusableText

GONE = "What you were writing in is not here any more."
DAMAGED = "What was sent could not be read."
TOO_LARGE = "This is too large to be saved. Copy part of it into another passage."
SOMEBODY_ELSE = "Somebody else is signed in on this device now."
LEFT = "You are not part of this review any more, so nothing of it is kept on this device."
PASSED_ON = "What you typed last is kept for the team among the earlier texts."
NOT_PASSED_ON = "What you typed last could not be passed on."


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
            return _to_leaver(request, kwargs) or refusal(404, "gone", GONE)
        except PermissionDenied as error:
            return _to_leaver(request, kwargs) or refusal(403, "closed", str(error))
        except UnusableText as error:
            return refusal(400, "unusable", str(error))
        except Unreadable:
            return refusal(400, "damaged", DAMAGED)
        except RequestDataTooBig:
            return refusal(413, "unusable", TOO_LARGE)

    return answer


def _to_leaver(request, names):
    """The refusal for somebody who has left the review, at which a browser forgets all that it keeps of it."""
    leaver = leaver_of(request.user, names["review_id"])
    if leaver is None:
        return None
    if request.method == "GET":
        return refusal(404, "left", LEFT)
    if save_limit.is_reached(request.user):
        return refusal(429, "busy", "You are saving very often. This will be saved in a minute.")
    kept = _is_kept(request, leaver, {name: value for name, value in names.items() if name != "review_id"})
    return refusal(404, "left", f"{LEFT} {PASSED_ON if kept else NOT_PASSED_ON}", kept=kept)


def _is_kept(request, leaver, names):
    try:
        sent = texts_sent(request, ["field", "text", "based_on", "writer"])
    except (Unreadable, RequestDataTooBig):
        return False
    is_theirs = sent["writer"] == str(request.user.pk) and not unprintable(sent["text"])
    return is_theirs and keep_for_the_team(leaver, request.resolver_match.url_name, names, sent)


def texts_sent(request, names):
    """The JSON object of the request's body, in which each of these names has a text. Raises Unreadable."""
    try:
        sent = json.loads(request.body)
    except ValueError as error:
        raise Unreadable from error
    if not isinstance(sent, dict) or not all(isinstance(sent.get(name), str) for name in names):
        raise Unreadable
    return sent
