"""Writing the easy-read summary: rows of a sentence and a picture, and headings."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.easy_read_rows import easy_read_of, move_row, remove_row
from reports.forms import EasyReadForm, HeadingForm, RowForm
from reports.heard import heard_about
from reports.models import EasyRead, EasyReadRow
from reports.pictures.choosing import choice
from reports.pictures.finding import note_choice, pictures_named
from reports.sign_off import standing
from reports.views.workbench import typed_hints
from reports.workbench import workbench
from reviews.access import Verb, get_review
from reviews.tabs import review_head


@never_cache
@require_GET
def easy_read_edit(request, review_id):
    review = get_review(request, review_id)
    bench = workbench(review)
    easy_read, rows = bench.easy_read, bench.rows
    pictures = pictures_named({row.picture for row in rows if row.picture}, site_id=review.site_id)
    for row in rows:
        row.shown = pictures.get(row.picture)
    context = {
        **_testing(easy_read, rows),
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "easy_read": easy_read,
        "bench": bench,
        "rows": rows,
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
    finding = "find" in request.POST or "check" in request.POST
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
        "hints": typed_hints(request, review, row) if "check" in request.POST else None,
        "row": row,
        "heading_row": heading,
        "choice": None if heading else _choice(request, review, form, finding),
        "back_url": reverse("easy_read_edit", args=[review.pk]),
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


def _testing(easy_read, rows):
    """What the testing adds to the page: what was said beside each row (`row.heard`), links, tests, the sign-off."""
    if easy_read is None:
        return {}
    heard, about_gone_rows = heard_about(rows, easy_read)
    for row in rows:
        row.heard = heard.get(row.pk)
    signed, still_holds = standing(easy_read, rows)
    return {
        "about_gone_rows": about_gone_rows,
        "tests": easy_read.tests.select_related("link"),
        "links": easy_read.trial_links.select_related("test").annotate(answered=Count("answers")),
        "signed": signed,
        "still_holds": still_holds,
    }


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
