"""How often one person may do what costs the machine dearly or hands much out, counted for all processes together."""

from datetime import datetime
from functools import wraps
from time import time

from django.core.cache import cache
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import http_date

from accounts.middleware import wants_data
from accounts.typed import typed_texts

SECONDS = {"minute": 60, "hour": 3600}


def limited(what, amount, per="hour", method="POST"):
    """Lets one person do this `amount` times in an hour or a minute by the clock, and afterwards answers 429.

    Views that share the word `what` are counted together; requests by another method are not counted. Somebody who
    is turned away gets back what was typed, and is told from when on it works again.
    """
    seconds = SECONDS[per]

    def limit(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method != method or count(what, request.user, amount, seconds):
                return view(request, *args, **kwargs)
            return too_often(request, again_at(seconds))

        return answer

    return limit


def count(what, user, amount, seconds, counts=cache):
    """Count one more of these, unless there were `amount` of them in these seconds by the clock; says whether it was.

    Of two requests at the very same moment one may stay uncounted, which does no harm.
    """
    key = f"limit:{what}:{user.pk}:{seconds}:{int(time() // seconds)}"
    counted = counts.get(key, 0)
    if counted >= amount:
        return False
    counts.set(key, counted + 1, timeout=seconds)
    return True


def again_at(seconds):
    """When the count begins anew, in seconds since 1970."""
    return (int(time() // seconds) + 1) * seconds


def too_often(request, again):
    at = datetime.fromtimestamp(again, timezone.get_current_timezone())
    if wants_data(request):
        message = f"You have done this very often. It works again at {at:%H:%M}."
        response = JsonResponse({"reason": "busy", "message": message}, status=429)
    else:
        response = render(request, "429.html", {"again": at, "kept": typed_texts(request)}, status=429)
    response.headers["Retry-After"] = http_date(again)
    return response
