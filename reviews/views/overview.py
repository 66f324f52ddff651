"""The first page of a review, its details, and its moves from stage to stage."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from reviews.access import (
    REFUSED,
    WHO_MAY,
    Verb,
    Who,
    get_review,
    may_edit_details,
    may_edit_team,
    transitions_for,
    verbs_for,
)
from reviews.actions import MoveRefused, move_review
from reviews.forms.review import MoveForm, ReviewForm
from reviews.forms.together import save_together
from reviews.forms.writing import start_from, texts_sent
from reviews.models import Stage
from reviews.progress import PURPOSE, missing, sections_with_progress
from reviews.saving import save_texts
from reviews.tabs import review_head
from reviews.views.conflicts import show_conflicts

# Who can be among the writers of a stage, as a sentence names them.
WRITERS = {Who.LEAD: "the lead reviewer", Who.REVIEWER: "the reviewers"}


@never_cache
@require_GET
def review_detail(request, review_id):
    review = get_review(request, review_id)
    progress = sections_with_progress(review)
    issued = review.stage in (Stage.ISSUED, Stage.FOLLOW_UP)
    context = {
        "review": review,
        "review_head": review_head(review, "review_detail"),
        "purpose": PURPOSE[review.stage],
        "missing": list(missing(review, progress)),
        "progress": progress,
        "team": review.members.current().order_by("position", "id"),
        "moves": [move for move in transitions_for(review.roles, review.stage) if not move.by_releasing],
        "changes": review.stage_changes.select_related("by").order_by("-id")[:10],
        "can_edit": Verb.WRITE in review.allowed,
        "can_act": Verb.WRITE in review.allowed or (issued and Verb.GIVE_BACK in review.allowed),
        "can_edit_details": may_edit_details(review),
        "can_edit_team": may_edit_team(review),
    }
    return render(request, "reviews/review_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def review_edit(request, review_id):
    review = get_review(request, review_id)
    if not may_edit_details(review):
        raise PermissionDenied(REFUSED[Verb.WRITE])
    form = ReviewForm(request.POST or None, instance=review)
    if form.is_valid():
        conflicts = save_texts(review, texts_sent(form, review), by=request.user)
        if not save_together(form):
            start_from(form, review)
        elif conflicts:
            return show_conflicts(request, review, review, conflicts)
        else:
            messages.success(request, "The details are saved.")
            return redirect(review)
    context = {
        "review_head": review_head(review, "review_detail"),
        "form": form,
        "heading": "Details of the review",
        "submit_label": "Save the details",
        "back_url": review.get_absolute_url(),
        "cancel_label": "Back to the review",
        "history": reverse("details_history", args=[review.pk]),
    }
    return render(request, "reviews/shared_form.html", context, status=409 if form.changed_by_others else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def review_move(request, review_id, stage):
    review = get_review(request, review_id, to=Verb.MOVE)
    moves = {move.to_stage: move for move in transitions_for(review.roles, review.stage) if not move.by_releasing}
    if stage not in Stage.values:
        raise Http404
    if stage not in moves:
        messages.error(request, f"This review is at the stage “{review.get_stage_display()}” and cannot move there.")
        return redirect(review)
    move = moves[stage]
    form = MoveForm(request.POST if request.method == "POST" else None, needs_reason=move.needs_reason)
    if form.is_valid():
        try:
            move_review(review=review, to=move.to_stage, by=request.user, reason=form.cleaned_data.get("reason", ""))
        except MoveRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"The review is now at the stage “{review.get_stage_display()}”.")
        return redirect("home" if Verb.SEE not in verbs_for(review.roles, review.stage) else review)
    context = {
        "review": review,
        "review_head": review_head(review, "review_detail"),
        "form": form,
        "move": move,
        "heading": move.label,
        "purpose": PURPOSE[move.to_stage],
        "writers": [label for who, label in WRITERS.items() if who in WHO_MAY[move.to_stage][Verb.WRITE]],
        "submit_label": move.label,
        "back_url": review.get_absolute_url(),
    }
    return render(request, "reviews/review_move.html", context)
