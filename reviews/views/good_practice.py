"""What is done well at a site and is to be written up for others."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reviews.access import Verb, get_review
from reviews.actions import SUMMARY
from reviews.forms.sections import GoodPracticeForm
from reviews.forms.together import save_together
from reviews.models import GoodPractice, Section
from reviews.tabs import review_head


@never_cache
@require_http_methods(["GET", "POST"])
def good_practice_edit(request, review_id, good_practice_id=None):
    review = get_review(request, review_id, to=Verb.WRITE)
    if good_practice_id is None:
        last = review.good_practice.aggregate(last=Max("position"))["last"]
        good_practice = GoodPractice(review=review, position=0 if last is None else last + 1)
    else:
        good_practice = get_object_or_404(review.good_practice, pk=good_practice_id)
    form = GoodPracticeForm(request.POST or None, instance=good_practice)
    if form.is_valid() and save_together(form):
        messages.success(request, f"“{good_practice}” is saved.")
        return redirect(_place(review))
    context = {
        "review_head": review_head(review, "section_list"),
        "form": form,
        "heading": "Good practice to write up",
        "submit_label": "Save",
        "back_url": _place(review),
    }
    return render(request, "reviews/shared_form.html", context, status=409 if form.changed_by_others else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def good_practice_remove(request, review_id, good_practice_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    good_practice = get_object_or_404(review.good_practice, pk=good_practice_id)
    if request.method == "POST":
        good_practice.delete()
        messages.success(request, "It is removed.")
        return redirect(_place(review))
    context = {
        "review_head": review_head(review, "section_list"),
        "heading": "Remove this good practice?",
        "text": f"{good_practice.title}\n{good_practice.text}",
        "explanation": "This cannot be undone.",
        "submit_label": "Remove it",
        "back_url": _place(review),
    }
    return render(request, "confirm_page.html", context)


def _place(review):
    summary = review.sections.filter(kind=Section.Kind.SUMMARY).values_list("code", flat=True).first() or SUMMARY
    return f"{reverse('section_detail', args=[review.pk, summary])}#good-practice"
