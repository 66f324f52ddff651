"""The papers a review asked for, and the programme of its visit: what the site's coordinator works on."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.db.models import Max, RestrictedError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frameworks.models import PaperRequest
from reviews.access import Verb, get_review
from reviews.actions import ask_for_papers, remove_paper
from reviews.codes import free_code
from reviews.forms.preparing import PaperForm, SessionForm, session_groups
from reviews.models import Paper, Session
from reviews.tabs import review_head


@never_cache
@require_GET
def paper_list(request, review_id):
    review = get_review(request, review_id, to=(Verb.SEE, Verb.PREPARE))
    requests = {item.code: item for item in PaperRequest.objects.asked_for_in(review.edition)}
    papers = list(review.papers.prefetch_related("files__by"))
    context = {
        "review": review,
        "review_head": review_head(review, "paper_list"),
        "papers": [(paper, requests.get(paper.code)) for paper in papers],
        "waiting": [paper for paper in papers if not paper.supplied],
        "not_asked": len(requests.keys() - {paper.code for paper in papers}),
        "sessions": review.sessions.prefetch_related("groups__group"),
        "can_prepare": Verb.PREPARE in review.allowed,
    }
    return render(request, "reviews/paper_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def paper_edit(request, review_id, code=None):
    review = get_review(request, review_id, to=Verb.PREPARE)
    paper = get_object_or_404(review.papers, code=code) if code else Paper(review=review)
    form = PaperForm(request.POST or None, instance=paper)
    if form.is_valid():
        if code is None:
            number_paper(review, paper)
        form.save()
        messages.success(request, f"“{paper}” is saved.")
        return redirect("paper_list", review.pk)
    return _form_page(request, review, form, "Change a paper" if code else "Ask for a paper", "Save the paper")


def number_paper(review, paper):
    paper.code = free_code(paper.title, set(review.papers.values_list("code", flat=True)), "paper")
    paper.position = (review.papers.aggregate(last=Max("position"))["last"] or 0) + 1


@require_POST
def papers_ask(request, review_id):
    review = get_review(request, review_id, to=Verb.PREPARE)
    added = ask_for_papers(review=review)
    messages.success(
        request,
        f"{added} papers of the framework’s list are on yours now." if added else "All of them are on your list.",
    )
    return redirect("paper_list", review.pk)


@require_POST
def paper_mark(request, review_id, code):
    """Says whether a paper has arrived; the form says which, so a repeated send changes nothing."""
    review = get_review(request, review_id, to=Verb.PREPARE)
    paper = get_object_or_404(review.papers, code=code)
    paper.supplied = request.POST.get("supplied") == "yes"
    paper.save(update_fields=["supplied"])
    if request.htmx:
        context = {"review": review, "paper": paper}
        return render(request, "reviews/includes/paper_mark.html", context)
    return redirect(f"{reverse('paper_list', args=[review.pk])}#paper-{paper.code}")


@never_cache
@require_http_methods(["GET", "POST"])
def paper_remove(request, review_id, code):
    review = get_review(request, review_id, to=Verb.PREPARE)
    paper = get_object_or_404(review.papers, code=code)
    if request.method == "POST":
        return _removed(request, review, paper, partial(remove_paper, paper=paper, by=request.user))
    return _confirm(request, review, paper, "Remove this paper from the list?")


@never_cache
@require_http_methods(["GET", "POST"])
def session_edit(request, review_id, code=None):
    review = get_review(request, review_id, to=Verb.PREPARE)
    session = get_object_or_404(review.sessions, code=code) if code else Session(review=review)
    form = SessionForm(request.POST or None, instance=session)
    groups = session_groups(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid() and groups.is_valid():
        with transaction.atomic():
            if code is None:
                number_session(review, session)
            form.save()
            groups.save()
        messages.success(request, f"“{session}” is saved.")
        if "another" in request.POST:
            return redirect("session_edit", review.pk, session.code)
        return redirect(f"{reverse('paper_list', args=[review.pk])}#programme")
    context = {
        "review": review,
        "review_head": review_head(review, "paper_list"),
        "form": form,
        "groups": groups,
        "heading": "Change a session" if code else "Add a session",
        "back_url": reverse("paper_list", args=[review.pk]),
    }
    return render(request, "reviews/session_edit.html", context)


def number_session(review, session):
    session.code = free_code(session.title, set(review.sessions.values_list("code", flat=True)), "session")
    session.position = (review.sessions.aggregate(last=Max("position"))["last"] or 0) + 1


@never_cache
@require_http_methods(["GET", "POST"])
def session_remove(request, review_id, code):
    review = get_review(request, review_id, to=Verb.PREPARE)
    session = get_object_or_404(review.sessions, code=code)
    if request.method == "POST":
        return _removed(request, review, session, session.delete)
    return _confirm(request, review, session, "Remove this session from the programme?")


def _form_page(request, review, form, heading, submit_label):
    context = {
        "review_head": review_head(review, "paper_list"),
        "form": form,
        "heading": heading,
        "submit_label": submit_label,
        "back_url": reverse("paper_list", args=[review.pk]),
    }
    return render(request, "form_page.html", context)


def _confirm(request, review, row, heading):
    context = {
        "review_head": review_head(review, "paper_list"),
        "heading": heading,
        "text": str(row),
        "explanation": "This cannot be undone, but you can add it again.",
        "submit_label": "Remove it",
        "back_url": reverse("paper_list", args=[review.pk]),
    }
    return render(request, "confirm_page.html", context)


def _removed(request, review, row, remove):
    """Remove a paper or session, unless a passage names it as its source."""
    try:
        remove()
    except RestrictedError:
        messages.error(request, f"“{row}” stays: the review team already builds on it.")
    else:
        messages.success(request, f"“{row}” is removed.")
    return redirect("paper_list", review.pk)
