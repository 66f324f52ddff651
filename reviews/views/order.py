"""Moving a passage up or down, filing it elsewhere, removing it and putting it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews.access import Verb, get_review
from reviews.actions import move_passage, refile_passage, remove_passage, restore_passage
from reviews.forms.passages import RefileForm
from reviews.tabs import review_head
from reviews.views.children import address_of, get_passage, get_section
from reviews.views.fragments import show_moved, show_passage, show_removed


@require_POST
def passage_move(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    if passage.removed_at:
        return redirect(passage.section)
    run = move_passage(passage=passage, up=request.POST.get("direction") == "up")
    if passage not in run:
        raise Http404
    if request.htmx:
        return show_moved(request, review, passage, run)
    return redirect(address_of(passage))


@never_cache
@require_http_methods(["GET", "POST"])
def passage_refile(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    sections = list(review.sections.select_related("domain"))
    form = RefileForm(request.POST or None, passage=passage, sections=sections)
    if form.is_valid():
        section, kind = form.chosen
        section.review = review
        if refile_passage(passage=passage, section=section, kind=kind, by=request.user):
            messages.success(request, f"It is filed under “{section}” as {kind.label.lower()} now.")
        return redirect(address_of(passage))
    context = {
        "review_head": review_head(review, "section_list"),
        "form": form,
        "heading": "File this elsewhere",
        "intro": "Its text, themes and earlier versions go with it. Indicators stay with the section they belong to.",
        "submit_label": "File it there",
        "back_url": address_of(passage),
    }
    return render(request, "form_page.html", context)


@require_POST
def passage_remove(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    remove_passage(passage=passage, by=request.user)
    if request.htmx:
        return show_removed(request, review, passage)
    messages.success(request, "Removed. It can be put back for 30 days, from “Removed passages” below.")
    return redirect(passage.section)


@require_POST
def passage_restore(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    restore_passage(passage=passage, by=request.user)
    if request.htmx:
        return show_passage(request, review, passage, said="Put back.", changed=True)
    messages.success(request, "It is back where it was.")
    return redirect(address_of(passage))


@never_cache
@require_GET
def passage_removed_list(request, review_id, code):
    review = get_review(request, review_id)
    section = get_section(review, code)
    context = {
        "review": review,
        "review_head": review_head(review, "section_list"),
        "section": section,
        "passages": section.passages.removed().select_related("removed_by").order_by("-removed_at", "id"),
        "can_edit": Verb.WRITE in review.allowed,
        "back_url": reverse("section_detail", args=[review.pk, section.code]),
    }
    return render(request, "reviews/passage_removed_list.html", context)
