"""The programme of a visit: its sessions, each with the groups to be met, laid out from the model or added by hand."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reviews.access import Verb, get_review
from reviews.actions import lay_out_programme, save_session
from reviews.codes import free_code
from reviews.forms.preparing import SessionForm, session_groups
from reviews.models import Session
from reviews.tabs import review_head
from reviews.views.conflicts import show_conflicts
from reviews.views.papers import remove


@require_POST
def sessions_lay_out(request, review_id):
    review = get_review(request, review_id, to=Verb.PREPARE)
    added = lay_out_programme(review=review)
    if added:
        messages.success(
            request,
            f"{added} sessions of the framework’s model are in the programme. Change or remove what does not fit.",
        )
    else:
        messages.info(request, "All sessions of the framework’s model are in the programme.")
    return redirect(f"{reverse('paper_list', args=[review.pk])}#programme")


@never_cache
@require_http_methods(["GET", "POST"])
def session_edit(request, review_id, code=None):
    review = get_review(request, review_id, to=Verb.PREPARE)
    session = get_object_or_404(review.sessions, code=code) if code else Session(review=review)
    form = SessionForm(request.POST or None, instance=session)
    groups = session_groups(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid() and groups.is_valid():
        if code is None:
            number_session(review, session)
        conflicts = save_session(form=form, groups=groups, by=request.user)
        if form.changed_by_others:
            return _show_session(request, review, form, groups, status=409)
        if conflicts:
            return show_conflicts(request, review, session, conflicts)
        messages.success(request, f"“{session}” is saved.")
        if "another" in request.POST:
            return redirect("session_edit", review.pk, session.code)
        return redirect(f"{reverse('paper_list', args=[review.pk])}#session-{session.code}")
    return _show_session(request, review, form, groups)


def _show_session(request, review, form, groups, status=200):
    is_new = form.instance.pk is None
    context = {
        "review": review,
        "review_head": review_head(review, "paper_list"),
        "form": form,
        "groups": groups,
        "is_new": is_new,
        "heading": "Add a session" if is_new else "Change a session",
        "back_url": reverse("paper_list", args=[review.pk]),
    }
    return render(request, "reviews/session_edit.html", context, status=status)


def number_session(review, session):
    session.code = free_code(session.title, set(review.sessions.values_list("code", flat=True)), "session")
    session.position = (review.sessions.aggregate(last=Max("position"))["last"] or 0) + 1


@never_cache
@require_http_methods(["GET", "POST"])
def session_remove(request, review_id, code):
    review = get_review(request, review_id, to=Verb.PREPARE)
    session = get_object_or_404(review.sessions, code=code)
    return remove(request, review, session, session.delete, "Remove this session from the programme?")
