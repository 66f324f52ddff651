"""The evening board, and setting there in one click what was seen of an indicator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Verb, get_review
from reviews.actions import save_coverage
from reviews.board import board
from reviews.models import Coverage
from reviews.programme import clock
from reviews.tabs import review_head
from reviews.views.children import get_section
from reviews.views.fragments import announce


@never_cache
@require_GET
def board_detail(request, review_id):
    review = get_review(request, review_id)
    sessions = list(review.sessions.prefetch_related("groups__group", "team"))
    context = {
        "review": review,
        "review_head": review_head(review, "visit_detail"),
        "board": board(review),
        "to_come": clock(sessions).to_come,
        "states": Coverage.State.choices,
        "can_edit": Verb.WRITE in review.allowed,
    }
    return render(request, "reviews/board_detail.html", context)


@require_POST
def coverage_mark(request, review_id, code, indicator_id):
    """Says what was seen of one indicator; the button says which, so a repeated send changes nothing."""
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    indicators = section.domain.indicators.all() if section.domain else Coverage.objects.none()
    indicator = get_object_or_404(indicators, pk=indicator_id)
    state = request.POST.get("state", "")
    if state in ("", *Coverage.State.values):
        save_coverage(section=section, states={indicator: state}, by=request.user)
    if request.htmx:
        context = {"review": review, "section": section, "indicator": indicator, "state": state}
        context |= {"states": Coverage.State.choices, "can_edit": True}
        return announce(render(request, "reviews/includes/coverage_buttons.html", context), "Saved")
    messages.success(request, "What was seen is saved.")
    return redirect(f"{reverse('board_detail', args=[review.pk])}#indicator-{indicator.pk}")
