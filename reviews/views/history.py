"""The history of a text: its versions with who, when and the difference, and bringing one of them back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Verb, get_review
from reviews.history import shown_versions
from reviews.models import GoodPractice, TextVersion
from reviews.saving import Conflict, PassageRemoved, save_text, text_of
from reviews.tabs import review_head
from reviews.text import text_hash
from reviews.views.children import (
    address_of,
    get_good_practice_by_key,
    get_passage,
    get_section,
    good_practice_place,
)
from reviews.views.notes import get_note

PAGE = 30


@never_cache
@require_GET
def passage_history(request, review_id, passage_id):
    review = get_review(request, review_id)
    passage = get_passage(review, passage_id)
    field = request.GET.get("field", TextVersion.Field.TEXT)
    if field not in passage.texts:
        raise Http404
    has_others = passage.versions.exclude(field=TextVersion.Field.TEXT).exists()
    context = {
        "review_head": review_head(review, "section_list"),
        "heading": passage.section.title,
        "what": passage.get_kind_display().lower(),
        "back_url": address_of(passage),
        "fields": _labelled(passage.texts) if has_others else [],
        "history": reverse("passage_history", args=[review.pk, passage.pk]),
        "can_restore": Verb.WRITE in review.allowed and passage.removed_at is None,
    }
    return _show(request, review, passage, field, context)


@never_cache
@require_GET
def note_history(request, review_id, note_id):
    review = get_review(request, review_id)
    note = get_note(review, note_id)
    context = {
        "review_head": review_head(review, "visit_detail"),
        "heading": "Visit",
        "what": "note",
        "back_url": f"{reverse('note_list', args=[review.pk])}",
        "history": reverse("note_history", args=[review.pk, note.pk]),
        "can_restore": Verb.WRITE in review.allowed,
    }
    return _show(request, review, note, TextVersion.Field.TEXT, context)


@never_cache
@require_GET
def section_cell_history(request, review_id, code):
    review = get_review(request, review_id)
    section = get_section(review, code)
    context = {
        "review_head": review_head(review, "section_list"),
        "heading": section.title,
        "what": "sentence",
        "back_url": section.get_absolute_url(),
        "history": reverse("section_cell_history", args=[review.pk, section.code]),
        "can_restore": Verb.WRITE in review.allowed,
    }
    return _show(request, review, section, TextVersion.Field.CELL, context)


@never_cache
@require_GET
def good_practice_history(request, review_id, key):
    review = get_review(request, review_id)
    good_practice = get_good_practice_by_key(review, key)
    field = request.GET.get("field", TextVersion.Field.TEXT)
    if field not in GoodPractice.TEXTS:
        raise Http404
    context = {
        "review_head": review_head(review, "section_list"),
        "heading": str(good_practice),
        "what": "good practice",
        "back_url": good_practice_place(review),
        "fields": _labelled(GoodPractice.TEXTS),
        "history": reverse("good_practice_history", args=[review.pk, good_practice.key]),
        "can_restore": Verb.WRITE in review.allowed,
    }
    return _show(request, review, good_practice, field, context)


def _labelled(fields):
    return [(field, TextVersion.Field(field).label) for field in fields]


def _show(request, review, item, field, context):
    """One page of versions, the newest first; each is compared with what stood before it, also across pages."""
    newest_first = item.versions.filter(field=field).select_related("by").order_by("-id")
    page = Paginator(newest_first, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    before = newest_first.filter(pk__lt=rows[-1].pk).exclude(kind=TextVersion.Kind.CONFLICT).first() if rows else None
    versions = shown_versions(item, field, rows[::-1], before=before.text if before else "")
    based_on = text_hash(text_of(item, field))
    context |= {"field": field, "based_on": based_on, "page": page, "versions": versions}
    context["query"] = f"field={field}"
    return render(request, "reviews/text_history.html", context)


@require_POST
def passage_version_restore(request, review_id, passage_id, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    version = get_object_or_404(passage.versions, pk=version_id)
    history = f"{reverse('passage_history', args=[review.pk, passage.pk])}?field={version.field}"
    try:
        conflict = _restore(request, passage, version)
    except PassageRemoved:
        messages.error(request, "This passage has been removed. Put it back first.")
        return redirect(history)
    if conflict:
        settle = reverse("passage_settle", args=[review.pk, passage.pk])
        return redirect(f"{settle}?{version.field}-offered={conflict.offered.pk}")
    messages.success(request, "The earlier text stands again. The other is kept in the history.")
    return redirect(address_of(passage))


@require_POST
def note_version_restore(request, review_id, note_id, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    note = get_note(review, note_id)
    version = get_object_or_404(note.versions, pk=version_id)
    conflict = _restore(request, note, version)
    if conflict:
        return redirect(f"{reverse('note_edit', args=[review.pk, note.pk])}?text-offered={conflict.offered.pk}")
    messages.success(request, "The earlier text stands again. The other is kept in the history.")
    return redirect(reverse("note_edit", args=[review.pk, note.pk]))


@require_POST
def section_cell_version_restore(request, review_id, code, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    version = get_object_or_404(section.versions, pk=version_id)
    conflict = _restore(request, section, version)
    if conflict:
        settle = reverse("section_cell_settle", args=[review.pk, section.code])
        return redirect(f"{settle}?cell-offered={conflict.offered.pk}")
    messages.success(request, "The earlier text stands again. The other is kept in the history.")
    return redirect(section)


@require_POST
def good_practice_version_restore(request, review_id, key, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    good_practice = get_good_practice_by_key(review, key)
    version = get_object_or_404(good_practice.versions, pk=version_id)
    conflict = _restore(request, good_practice, version)
    if conflict:
        settle = reverse("good_practice_settle", args=[review.pk, key])
        return redirect(f"{settle}?{version.field}-offered={conflict.offered.pk}")
    messages.success(request, "The earlier text stands again. The other is kept in the history.")
    return redirect(good_practice_place(review))


def _restore(request, item, version):
    """Store the text of a version again, over the text that the page showed as the current one."""
    based_on = request.POST.get("based_on", "")
    kind = TextVersion.Kind.RESTORED
    result = save_text(item, version.field, version.text, based_on=based_on, by=request.user, kind=kind)
    return result if isinstance(result, Conflict) else None
