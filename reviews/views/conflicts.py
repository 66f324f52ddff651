"""Two people changed the same text: both are kept, shown side by side, and a person settles which stands."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reviews.access import Verb, get_review
from reviews.differences import differences
from reviews.forms.passages import SettleForm
from reviews.joining import joined
from reviews.models import Passage, TextVersion
from reviews.saving import Conflict, PassageRemoved, base_of, is_line, label_of, save_text, versions_of
from reviews.tabs import review_head
from reviews.text import UnusableText
from reviews.views.children import get_good_practice_by_key, get_passage, get_section
from reviews.views.fragments import show_passage
from reviews.views.text_places import name_of, place_of, texts_settled_with


@dataclass(frozen=True)
class Offered:
    """A text that came too late, what it is a text of, and its name in the form that settles it."""

    name: str
    item: object
    version: TextVersion


def show_conflicts(request, review, item, conflicts, forms=None, status=409, place=None):
    """Both texts of each conflict with their differences marked, and the form that settles them."""
    place = place or place_of(review, item)
    texts = texts_settled_with(item)
    shown = []
    for conflict in conflicts:
        name = name_of(conflict.offered)
        theirs, mine = differences(conflict.stored.text, conflict.offered.text)
        owner, field = texts[name]
        form = (forms or {}).get(name) or _settle_form(owner, conflict)
        label = _label(item, owner, field)
        shown.append({"conflict": conflict, "label": label, "theirs": theirs, "mine": mine, "form": form})
    if request.htmx:
        return render(request, "reviews/includes/conflict.html", {"place": place, "items": shown}, status=status)
    # On a page of its own there is no place among others to which the answer could come back.
    context = {"place": replace(place, read=""), "items": shown, "review_head": review_head(review, place.tab)}
    return render(request, "reviews/text_conflict.html", context, status=status)


def _label(item, owner, field):
    label = label_of(owner, field)
    return label if owner is item else f"{owner.group}: {label.lower()}"


@never_cache
@require_http_methods(["GET", "POST"])
def passage_settle(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    return settle_page(request, review, get_passage(review, passage_id))


@never_cache
@require_http_methods(["GET", "POST"])
def section_cell_settle(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    return settle_page(request, review, get_section(review, code))


@never_cache
@require_http_methods(["GET", "POST"])
def good_practice_settle(request, review_id, key):
    review = get_review(request, review_id, to=Verb.WRITE)
    return settle_page(request, review, get_good_practice_by_key(review, key))


def settle_page(request, review, item, place=None):
    """The page on which both texts of a conflict of the item are seen, and one of them is chosen."""
    place = place or place_of(review, item)
    if request.method == "GET":
        if not request.GET:
            return redirect(place.back)
        offered = _offered_versions(item, request.GET)
        return _show_again(request, review, item, offered, place, status=200)
    offered = _offered_versions(item, request.POST)
    forms = {text.name: _sent_form(text, request.POST) for text in offered}
    if not all(form.is_valid() for form in forms.values()):
        return _show_again(request, review, item, offered, place, forms)
    try:
        conflicts = _settle(offered, forms, request.user)
    except (UnusableText, PassageRemoved) as error:
        forms[offered[0].name].add_error("text", str(error))
        return _show_again(request, review, item, offered, place, forms)
    if conflicts:
        return show_conflicts(request, review, item, conflicts, place=place)
    if request.htmx and isinstance(item, Passage):
        return show_passage(request, review, item, said="Settled. The other text is kept.", changed=True)
    messages.success(request, "Settled. The other text is kept with the earlier versions.")
    return redirect(place.back)


def _show_again(request, review, item, offered, place, forms=None, status=409):
    conflicts = [_as_conflict(text) for text in offered]
    return show_conflicts(request, review, item, conflicts, forms, status, place)


@transaction.atomic
def _settle(offered, forms, by):
    """Store what was decided for each text; returns the conflicts that somebody made meanwhile."""
    results = []
    for text in offered:
        decided = forms[text.name].cleaned_data
        if decided["choice"] == SettleForm.THEIRS:
            continue
        words = text.version.text if decided["choice"] == SettleForm.MINE else decided["text"]
        results.append(save_text(text.item, text.version.field, words, based_on=decided["based_on"], by=by))
    return [result for result in results if isinstance(result, Conflict)]


def _settle_form(owner, conflict):
    stored, offered = conflict.stored, conflict.offered
    made_of_both = joined(base_of(owner, offered), stored.text, offered.text)
    initial = {"based_on": stored.hash, "text": made_of_both, "offered": offered.pk}
    auto_id, one_line = f"settle-{offered.pk}-%s", is_line(owner, offered.field)
    return SettleForm(initial=initial, prefix=name_of(offered), auto_id=auto_id, is_line=one_line)


def _sent_form(text, sent):
    return SettleForm(sent, prefix=text.name, is_line=is_line(text.item, text.version.field))


def _as_conflict(text):
    """The conflict as it was shown, made again from what is stored."""
    versions = versions_of(text.item).filter(field=text.version.field).select_related("by")
    return Conflict(versions.exclude(kind=TextVersion.Kind.CONFLICT).last(), text.version)


def _offered_versions(item, sent):
    """The texts that came too late and that are named; those of something else are as if unknown."""
    offered = []
    for name, (owner, field) in texts_settled_with(item).items():
        given = sent.get(f"{name}-offered") or ""
        if given.isdecimal():
            late = versions_of(owner).filter(field=field, kind=TextVersion.Kind.CONFLICT).select_related("by")
            offered.append(Offered(name, owner, get_object_or_404(late, pk=given)))
    if not offered:
        raise Http404
    return offered
