"""Hints on the rows of an easy read: while somebody types, set aside and brought back; and the proposed start."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reports.easy_read_start import propose_start
from reports.easy_read_update import NothingToPropose, propose_rows
from reports.easy_reads import SUMMARY, UPDATE
from reports.forms import HintReasonForm
from reports.models import EasyReadRow, SetAsideHint
from reports.views.easy_rows import pieces, place_of, rows_as_they_are
from reports.workbench import hints_while_typing, set_aside_hint
from reviews.access import get_review
from reviews.tabs import review_head
from reviews.text import UnusableText, normalise

NOT_THERE = "That hint is not there any more: the words have changed. Look again."


@never_cache
@require_POST
def hint_list(request, review_id, which=SUMMARY):
    """The hints about a text that is being typed. Nothing is stored."""
    review = get_review(request, review_id, to=which.verb)
    shown = {"hints": typed_hints(request, review, which), "alone": True}
    return render(request, "reports/includes/typing_hints.html", shown)


def typed_hints(request, review, which, row=None):
    """The hints about the text in a form that was sent, for the row it is about: `row`, or one that the form names."""
    try:
        text = normalise(request.POST.get("text", ""))
    except UnusableText:
        return []
    row_id = str(row.pk) if row else request.POST.get("row")
    heading = request.POST.get("kind") == EasyReadRow.Kind.HEADING
    return hints_while_typing(
        review, text=text, heading=heading, row_id=row_id, after=request.POST.get("after"), which=which
    )


@never_cache
@require_POST
def hint_set_aside(request, review_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    row = _row_sent(request, review, which)
    code, words = request.POST.get("code", ""), normalise(request.POST.get("words", ""))
    before = rows_as_they_are(review, which) if request.htmx else {}
    hint = {"row_id": row and row.pk, "code": code, "words": words}
    found = set_aside_hint(review=review, which=which, by=request.user, **hint)
    if request.htmx:
        said = "The hint is set aside." if found else NOT_THERE
        return pieces(request, review, which, before=before if found else {}, said=said, row=row)
    if not found:
        messages.info(request, NOT_THERE)
    return redirect(place_of(review, which, row))


@never_cache
@require_POST
def hint_bring_back(request, review_id, hint_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    aside = _aside(review, which, hint_id)
    before = rows_as_they_are(review, which) if request.htmx else {}
    aside.delete()
    if request.htmx:
        return pieces(request, review, which, before=before, said="The hint is back.", row=aside.row)
    return redirect(place_of(review, which, aside.row))


@never_cache
@require_http_methods(["GET", "POST"])
def hint_reason(request, review_id, hint_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    aside = _aside(review, which, hint_id)
    form = HintReasonForm(request.POST or None, instance=aside)
    if form.is_valid():
        form.save()
        return redirect(place_of(review, which, aside.row))
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "heading": "Why is this hint set aside?",
        "intro": f"“{aside.row.text}”" if aside.row else "",
        "submit_label": "Save",
        "back_url": place_of(review, which, aside.row),
    }
    return render(request, "form_page.html", context)


@never_cache
@require_POST
def row_confirm(request, review_id, row_id, which=SUMMARY):
    """Say that a row is still right although its passage has changed."""
    review = get_review(request, review_id, to=which.verb)
    rows = which.rows(EasyReadRow.objects.select_related("passage"), review)
    row = get_object_or_404(rows, pk=row_id)
    before = rows_as_they_are(review, which) if request.htmx else {}
    row.stand_as_written()
    row.save(update_fields=["passage_hash"])
    if request.htmx:
        return pieces(request, review, which, before=before, said="The row is still right.", row=row)
    return redirect(place_of(review, which, row))


@require_POST
def start_propose(request, review_id):
    review = get_review(request, review_id, to=SUMMARY.verb)
    if propose_start(review):
        messages.success(request, "A start is proposed. Write the rows that stand empty; change whatever is not right.")
    else:
        messages.info(request, "There are rows already, so nothing was proposed.")
    return redirect("easy_read_edit", review_id=review.pk)


@require_POST
def update_propose(request, review_id):
    review = get_review(request, review_id, to=UPDATE.verb)
    try:
        propose_rows(review)
    except NothingToPropose as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "A start is proposed. Write the rows that stand empty; change whatever is not right.")
    return redirect("easy_read_update", review_id=review.pk)


def _row_sent(request, review, which):
    """The row that a form names, or None where it names none."""
    sent = request.POST.get("row")
    if not sent:
        return None
    row = next((row for row in which.rows(EasyReadRow.objects.all(), review) if str(row.pk) == sent), None)
    if row is None:
        raise Http404
    return row


def _aside(review, which, hint_id):
    return get_object_or_404(which.rows(SetAsideHint.objects.select_related("row"), review), pk=hint_id)
