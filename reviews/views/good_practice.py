"""What is done well at a site and is to be written up for others."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reviews.access import Verb, get_review
from reviews.actions import GoodPracticeElsewhere, save_good_practice, save_or_begin_good_practice
from reviews.forms.sections import GoodPracticeForm
from reviews.forms.writing import texts_sent
from reviews.models import GoodPractice, TextVersion
from reviews.tabs import review_head
from reviews.text import UnusableText
from reviews.views.answers import to_scripts
from reviews.views.children import get_good_practice, good_practice_place
from reviews.views.conflicts import show_conflicts
from reviews.views.saving import answer_save, save_by_itself

SAVED_ALREADY = "This is saved already, with the good practice of this review. You can go on with it here."


@never_cache
@require_http_methods(["GET", "POST"])
def good_practice_add(request, review_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    if request.method == "GET":
        return _begin(request, review)
    key = _key_sent(request.POST)
    if key is None:
        form = GoodPracticeForm(request.POST, instance=GoodPractice(review=review))
        form.add_error(None, "This form is damaged. Copy your text and open the form again.")
        return _show(request, review, form)
    # The first words may have been saved by themselves already, or the answer to the whole form got lost.
    there = review.good_practice.filter(key=key).first()
    return _store(request, review, there or GoodPractice(review=review, key=key))


def _begin(request, review):
    """The form of something new, or the page of what has been saved since the address named it."""
    key = _key_sent(request.GET) or uuid.uuid4()
    there = review.good_practice.filter(key=key).first()
    if there is not None:
        messages.info(request, SAVED_ALREADY)
        return redirect("good_practice_edit", review.pk, there.pk)
    return _show(request, review, GoodPracticeForm(instance=GoodPractice(review=review, key=key)))


@never_cache
@require_http_methods(["GET", "POST"])
def good_practice_edit(request, review_id, good_practice_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    good_practice = get_good_practice(review, good_practice_id)
    if request.method == "POST":
        return _store(request, review, good_practice)
    return _show(request, review, GoodPracticeForm(instance=good_practice))


def _store(request, review, good_practice):
    """Store the texts, each by itself, and beside them the themes."""
    form = GoodPracticeForm(request.POST, instance=good_practice)
    if not form.is_valid():
        return _show(request, review, form)
    try:
        stored, conflicts = save_good_practice(
            review=review, key=good_practice.key, by=request.user, texts=texts_sent(form, good_practice)
        )
    except GoodPracticeElsewhere as error:
        raise Http404 from error
    except UnusableText as error:
        form.add_error("title", str(error))
        return _show(request, review, form)
    stored.themes.set(form.cleaned_data["themes"])
    if conflicts:
        return show_conflicts(request, review, stored, conflicts)
    messages.success(request, f"“{stored}” is saved.")
    return redirect(good_practice_place(review))


def _show(request, review, form):
    context = {
        "review_head": review_head(review, "section_list"),
        "form": form,
        "heading": "Good practice to write up",
        "submit_label": "Save",
        "back_url": good_practice_place(review),
        "cancel_label": "Back to the summary",
        "names_itself": "key" if request.path == reverse("good_practice_add", args=[review.pk]) else "",
    }
    return render(request, "form_page.html", context)


@never_cache
@require_POST
@to_scripts
def good_practice_save(request, review_id, key):
    """Saves one text of good practice; the first words begin it. Answers as `text_save` does."""
    review = get_review(request, review_id, to=Verb.WRITE)
    settle = reverse("good_practice_settle", args=[review.pk, key])
    try:
        return answer_save(request, GoodPractice, lambda sent: _save(review, key, sent, request.user), settle)
    except GoodPracticeElsewhere as error:
        raise Http404 from error


def _save(review, key, sent, by):
    there = review.good_practice.filter(key=key).first()
    if there is not None:
        return save_by_itself(there, sent, by)
    if sent.get("create") is None:
        raise Http404
    texts = {name: sent[name] for name in ("field", "text", "based_on")}
    kind = TextVersion.Kind.AUTOSAVE
    _begun, result = save_or_begin_good_practice(review=review, key=key, **texts, by=by, kind=kind)
    return result


def _key_sent(sent):
    try:
        return uuid.UUID(sent.get("key", ""))
    except ValueError:
        return None


@never_cache
@require_http_methods(["GET", "POST"])
def good_practice_remove(request, review_id, good_practice_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    good_practice = get_good_practice(review, good_practice_id)
    if request.method == "POST":
        good_practice.delete()
        messages.success(request, "It is removed.")
        return redirect(good_practice_place(review))
    context = {
        "review_head": review_head(review, "section_list"),
        "heading": "Remove this good practice?",
        "text": f"{good_practice.title}\n{good_practice.text}",
        "explanation": "This cannot be undone.",
        "submit_label": "Remove it",
        "back_url": good_practice_place(review),
    }
    return render(request, "confirm_page.html", context)
