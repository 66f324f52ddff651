"""Hints on the rows of an easy read: while somebody types, set aside and brought back; and the proposed start."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reports.easy_read_start import propose_start
from reports.forms import HintReasonForm
from reports.models import EasyReadRow, SetAsideHint
from reports.workbench import hints_while_typing, set_aside_hint
from reviews.access import Verb, get_review
from reviews.tabs import review_head
from reviews.text import UnusableText, normalise


@never_cache
@require_POST
def hint_list(request, review_id):
    """The hints about a text that is being typed, in the summary or in the update. Nothing is stored."""
    review = get_review(request, review_id, to=(Verb.WRITE, Verb.GIVE_BACK))
    return render(request, "reports/includes/typing_hints.html", {"hints": typed_hints(request, review), "alone": True})


def typed_hints(request, review, row=None):
    """The hints about the text in a form that was sent, for the row it is about: `row`, or one that the form names."""
    try:
        text = normalise(request.POST.get("text", ""))
    except UnusableText:
        return []
    row_id = str(row.pk) if row else request.POST.get("row")
    heading = request.POST.get("kind") == EasyReadRow.Kind.HEADING
    return hints_while_typing(review, text=text, heading=heading, row_id=row_id, after=request.POST.get("after"))


@require_POST
def hint_set_aside(request, review_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    row = _row_sent(request, review)
    code, words = request.POST.get("code", ""), normalise(request.POST.get("words", ""))
    if not set_aside_hint(review=review, row_id=row and row.pk, code=code, words=words, by=request.user):
        messages.info(request, "That hint is not there any more: the words have changed. Look again.")
    return redirect(_place(review, row))


@require_POST
def hint_bring_back(request, review_id, hint_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    aside = get_object_or_404(SetAsideHint.objects.select_related("row"), pk=hint_id, easy_read__review=review)
    aside.delete()
    return redirect(_place(review, aside.row))


@never_cache
@require_http_methods(["GET", "POST"])
def hint_reason(request, review_id, hint_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    aside = get_object_or_404(SetAsideHint.objects.select_related("row"), pk=hint_id, easy_read__review=review)
    form = HintReasonForm(request.POST or None, instance=aside)
    if form.is_valid():
        form.save()
        return redirect(_place(review, aside.row))
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "heading": "Why is this hint set aside?",
        "intro": f"“{aside.row.text}”" if aside.row else "",
        "submit_label": "Save",
        "back_url": _place(review, aside.row),
    }
    return render(request, "form_page.html", context)


@require_POST
def row_confirm(request, review_id, row_id):
    """Say that a row is still right although its passage has changed."""
    review = get_review(request, review_id, to=Verb.WRITE)
    row = get_object_or_404(EasyReadRow.objects.select_related("passage"), pk=row_id, easy_read__review=review)
    row.stand_as_written()
    row.save(update_fields=["passage_hash"])
    return redirect(_place(review, row))


@require_POST
def start_propose(request, review_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    if propose_start(review):
        messages.success(request, "A start is proposed. Write the rows that stand empty; change whatever is not right.")
    else:
        messages.info(request, "There are rows already, so nothing was proposed.")
    return redirect("easy_read_edit", review_id=review.pk)


def _row_sent(request, review):
    """The row that a form names, or None where it names none."""
    sent = request.POST.get("row")
    if not sent:
        return None
    row = next((row for row in EasyReadRow.objects.filter(easy_read__review=review) if str(row.pk) == sent), None)
    if row is None:
        raise Http404
    return row


def _place(review, row):
    return f"{reverse('easy_read_edit', args=[review.pk])}#{f'row-{row.pk}' if row else 'whole-hints'}"
