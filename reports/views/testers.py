"""The pages of a group that tests the easy read: whoever holds the link sees what is to be tested, and nothing else."""

from functools import wraps

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record
from accounts.middleware import wants_data
from reports.models import TrialAnswer
from reports.pdf import MissingAsset
from reports.pictures.choosing import addresses_for_tester
from reports.pictures.files import pictures_of
from reports.pictures.finding import pictures_named
from reports.render import render_html
from reports.testing import LinkClosed, finish_test, frozen_document, has_sheet, link_of, save_answer, steps_of
from reports.testing_forms import AnswerForm, FinishForm

TOO_MANY = LinkClosed("Too many pages at once", "Wait a minute. Then try again. What you have saved is kept.")
# The address is the key, so no page says where somebody came from. “no-referrer” would also hide the origin, which
# is how a form of ours is told from one of somebody else.
PRIVATE = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow, noarchive"}


def for_testers(view):
    """The door: the view gets the TrialLink that the token opens; any other token is answered in easy words."""

    @login_not_required
    @never_cache
    @wraps(view)
    def answer(request, token, **kwargs):
        try:
            if not ratelimit.consume(request, action="tester_link"):
                raise TOO_MANY
            response = view(request, link_of(token), token=token, **kwargs)
        except LinkClosed as closed:
            response = _say_closed(request, closed)
        for name, value in PRIVATE.items():
            response.headers[name] = value
        return response

    return answer


@require_GET
@for_testers
def tester_start(request, link, token):
    document = frozen_document(link)
    steps = steps_of(document)
    answered = set(link.answers.values_list("row", flat=True))
    record("tester-link-open", link, review=link.easy_read.about)
    context = {
        "link": link,
        "token": token,
        "document": document,
        "steps": steps,
        "begun": len(answered),
        "sheet": has_sheet(link),
        "next": next((step.number for step in steps if step.row_id not in answered), 1),
    }
    return render(request, "reports/testing/start.html", context)


@require_GET
@for_testers
def tester_read(request, link, token):
    document = frozen_document(link)
    body = render_html(document, "screen", addresses_for_tester(document, token))
    record("tester-link-open", link, review=link.easy_read.about)
    return render(request, "reports/testing/read.html", {"link": link, "token": token, "body": body})


@require_http_methods(["GET", "POST"])
@for_testers
def tester_row(request, link, token, step):
    document = frozen_document(link)
    steps = steps_of(document)
    if not 1 <= step <= len(steps):
        raise Http404
    asked = steps[step - 1]
    answer = link.answers.filter(row=asked.row_id).first() or TrialAnswer()
    initial = {name: getattr(answer, name) for name in AnswerForm.base_fields}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_answer(link=link, step=asked, changed=form.changed())
        if wants_data(request):
            return JsonResponse({"saved": f"{timezone.localtime():%H:%M}"})
        return _after(request, token, step, len(steps))
    if request.method == "POST" and wants_data(request):
        problems = [problem for field in form.errors.values() for problem in field]
        return JsonResponse({"message": " ".join(problems)}, status=400)
    context = {
        "link": link,
        "token": token,
        "document": document,
        "form": form,
        "asked": asked,
        "last": len(steps),
        "is_last": step == len(steps),
        "printing": False,
        "picture_addresses": addresses_for_tester(document, token),
    }
    return render(request, "reports/testing/row.html", context)


@require_http_methods(["GET", "POST"])
@for_testers
def tester_finish(request, link, token):
    steps = steps_of(frozen_document(link))
    answered = set(link.answers.values_list("row", flat=True))
    initial = {"named": link.named, "named_as": link.named_as or link.group}
    form = FinishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        finish_test(link=link, **form.cleaned_data)
        return redirect("tester_thanks", token=token)
    left = [step for step in steps if step.row_id not in answered]
    context = {"link": link, "token": token, "form": form, "left": left, "last": len(steps)}
    return render(request, "reports/testing/finish.html", context)


@require_GET
@for_testers
def tester_thanks(request, link, token):
    return render(request, "reports/testing/thanks.html", {"link": link, "token": token})


@require_GET
@for_testers
def tester_picture(request, link, token, code):
    """A picture of the easy read that is tested, unless it may not be used any more since."""
    try:
        picture = pictures_of(frozen_document(link)).get(code)
    except MissingAsset as missing:
        raise Http404 from missing
    now = pictures_named([code], site_id=link.easy_read.about.site_id).get(code)
    if picture is None or now is None or now.stops:
        raise Http404
    return HttpResponse(picture.data, content_type=picture.media_type)


@require_GET
@for_testers
def tester_sheet(request, link, token):
    """The sheet to print, once the worker has made it, unless it shows what may not be shown any more."""
    if not has_sheet(link):
        raise Http404
    return FileResponse(
        link.sheet.open(), as_attachment=True, filename="easy-read-sheet.pdf", content_type="application/pdf"
    )


def _after(request, token, step, last):
    """Where a form without scripts goes on: the row before or behind, or the end."""
    if "back" in request.POST and step > 1:
        return redirect("tester_row", token=token, step=step - 1)
    if "stop" in request.POST:
        return redirect("tester_start", token=token)
    if step < last:
        return redirect("tester_row", token=token, step=step + 1)
    return redirect("tester_finish", token=token)


def _say_closed(request, closed):
    status = 429 if closed is TOO_MANY else 410
    if wants_data(request):
        return JsonResponse({"message": f"{closed.heading}. {closed}"}, status=status)
    context = {"heading": closed.heading, "sentence": str(closed)}
    return render(request, "reports/testing/closed.html", context, status=status)
