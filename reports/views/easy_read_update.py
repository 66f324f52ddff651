"""Writing the easy-read update, “what happened next”: rows as in the summary, proposed from the site's answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.easy_read_rows import move_row, remove_row
from reports.easy_read_update import NothingToPropose, propose_rows, update_of
from reports.forms import EasyReadForm, HeadingForm, RowForm
from reports.models import Action, EasyRead, EasyReadRow
from reports.pictures.choosing import choice
from reports.pictures.finding import note_choice, pictures_named
from reports.views.workbench import typed_hints
from reviews.access import Verb, get_review
from reviews.tabs import review_head


@never_cache
@require_GET
def update_edit(request, review_id):
    review = get_review(request, review_id)
    update = getattr(review, "easy_read_update", None)
    rows = list(update.rows.select_related("passage__section")) if update else []
    pictures = pictures_named({row.picture for row in rows if row.picture}, site_id=review.site_id)
    for row in rows:
        row.shown = pictures.get(row.picture)
    context = {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "rows": rows,
        "without_picture": sum(1 for row in rows if row.kind == EasyReadRow.Kind.ROW and not row.picture),
        "answers": Action.objects.filter(recommendation__passage__section__review=review).count(),
        "can_edit": Verb.GIVE_BACK in review.allowed,
    }
    return render(request, "reports/easy_read_update_edit.html", context)


@require_POST
def update_propose(request, review_id):
    review = get_review(request, review_id, to=Verb.GIVE_BACK)
    try:
        rows = propose_rows(review)
    except NothingToPropose as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{len(rows)} rows are proposed. They are a start: write each anew in easy words.")
    return redirect("easy_read_update", review_id=review.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def update_details(request, review_id):
    review = get_review(request, review_id, to=Verb.GIVE_BACK)
    form = EasyReadForm(request.POST or None, instance=_update(request, review))
    if form.is_valid():
        form.save()
        messages.success(request, "The title is saved.")
        return redirect("easy_read_update", review_id=review.pk)
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "heading": "Title and language of the update",
        "submit_label": "Save",
        "back_url": _page(review),
    }
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def update_row_edit(request, review_id, row_id=None):
    review = get_review(request, review_id, to=Verb.GIVE_BACK)
    row = _row(review, row_id) if row_id else None
    heading = row.kind == EasyReadRow.Kind.HEADING if row else request.GET.get("kind") == EasyReadRow.Kind.HEADING
    finding = "find" in request.POST or "check" in request.POST
    form = (HeadingForm if heading else RowForm)(
        request.POST or None, instance=row, easy_read=_update(request, review), after=request.GET.get("after")
    )
    if request.method == "POST" and not finding and form.is_valid():
        saved = form.save()
        if saved.picture and "picture" in form.changed_data:
            note_choice(review=review, code=saved.picture, by=request.user)
        messages.success(request, "The heading is saved." if heading else "The row is saved.")
        if "again" in request.POST:
            return redirect(f"{reverse('easy_read_update_row_new', args=[review.pk])}?after={saved.pk}")
        return redirect(f"{_page(review)}#row-{saved.pk}")
    context = {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "finding": finding,
        "hints": typed_hints(request, review, row) if "check" in request.POST else None,
        "row": row,
        "heading_row": heading,
        "choice": None if heading else _choice(request, review, form, finding),
        "back_url": _page(review),
    }
    return render(request, "reports/easy_read_row_edit.html", context)


@require_POST
def update_row_move(request, review_id, row_id):
    review = get_review(request, review_id, to=Verb.GIVE_BACK)
    row = _row(review, row_id)
    if request.POST.get("to") not in ("up", "down"):
        raise Http404
    move_row(row=row, up=request.POST["to"] == "up")
    return redirect(f"{_page(review)}#row-{row.pk}")


@never_cache
@require_http_methods(["GET", "POST"])
def update_row_remove(request, review_id, row_id):
    review = get_review(request, review_id, to=Verb.GIVE_BACK)
    row = _row(review, row_id)
    if request.method == "POST":
        remove_row(row=row)
        messages.success(request, f"Removed: “{row.text}”")
        return redirect("easy_read_update", review_id=review.pk)
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "heading": "Remove this row?",
        "text": row.text,
        "submit_label": "Remove it",
        "back_url": _page(review),
    }
    return render(request, "confirm_page.html", context)


def _choice(request, review, form, finding):
    words, text, chosen = (form[name].value() or "" for name in ("words", "text", "picture"))
    return choice(review, by=request.user, words=words, text=text, chosen=chosen, asked=finding)


def _row(review, row_id):
    return get_object_or_404(EasyReadRow, pk=row_id, easy_read__update_of=review)


def _page(review):
    return reverse("easy_read_update", args=[review.pk])


def _update(request, review):
    """A new update is stored when something is sent, not when a page is asked for."""
    if request.method == "POST":
        return update_of(review)
    return getattr(review, "easy_read_update", None) or EasyRead(update_of=review)
