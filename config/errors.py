"""Says in plain words why a request was refused before any view saw it."""

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render
from django.views.defaults import bad_request as plain_bad_request


def bad_request(request, exception):
    """Django calls this for every 400; too much data deserves its own status and its own sentence."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return plain_bad_request(request, exception)
