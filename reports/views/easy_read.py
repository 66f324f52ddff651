"""Writing the easy-read summary: rows of a sentence and a picture, headings, and who tested it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.easy_read_rows import easy_read_of, move_row, remove_row
from reports.forms import EasyReadForm, EasyReadTestForm, HeadingForm, RowForm
from reports.models import EasyRead, EasyReadRow, EasyReadTest
from reports.pictures.choosing import choice
from reports.pictures.finding import note_choice, pictures_named
from reviews.access import Verb, get_review
from reviews.tabs import review_head


@never_cache
@require_GET
def easy_read_edit(request, review_id):
    review = get_review(request, review_id)
    easy_read = getattr(review, "easy_read", None)
    rows = list(easy_read.rows.select_related("passage__section")) if easy_read else []
    pictures = pictures_named({row.picture for row in rows if row.picture}, site_id=review.site_id)
    for row in rows:
        row.shown = pictures.get(row.picture)
    context = {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "easy_read": easy_read,
        "rows": rows,
        "tests": easy_read.tests.all() if easy_read else [],
        "without_picture": sum(1 for row in rows if row.kind == EasyReadRow.Kind.ROW and not row.picture),
        "can_edit": Verb.WRITE in review.allowed,
    }
    return render(request, "reports/easy_read_edit.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def row_edit(request, review_id, row_id=None):
    review = get_review(request, review_id, to=Verb.WRITE)
    easy_read = _easy_read(request, review)
    row = get_object_or_404(EasyReadRow, pk=row_id, easy_read__review=review) if row_id else None
    heading = row.kind == EasyReadRow.Kind.HEADING if row else request.GET.get("kind") == EasyReadRow.Kind.HEADING
    form_class = HeadingForm if heading else RowForm
    finding = "find" in request.POST
    form = form_class(request.POST or None, instance=row, easy_read=easy_read, after=request.GET.get("after"))
    if request.method == "POST" and not finding and form.is_valid():
        saved = form.save()
        if saved.picture and "picture" in form.changed_data:
            note_choice(review=review, code=saved.picture, by=request.user)
        messages.success(request, "The heading is saved." if heading else "The row is saved.")
        if "again" in request.POST:
            return redirect(f"{reverse('easy_read_row_new', args=[review.pk])}?after={saved.pk}")
        return redirect(f"{reverse('easy_read_edit', args=[review.pk])}#row-{saved.pk}")
    context = {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "finding": finding,
        "row": row,
        "heading_row": heading,
        "choice": None if heading else _choice(request, review, form, finding),
    }
    return render(request, "reports/easy_read_row_edit.html", context)


@require_POST
def row_move(request, review_id, row_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    row = get_object_or_404(EasyReadRow, pk=row_id, easy_read__review=review)
    if request.POST.get("to") not in ("up", "down"):
        raise Http404
    move_row(row=row, up=request.POST["to"] == "up")
    return redirect(f"{reverse('easy_read_edit', args=[review.pk])}#row-{row.pk}")


@never_cache
@require_http_methods(["GET", "POST"])
def row_remove(request, review_id, row_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    row = get_object_or_404(EasyReadRow, pk=row_id, easy_read__review=review)
    if request.method == "POST":
        remove_row(row=row)
        messages.success(request, f"Removed: “{row.text}”")
        return redirect("easy_read_edit", review_id=review.pk)
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "heading": "Remove this row?",
        "text": row.text,
        "submit_label": "Remove it",
        "back_url": reverse("easy_read_edit", args=[review.pk]),
    }
    return render(request, "confirm_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def details_edit(request, review_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    form = EasyReadForm(request.POST or None, instance=_easy_read(request, review))
    if form.is_valid():
        form.save()
        messages.success(request, "The title is saved.")
        return redirect("easy_read_edit", review_id=review.pk)
    return _form_page(request, review, form, "Title and language", "Save")


@never_cache
@require_http_methods(["GET", "POST"])
def trial_edit(request, review_id, test_id=None):
    review = get_review(request, review_id, to=Verb.WRITE)
    test = get_object_or_404(EasyReadTest, pk=test_id, easy_read__review=review) if test_id else None
    form = EasyReadTestForm(request.POST or None, instance=test, easy_read=_easy_read(request, review))
    if form.is_valid():
        form.save()
        messages.success(request, "Saved who tested the easy read.")
        return redirect("easy_read_edit", review_id=review.pk)
    return _form_page(request, review, form, "Who tested it", "Save")


@never_cache
@require_http_methods(["GET", "POST"])
def trial_remove(request, review_id, test_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    test = get_object_or_404(EasyReadTest, pk=test_id, easy_read__review=review)
    if request.method == "POST":
        test.delete()
        messages.success(request, "Removed.")
        return redirect("easy_read_edit", review_id=review.pk)
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "heading": "Remove this test?",
        "text": str(test),
        "submit_label": "Remove it",
        "back_url": reverse("easy_read_edit", args=[review.pk]),
    }
    return render(request, "confirm_page.html", context)


def _choice(request, review, form, finding):
    words, text, chosen = (form[name].value() or "" for name in ("words", "text", "picture"))
    return choice(review, by=request.user, words=words, text=text, chosen=chosen, asked=finding)


def _easy_read(request, review):
    """The review's easy read; a new one is stored when something is sent, not when a page is asked for."""
    if request.method == "POST":
        return easy_read_of(review)
    return getattr(review, "easy_read", None) or EasyRead(review=review)


def _form_page(request, review, form, heading, submit_label):
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "heading": heading,
        "submit_label": submit_label,
        "back_url": reverse("easy_read_edit", args=[review.pk]),
    }
    return render(request, "form_page.html", context)
