"""The texts of a review's details and of its programme: saving themselves, settling, their history."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews.access import REFUSED, Verb, get_review, may_edit_details
from reviews.models import SessionGroup
from reviews.views.answers import to_scripts
from reviews.views.conflicts import settle_page
from reviews.views.history import restore_version, show_history
from reviews.views.saving import answer_save, save_by_itself
from reviews.views.text_places import place_of

PROGRAMME = (Verb.SEE, Verb.PREPARE)


def get_editable_review(request, review_id):
    """The review, for whoever may change its details."""
    review = get_review(request, review_id)
    if not may_edit_details(review):
        raise PermissionDenied(REFUSED[Verb.WRITE])
    return review


def get_session(review, code):
    session = get_object_or_404(review.sessions, code=code)
    session.review = review
    return session


def get_session_group(review, group_id):
    found = SessionGroup.objects.select_related("session", "group")
    return get_object_or_404(found, pk=group_id, session__review=review)


def _save(request, review, item):
    settle = place_of(review, item).settle
    return answer_save(request, type(item), lambda sent: save_by_itself(item, sent, request.user), settle)


@never_cache
@require_POST
@to_scripts
def details_save(request, review_id):
    """Saves one text of the details; answers as `text_save` does, and so do the others here."""
    review = get_editable_review(request, review_id)
    return _save(request, review, review)


@never_cache
@require_http_methods(["GET", "POST"])
def details_settle(request, review_id):
    review = get_editable_review(request, review_id)
    return settle_page(request, review, review)


@never_cache
@require_GET
def details_history(request, review_id):
    review = get_review(request, review_id)
    return show_history(request, review, review, can_restore=may_edit_details(review))


@require_POST
def details_version_restore(request, review_id, version_id):
    review = get_editable_review(request, review_id)
    return restore_version(request, review, review, version_id)


@never_cache
@require_POST
@to_scripts
def session_save(request, review_id, code):
    review = get_review(request, review_id, to=Verb.PREPARE)
    return _save(request, review, get_session(review, code))


@never_cache
@require_http_methods(["GET", "POST"])
def session_settle(request, review_id, code):
    """Of the groups met in the session, too."""
    review = get_review(request, review_id, to=Verb.PREPARE)
    return settle_page(request, review, get_session(review, code))


@never_cache
@require_GET
def session_history(request, review_id, code):
    review = get_review(request, review_id, to=PROGRAMME)
    return show_history(request, review, get_session(review, code), can_restore=Verb.PREPARE in review.allowed)


@require_POST
def session_version_restore(request, review_id, code, version_id):
    review = get_review(request, review_id, to=Verb.PREPARE)
    return restore_version(request, review, get_session(review, code), version_id)


@never_cache
@require_POST
@to_scripts
def session_group_save(request, review_id, group_id):
    review = get_review(request, review_id, to=Verb.PREPARE)
    return _save(request, review, get_session_group(review, group_id))


@never_cache
@require_GET
def session_group_history(request, review_id, group_id):
    review = get_review(request, review_id, to=PROGRAMME)
    met = get_session_group(review, group_id)
    return show_history(request, review, met, can_restore=Verb.PREPARE in review.allowed)


@require_POST
def session_group_version_restore(request, review_id, group_id, version_id):
    review = get_review(request, review_id, to=Verb.PREPARE)
    return restore_version(request, review, get_session_group(review, group_id), version_id)
