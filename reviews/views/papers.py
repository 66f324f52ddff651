"""The papers a review asked for, on one page with its programme: what the site's coordinator works on."""

from functools import partial

from django.contrib import messages
from django.db.models import Max, RestrictedError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frameworks.models import PaperRequest
from reviews.access import Verb, get_review
from reviews.actions import ask_for_papers, remove_paper
from reviews.codes import free_code
from reviews.forms.preparing import PaperForm
from reviews.models import Paper
from reviews.programme import by_day, not_laid_out
from reviews.tabs import review_head


@never_cache
@require_GET
def paper_list(request, review_id):
    review = get_review(request, review_id, to=(Verb.SEE, Verb.PREPARE))
    requests = {item.code: item for item in PaperRequest.objects.asked_for_in(review.edition)}
    papers = list(review.papers.prefetch_related("files__by"))
    sessions = list(review.sessions.prefetch_related("groups__group", "team"))
    context = {
        "review": review,
        "review_head": review_head(review, "paper_list"),
        "papers": [(paper, requests.get(paper.code)) for paper in papers],
        "waiting": [paper for paper in papers if not paper.supplied],
        "not_asked": len(requests.keys() - {paper.code for paper in papers}),
        "days": by_day(sessions),
        "not_laid_out": len(not_laid_out(review.edition, sessions)),
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
    act = partial(remove_paper, paper=paper, by=request.user)
    return remove(request, review, paper, act, "Remove this paper from the list?")


def _form_page(request, review, form, heading, submit_label):
    context = {
        "review_head": review_head(review, "paper_list"),
        "form": form,
        "heading": heading,
        "submit_label": submit_label,
        "back_url": reverse("paper_list", args=[review.pk]),
    }
    return render(request, "form_page.html", context)


def remove(request, review, row, act, heading):
    """Ask, and then remove a paper or session by `act`, unless a passage or a note names it as where it comes from."""
    if request.method == "POST":
        try:
            act()
        except RestrictedError:
            messages.error(request, f"“{row}” stays: the review team already builds on it.")
        else:
            messages.success(request, f"“{row}” is removed.")
        return redirect("paper_list", review.pk)
    context = {
        "review_head": review_head(review, "paper_list"),
        "heading": heading,
        "text": str(row),
        "explanation": "This cannot be undone, but you can add it again.",
        "submit_label": "Remove it",
        "back_url": reverse("paper_list", args=[review.pk]),
    }
    return render(request, "confirm_page.html", context)
