"""The last afternoon: choosing what is said, a page to speak from, and what was said beside what is in the report."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Verb, get_review
from reviews.actions import choose_for_the_room, mark_said
from reviews.models import Feedback, Passage
from reviews.room import Item, compared, headings
from reviews.tabs import review_head
from reviews.views.children import get_passage, get_section
from reviews.views.fragments import announce
from reviews.workspace import numbers_in

EXTENTS = [("", "Not said"), *Feedback.Extent.choices]


@never_cache
@require_GET
def room_detail(request, review_id):
    """The page to speak from: one heading at a time, large."""
    review = get_review(request, review_id)
    context = {
        "review": review,
        "review_head": review_head(review, "visit_detail"),
        "headings": headings(review, only_chosen=True),
        "can_edit": Verb.WRITE in review.allowed,
    }
    return render(request, "reviews/room_detail.html", context)


@never_cache
@require_GET
def room_edit(request, review_id):
    review = get_review(request, review_id)
    found = headings(review, only_chosen=False)
    context = {
        "review": review,
        "review_head": review_head(review, "visit_detail"),
        "headings": found,
        "chosen": sum(1 for heading in found for item in heading.items if item.feedback),
        "extents": EXTENTS,
        "can_edit": Verb.WRITE in review.allowed,
    }
    return render(request, "reviews/room_edit.html", context)


@require_POST
def room_choose(request, review_id, passage_id):
    """Says how much of a passage is said in the room; the button says which, so a repeated send changes nothing."""
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    extent = _extent_sent(request)
    choose_for_the_room(passages=[passage], extent=extent, by=request.user)
    if request.htmx:
        return announce(_item(request, review, passage, "reviews/includes/room_choice.html"), "Saved")
    return redirect(f"{reverse('room_edit', args=[review.pk])}#choice-{passage.pk}")


@require_POST
def room_choose_all(request, review_id, code):
    """The same for all findings, strengths, areas for development and recommendations of a section."""
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    passages = section.passages.present().exclude(kind=Passage.Kind.PARAGRAPH).exclude(text="")
    choose_for_the_room(passages=passages, extent=_extent_sent(request), by=request.user)
    return redirect(f"{reverse('room_edit', args=[review.pk])}#section-{section.code}")


@require_POST
def room_say(request, review_id, passage_id):
    """Marks a passage as said, or as not said; the button says which."""
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    mark_said(passages=[passage], said=request.POST.get("said") == "yes", by=request.user)
    if request.htmx:
        return _item(request, review, passage, "reviews/includes/room_said.html")
    return redirect(f"{reverse('room_detail', args=[review.pk])}#heading-{passage.section.code}")


@never_cache
@require_GET
def room_compare(request, review_id):
    """What is in the report and was not said, and the reverse: to be looked at before the draft goes out."""
    review = get_review(request, review_id)
    context = {
        "review": review,
        "review_head": review_head(review, "visit_detail"),
        "compared": compared(review),
    }
    return render(request, "reviews/room_compare.html", context)


def _extent_sent(request):
    extent = request.POST.get("extent", "")
    if extent not in dict(EXTENTS):
        raise Http404
    return extent


def _item(request, review, passage, template):
    feedback = Feedback.objects.filter(passage=passage).first()
    context = {"review": review, "item": Item(passage, numbers_in(review).get(passage.pk, ""), feedback)}
    return render(request, template, context | {"extents": EXTENTS, "can_edit": True})
