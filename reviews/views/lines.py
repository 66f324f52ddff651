"""Lines of enquiry: what a review by lines asks, agreed with the site and titled for it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reviews.access import Verb, get_review
from reviews.actions import LineInUse, add_line, move_line, remove_line
from reviews.forms.sections import LineForm
from reviews.models import Section
from reviews.saving import Conflict, save_text
from reviews.tabs import review_head
from reviews.views.children import get_section
from reviews.views.conflicts import show_conflicts


def get_line(review, code):
    section = get_section(review, code)
    if section.kind != Section.Kind.LINE:
        raise Http404
    return section


@never_cache
@require_http_methods(["GET", "POST"])
def line_add(request, review_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    if not review.is_kloe:
        raise Http404
    form = LineForm(request.POST or None)
    if form.is_valid():
        section = add_line(review=review, title=form.cleaned_data["title"], by=request.user)
        messages.success(request, f"The line “{section}” is added.")
        return redirect(section)
    return _form_page(request, review, form, "Add a line of enquiry", "Add the line")


@never_cache
@require_http_methods(["GET", "POST"])
def line_edit(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    line = get_line(review, code)
    form = LineForm(request.POST or None, line=line)
    if form.is_valid():
        sent = form.cleaned_data
        result = save_text(line, "title", sent["title"], based_on=sent["title_based_on"], by=request.user)
        if isinstance(result, Conflict):
            return show_conflicts(request, review, line, [result])
        messages.success(request, "The title is saved.")
        return redirect("section_list", review.pk)
    return _form_page(request, review, form, "Title of the line of enquiry", "Save the title")


@require_POST
def line_move(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_line(review, code)
    place, number = move_line(section=section, up=request.POST.get("direction") == "up")
    messages.success(request, f"“{section}” is line {place} of {number} now.")
    return redirect("section_list", review.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def line_remove(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_line(review, code)
    if request.method == "POST":
        try:
            remove_line(section=section, by=request.user)
        except LineInUse as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"The line “{section.title}” is removed.")
        return redirect("section_list", review.pk)
    context = {
        "review_head": review_head(review, "section_list"),
        "heading": "Remove this line of enquiry?",
        "text": section.title,
        "explanation": "A line can be removed while nothing is written in it. What was removed from it goes for good.",
        "submit_label": "Remove the line",
        "back_url": reverse("section_list", args=[review.pk]),
    }
    return render(request, "confirm_page.html", context)


def _form_page(request, review, form, heading, submit_label):
    context = {
        "review_head": review_head(review, "section_list"),
        "form": form,
        "heading": heading,
        "submit_label": submit_label,
        "back_url": reverse("section_list", args=[review.pk]),
    }
    return render(request, "form_page.html", context)
