"""Writing an easy read, be it the summary or the update: rows of a sentence and a picture, and headings."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, reselect, reswap, retarget

from reports.easy_read_rows import move_row, remove_row
from reports.easy_reads import SUMMARY, UPDATE
from reports.forms import EasyReadForm, HeadingForm, RowForm
from reports.models import Action, EasyRead, EasyReadRow
from reports.pictures.choosing import choice
from reports.pictures.finding import note_choice
from reports.views.easy_rows import (
    page_of,
    pieces,
    place_of,
    rows_again,
    rows_as_they_are,
    show_pictures,
    testing_of,
)
from reports.views.row_texts import show_row_conflicts
from reports.views.workbench import typed_hints
from reports.workbench import workbench
from reviews.access import get_review
from reviews.tabs import review_head

TAKEN_OUT = "Somebody has taken this row out meanwhile."


@never_cache
@require_GET
def easy_read_edit(request, review_id):
    review = get_review(request, review_id)
    return render(request, "reports/easy_read_edit.html", _page(review, SUMMARY))


@never_cache
@require_GET
def update_edit(request, review_id):
    review = get_review(request, review_id)
    answers = Action.objects.filter(recommendation__passage__section__review=review).count()
    return render(request, "reports/easy_read_update_edit.html", {**_page(review, UPDATE), "answers": answers})


def _page(review, which):
    """What the page of an easy read shows: its rows with hints and pictures, and what its testing adds."""
    bench = workbench(review, which)
    show_pictures(bench.rows, review)
    return {
        **testing_of(bench.easy_read, bench.rows),
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "which": which,
        "easy_read": bench.easy_read,
        "bench": bench,
        "rows": bench.rows,
        "can_edit": which.verb in review.allowed,
    }


@never_cache
@require_http_methods(["GET", "POST"])
def row_edit(request, review_id, row_id=None, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    easy_read = _easy_read(request, review, which)
    row = _row(review, which, row_id) if row_id else None
    heading = row.kind == EasyReadRow.Kind.HEADING if row else request.GET.get("kind") == EasyReadRow.Kind.HEADING
    form_class = HeadingForm if heading else RowForm
    finding = "find" in request.POST or "check" in request.POST
    form = form_class(
        request.POST or None, instance=row, easy_read=easy_read, by=request.user, after=request.GET.get("after")
    )
    if request.method == "POST" and not finding and form.is_valid():
        return _save_row(request, review, which, form, new=row is None)
    context = {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "which": which,
        "form": form,
        "finding": finding,
        "hints": typed_hints(request, review, which, row) if "check" in request.POST else None,
        "row": row,
        "heading_row": heading,
        "choice": None if heading else _choice(request, review, form, finding),
        "back_url": page_of(review, which),
    }
    response = render(request, "reports/easy_read_row_edit.html", context)
    if request.htmx and request.method == "POST":
        # What cannot be saved stays where it was typed, and takes the place of no row.
        response = retarget(reswap(reselect(response, "[data-row-form]"), "innerHTML"), "closest [data-row-slot]")
    return response


def _save_row(request, review, which, form, *, new):
    before = rows_as_they_are(review, which) if request.htmx else {}
    saved = form.save()
    if form.conflicts:
        return show_row_conflicts(request, review, which, saved, form.conflicts)
    if saved.picture and "picture" in form.changed_data:
        note_choice(review=review, code=saved.picture, by=request.user)
    said = "The heading is saved." if saved.kind == EasyReadRow.Kind.HEADING else "The row is saved."
    again = "again" in request.POST
    if request.htmx:
        kept = {"row": saved, "saved": True, "go_to": "change", "add": again}
        return pieces(request, review, which, before=before, said=said, **kept)
    messages.success(request, said)
    if again:
        return redirect(f"{reverse(which.names['row_new'], args=[review.pk])}?after={saved.pk}")
    return redirect(place_of(review, which, saved))


@require_POST
def row_move(request, review_id, row_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    to = request.POST.get("to")
    if to not in ("up", "down"):
        raise Http404
    row = _row_if_there(request, review, which, row_id)
    if row is None:
        return rows_again(request, review, which, said=TAKEN_OUT)
    moved = move_row(row=row, up=to == "up")
    if request.htmx:
        said = f"Moved {to}." if moved else f"It is the {'first' if to == 'up' else 'last'} already."
        return rows_again(request, review, which, said=said, row=row, go_to=to)
    return redirect(place_of(review, which, row))


@never_cache
@require_http_methods(["GET", "POST"])
def row_remove(request, review_id, row_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    row = _row_if_there(request, review, which, row_id)
    if row is None:
        return rows_again(request, review, which, said=TAKEN_OUT)
    if request.method == "POST":
        return _remove_row(request, review, which, row)
    if request.htmx:
        return render(request, "reports/includes/easy_row_remove.html", {"review": review, "which": which, "row": row})
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "heading": "Remove this row?",
        "text": row.text,
        "submit_label": "Remove it",
        "back_url": page_of(review, which),
    }
    return render(request, "confirm_page.html", context)


def _remove_row(request, review, which, row):
    said, behind = f"Removed: “{row}”", row.position
    remove_row(row=row)
    if request.htmx and row.easy_read.rows.exists():
        return rows_again(request, review, which, said=said, behind=behind)
    messages.success(request, said)
    return HttpResponseClientRedirect(page_of(review, which)) if request.htmx else redirect(page_of(review, which))


@never_cache
@require_http_methods(["GET", "POST"])
def details_edit(request, review_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    form = EasyReadForm(request.POST or None, instance=_easy_read(request, review, which))
    if form.is_valid():
        form.save()
        messages.success(request, "The title is saved.")
        return redirect(page_of(review, which))
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "heading": "Title and language",
        "submit_label": "Save",
        "back_url": page_of(review, which),
    }
    return render(request, "form_page.html", context)


def _choice(request, review, form, finding):
    words, text, chosen = (form[name].value() or "" for name in ("words", "text", "picture"))
    return choice(review, by=request.user, words=words, text=text, chosen=chosen, asked=finding)


def _easy_read(request, review, which):
    """The review's easy read; a new one is stored when something is sent, not when a page is asked for."""
    if request.method == "POST":
        return which.begun(review)
    return which.of(review) or EasyRead(**{which.field: review})


def _row_if_there(request, review, which, row_id):
    """The row. Where it is gone, None for a page with scripts, which is then told so; else 404."""
    row = which.rows(EasyReadRow.objects.all(), review).filter(pk=row_id).first()
    if row is None and not (request.htmx and which.of(review)):
        raise Http404
    return row


def _row(review, which, row_id):
    return get_object_or_404(which.rows(EasyReadRow.objects.all(), review), pk=row_id)
