"""The drafts of many reviews at once, for centre staff: choosing them, and how far they are."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require_staff
from accounts.limits import limited
from reports.actions import make_drafts
from reports.forms import DraftChoiceForm
from reports.models import Draft, Kind
from reports.views.home import found_reviews
from reports.worker import seconds_since_beat
from reviews.models import Stage

PAGE = 50
# A worker says every five seconds that it is there.
SILENT_FOR = 60


@never_cache
@require_GET
def draft_list(request):
    require_staff(request)
    return render(request, "reports/draft_list.html", _progress(request))


@never_cache
@require_GET
def draft_list_state(request):
    require_staff(request)
    return render(request, "reports/includes/draft_progress.html", _progress(request))


@never_cache
@require_http_methods(["GET", "POST"])
@limited("render-many", 30)
def draft_choose(request):
    require_staff(request)
    asked = request.POST if request.method == "POST" else request.GET
    stage, words = asked.get("stage", ""), asked.get("q", "").strip()
    reviews = found_reviews(stage=stage, words=words)
    form = DraftChoiceForm(request.POST or None, listed=reviews)
    if form.is_valid():
        kind, chosen = form.cleaned_data["kind"], form.cleaned_data["reviews"]
        written = chosen.filter(easy_read__rows__isnull=False).distinct() if kind == Kind.EASY_READ else chosen
        made = make_drafts(reviews=written, kind=kind, by=request.user, file_format=form.cleaned_data["file_format"])
        _say(request, made, left_out=chosen.count() - made)
        return redirect("draft_list")
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(reviews, PAGE).get_page(asked.get("page")),
        "query": query.urlencode(),
        "ticked": form["reviews"].value() or [],
        "stages": Stage.choices,
        "stage": stage,
        "words": words,
    }
    return render(request, "reports/draft_choose.html", context)


def _progress(request):
    drafts = Draft.objects.recent()
    counts = drafts.order_by().aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in Draft.State.values}, asked=Count("pk")
    )
    silence = seconds_since_beat() if counts[Draft.State.WAITING] else 0
    page = Paginator(drafts.select_related("review__site", "asked_by"), PAGE).get_page(request.GET.get("page"))
    return {"page": page, "counts": counts, "nobody_works": silence is None or silence > SILENT_FOR}


def _say(request, made, *, left_out):
    documents = "1 document is" if made == 1 else f"{made} documents are"
    without = f" {left_out} of the reviews had no easy read yet, so nothing is made of them." if left_out else ""
    messages.info(request, f"{documents} being made. You can go on working and come back.{without}")
