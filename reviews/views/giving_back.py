"""To whom the easy read goes back, and noting that it did."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Verb, get_review
from reviews.forms.giving_back import GivenForm
from reviews.giving_back import give_back, promised, undo_give_back
from reviews.models import SessionGroup
from reviews.tabs import review_head


@never_cache
@require_GET
def giving_back_list(request, review_id):
    review = get_review(request, review_id)
    return render(request, "reviews/giving_back_list.html", _context(review))


@never_cache
@require_POST
def giving_back_mark(request, review_id, group_id):
    review = get_review(request, review_id, to=Verb.GIVE_BACK)
    group = get_object_or_404(SessionGroup.objects.select_related("session"), pk=group_id, session__review=review)
    if "undo" in request.POST:
        undo_give_back(group=group, by=request.user)
        messages.success(request, f"{group.group}: not taken back yet.")
        return redirect("giving_back_list", review_id=review.pk)
    form = GivenForm(request.POST, prefix=f"group-{group.pk}")
    if form.is_valid():
        give_back(group=group, by=request.user, **form.cleaned_data)
        day = date_format(group.easy_read_given, "j F Y")
        messages.success(request, f"{group.group}: taken back on {day}.")
        return redirect("giving_back_list", review_id=review.pk)
    return render(request, "reviews/giving_back_list.html", _context(review, asked=group, form=form))


def _context(review, asked=None, form=None):
    """`asked` is the group whose form came back with a problem, `form` that form."""
    groups = promised(review)
    for group in groups:
        group.form = form if group == asked else GivenForm(prefix=f"group-{group.pk}")
    return {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "groups": groups,
        "form": form,
        "can_mark": Verb.GIVE_BACK in review.allowed,
        "can_plan": Verb.PREPARE in review.allowed,
    }
