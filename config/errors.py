"""What people see when something goes wrong, in plain words. None of these pages asks the database for anything."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template

from accounts.middleware import wants_data
from accounts.typed import own_page_before, typed_texts
from config.uploads import UploadTooBig


def bad_request(request, exception):
    """Django answers a body that is too large here, too: it counts as a suspicious request."""
    if isinstance(exception, RequestDataTooBig):
        is_file = isinstance(exception, UploadTooBig)
        limit = settings.UPLOAD_MAX_BYTES if is_file else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return render(request, "413.html", {"limit": limit, "is_file": is_file}, status=413)
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    """Shows the sentence that was given with PermissionDenied."""
    return render(request, "403.html", {"sentence": str(exception)}, status=403)


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def plain_not_found(get_response):
    """Middleware: with DEBUG on, too, a wrong address shows our page and not a list of every address there is."""

    def answer(request):
        response = get_response(request)
        if settings.DEBUG and response.status_code == 404 and response.headers["Content-Type"].startswith("text/html"):
            return page_not_found(request, None)
        return response

    return answer


def plain_not_allowed(get_response):
    """Middleware: an address opened in a way that it is not made for answers with our page, and a script with none."""

    def answer(request):
        response = get_response(request)
        if response.status_code != 405 or wants_data(request):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return answer


def server_error(request):
    """No context, so that nothing a page usually needs can fail again."""
    return HttpResponse(get_template("500.html").render(), status=500)


@login_not_required
def csrf_failure(request, reason=""):
    """Gives back every text that was sent, so that a page left open overnight costs nobody an hour's work.

    A script is told to fetch a fresh token: it still has the text.
    """
    if request.content_type == "application/json":
        message = "This page has been open too long. Load it again."
        return JsonResponse({"reason": "token", "message": message}, status=403)
    context = {"kept": typed_texts(request), "fresh_url": own_page_before(request)}
    return render(request, "403_csrf.html", context, status=403)
