"""Two people changed the same text: both are kept, shown side by side, and a person settles which stands."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reviews.access import Verb, get_review
from reviews.differences import differences
from reviews.forms.passages import SettleForm
from reviews.models import GoodPractice, Passage, Section, TextVersion
from reviews.saving import Conflict, PassageRemoved, save_text
from reviews.tabs import review_head
from reviews.text import UnusableText
from reviews.views.children import (
    address_of,
    get_good_practice_by_key,
    get_passage,
    get_section,
    good_practice_place,
)
from reviews.views.fragments import show_passage


def show_conflicts(request, review, item, conflicts, forms=None, status=409):
    """Both texts of each conflict with their differences marked, and the form that settles them."""
    shown = []
    for conflict in conflicts:
        theirs, mine = differences(conflict.stored.text, conflict.offered.text)
        form = (forms or {}).get(conflict.offered.field) or _settle_form(conflict)
        shown.append({"conflict": conflict, "theirs": theirs, "mine": mine, "form": form})
    context = {"place": _place(review, item), "items": shown}
    if request.htmx:
        return render(request, "reviews/includes/conflict.html", context, status=status)
    # On a page of its own there is no place among others to which the answer could come back.
    context["place"].pop("read", None)
    context["review_head"] = review_head(review, "section_list")
    return render(request, "reviews/text_conflict.html", context, status=status)


def _place(review, item):
    """How the page of a conflict names what it is about, and the addresses it leads to.

    `read` is what a script puts in the place of the form, where the form stands in the place of what it is about.
    """
    if isinstance(item, Section):
        return {
            "heading": item.title,
            "what": "sentence",
            "element": "sentence",
            "settle": reverse("section_cell_settle", args=[review.pk, item.code]),
            "back": item.get_absolute_url(),
        }
    if isinstance(item, GoodPractice):
        return {
            "heading": "Good practice to write up",
            "what": "good practice",
            "element": "good-practice",
            "settle": reverse("good_practice_settle", args=[review.pk, item.key]),
            "back": good_practice_place(review),
        }
    return {
        "heading": item.section.title,
        "what": item.get_kind_display().lower(),
        "element": f"passage-{item.pk}",
        "settle": reverse("passage_settle", args=[review.pk, item.pk]),
        "back": address_of(item),
        "read": reverse("passage_read", args=[review.pk, item.pk]),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def passage_settle(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    return _settle_page(request, review, get_passage(review, passage_id))


@never_cache
@require_http_methods(["GET", "POST"])
def section_cell_settle(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    return _settle_page(request, review, get_section(review, code))


@never_cache
@require_http_methods(["GET", "POST"])
def good_practice_settle(request, review_id, key):
    review = get_review(request, review_id, to=Verb.WRITE)
    return _settle_page(request, review, get_good_practice_by_key(review, key))


def _settle_page(request, review, item):
    if request.method == "GET":
        if not request.GET:
            return redirect(_place(review, item)["back"])
        offered = _offered_versions(item, request.GET)
        return show_conflicts(request, review, item, [_as_conflict(item, each) for each in offered], status=200)
    offered = _offered_versions(item, request.POST)
    forms = {version.field: SettleForm(request.POST, prefix=version.field) for version in offered}
    if not all(form.is_valid() for form in forms.values()):
        return show_conflicts(request, review, item, [_as_conflict(item, each) for each in offered], forms)
    try:
        conflicts = _settle(item, offered, forms, request.user)
    except (UnusableText, PassageRemoved) as error:
        forms[offered[0].field].add_error("text", str(error))
        return show_conflicts(request, review, item, [_as_conflict(item, each) for each in offered], forms)
    if conflicts:
        return show_conflicts(request, review, item, conflicts)
    if request.htmx and isinstance(item, Passage):
        return show_passage(request, review, item, said="Settled. The other text is kept.", changed=True)
    messages.success(request, "Settled. The other text is kept with the earlier versions.")
    return redirect(_place(review, item)["back"])


@transaction.atomic
def _settle(item, offered, forms, by):
    """Store what was decided for each text; returns the conflicts that somebody made meanwhile."""
    results = []
    for version in offered:
        decided = forms[version.field].cleaned_data
        if decided["choice"] == SettleForm.THEIRS:
            continue
        text = version.text if decided["choice"] == SettleForm.MINE else decided["text"]
        results.append(save_text(item, version.field, text, based_on=decided["based_on"], by=by))
    return [result for result in results if isinstance(result, Conflict)]


def _settle_form(conflict):
    initial = {"based_on": conflict.stored.hash, "text": conflict.offered.text, "offered": conflict.offered.pk}
    return SettleForm(initial=initial, prefix=conflict.offered.field, auto_id=f"settle-{conflict.offered.pk}-%s")


def _as_conflict(item, offered):
    """The conflict as it was shown, made again from what is stored."""
    versions = item.versions.filter(field=offered.field).select_related("by")
    return Conflict(versions.exclude(kind=TextVersion.Kind.CONFLICT).last(), offered)


def _offered_versions(item, sent):
    """The texts that came too late and that are named; those of something else are as if unknown."""
    ids = [sent.get(f"{field}-offered") for field in item.TEXTS]
    ids = [each for each in ids if each and each.isdecimal()]
    versions = list(item.versions.filter(pk__in=ids, kind=TextVersion.Kind.CONFLICT).select_related("by"))
    if not versions or len(versions) != len(ids):
        raise Http404
    return versions
