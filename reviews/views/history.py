"""The history of a text: its versions with who, when and the difference, and bringing one of them back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from reviews.access import Verb, get_review
from reviews.history import shown_versions
from reviews.models import TextVersion
from reviews.saving import Conflict, PassageRemoved, label_of, save_text, text_of, versions_of
from reviews.tabs import review_head
from reviews.text import text_hash
from reviews.views.children import get_good_practice_by_key, get_passage, get_section
from reviews.views.notes import get_note
from reviews.views.text_places import address_to_settle, place_of

PAGE = 30


@never_cache
@require_GET
def passage_history(request, review_id, passage_id):
    review = get_review(request, review_id)
    passage = get_passage(review, passage_id)
    can_restore = Verb.WRITE in review.allowed and passage.removed_at is None
    return show_history(request, review, passage, texts=passage.texts, can_restore=can_restore)


@never_cache
@require_GET
def note_history(request, review_id, note_id):
    review = get_review(request, review_id)
    return show_history(request, review, get_note(review, note_id), can_restore=Verb.WRITE in review.allowed)


@never_cache
@require_GET
def section_cell_history(request, review_id, code):
    review = get_review(request, review_id)
    section = get_section(review, code)
    return show_history(request, review, section, texts=section.texts, can_restore=Verb.WRITE in review.allowed)


@never_cache
@require_GET
def good_practice_history(request, review_id, key):
    review = get_review(request, review_id)
    good_practice = get_good_practice_by_key(review, key)
    return show_history(request, review, good_practice, can_restore=Verb.WRITE in review.allowed)


def show_history(request, review, item, *, can_restore, texts=None, place=None):
    """One page of versions of one of the texts of the item, the newest first.

    Each is compared with what stood before it, also across pages.
    """
    texts = texts or item.TEXTS
    field = request.GET.get("field", "text" if "text" in texts else texts[0])
    if field not in texts:
        raise Http404
    place = place or place_of(review, item)
    newest_first = versions_of(item).filter(field=field).select_related("by").order_by("-id")
    page = Paginator(newest_first, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    before = newest_first.filter(pk__lt=rows[-1].pk).exclude(kind=TextVersion.Kind.CONFLICT).first() if rows else None
    context = {
        "review_head": review_head(review, place.tab),
        "place": place,
        "fields": [(name, label_of(item, name)) for name in texts] if len(texts) > 1 else [],
        "field": field,
        "based_on": text_hash(text_of(item, field)),
        "page": page,
        "query": f"field={field}",
        "versions": shown_versions(item, field, rows[::-1], before=before.text if before else ""),
        "can_restore": can_restore,
    }
    return render(request, "reviews/text_history.html", context)


@require_POST
def passage_version_restore(request, review_id, passage_id, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    return restore_version(request, review, get_passage(review, passage_id), version_id)


@require_POST
def note_version_restore(request, review_id, note_id, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    return restore_version(request, review, get_note(review, note_id), version_id)


@require_POST
def section_cell_version_restore(request, review_id, code, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    return restore_version(request, review, get_section(review, code), version_id)


@require_POST
def good_practice_version_restore(request, review_id, key, version_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    return restore_version(request, review, get_good_practice_by_key(review, key), version_id)


def restore_version(request, review, item, version_id, place=None):
    """Store the text of a version again, over the text that the page showed as the current one."""
    place = place or place_of(review, item)
    version = get_object_or_404(versions_of(item), pk=version_id)
    based_on, kind = request.POST.get("based_on", ""), TextVersion.Kind.RESTORED
    try:
        result = save_text(item, version.field, version.text, based_on=based_on, by=request.user, kind=kind)
    except PassageRemoved:
        messages.error(request, "This passage has been removed. Put it back first.")
        return redirect(f"{place.history}?field={version.field}")
    if isinstance(result, Conflict):
        return redirect(address_to_settle(place.settle, [result.offered]))
    messages.success(request, "The earlier text stands again. The other is kept in the history.")
    return redirect(place.back)
