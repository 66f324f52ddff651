"""The page of the visit: what is on, who has been heard, which notes wait; and what was passed on."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Verb, get_review
from reviews.actions import pass_on
from reviews.board import heard_in_words
from reviews.notes import shown_notes, with_all
from reviews.programme import by_day, clock
from reviews.tabs import review_head

# A visit brings hundreds of notes; here stand the newest that wait, and the page of notes has them all.
WAITING_SHOWN = 15


@never_cache
@require_GET
def visit_detail(request, review_id):
    review = get_review(request, review_id)
    can_edit = Verb.WRITE in review.allowed
    sessions = list(review.sessions.prefetch_related("groups__group", "team"))
    waiting = review.notes.unused()
    context = {
        "review": review,
        "review_head": review_head(review, "visit_detail"),
        "days": by_day(sessions),
        "clock": clock(sessions),
        "heard": heard_in_words(review),
        "waiting": waiting.count(),
        "notes": shown_notes(review, with_all(waiting)[:WAITING_SHOWN], can_edit=can_edit),
        "passed_on": review.passed_on.select_related("by", "session"),
        "passed_on_id": uuid.uuid4(),
        "can_edit": can_edit,
        "can_prepare": Verb.PREPARE in review.allowed,
    }
    return render(request, "reviews/visit_detail.html", context)


@never_cache
@require_GET
def visit_now(request, review_id):
    """What is on now and next, sent alone: the page of the visit asks for it every minute."""
    review = get_review(request, review_id)
    sessions = list(review.sessions.prefetch_related("groups__group", "team"))
    context = {"review": review, "clock": clock(sessions), "can_edit": Verb.WRITE in review.allowed}
    return render(request, "reviews/includes/visit_now.html", context)


@require_POST
def passed_on_add(request, review_id):
    """Records that something was passed on, by whom and when: by the server's clock, and not what it was."""
    review = get_review(request, review_id, to=Verb.COMMENT)
    try:
        passed_on_id = uuid.UUID(request.POST.get("id", ""))
    except ValueError as error:
        raise Http404 from error
    session = review.sessions.filter(code=request.POST.get("session", "")).first()
    passed_on = pass_on(review=review, passed_on_id=passed_on_id, session=session, by=request.user)
    if passed_on is None:
        raise Http404
    messages.success(request, f"{passed_on} to the safeguarding contact, by you. What it was is not kept here.")
    return redirect(f"{reverse('visit_detail', args=[review.pk])}#passed-on")
