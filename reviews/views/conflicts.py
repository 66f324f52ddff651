"""Two people changed the same text: both are kept, shown side by side, and a person settles which stands."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reviews.access import Verb, get_review
from reviews.differences import differences
from reviews.forms.passages import SettleForm
from reviews.models import TextVersion
from reviews.saving import Conflict, PassageRemoved, save_text
from reviews.tabs import review_head
from reviews.text import UnusableText
from reviews.views.children import address_of, get_passage
from reviews.views.fragments import show_passage


def show_conflicts(request, review, passage, conflicts, forms=None, status=409):
    """Both texts of each conflict with their differences marked, and the form that settles them."""
    items = []
    for conflict in conflicts:
        theirs, mine = differences(conflict.stored.text, conflict.offered.text)
        form = (forms or {}).get(conflict.offered.field) or _settle_form(conflict)
        items.append({"conflict": conflict, "theirs": theirs, "mine": mine, "form": form})
    context = {"review": review, "passage": passage, "items": items}
    if request.htmx:
        return render(request, "reviews/includes/conflict.html", context, status=status)
    context["review_head"] = review_head(review, "section_list")
    return render(request, "reviews/passage_conflict.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def passage_settle(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    if request.method == "GET":
        if not request.GET:
            return redirect(address_of(passage))
        offered = _offered_versions(passage, request.GET)
        return show_conflicts(request, review, passage, [_as_conflict(passage, each) for each in offered], status=200)
    offered = _offered_versions(passage, request.POST)
    forms = {version.field: SettleForm(request.POST, prefix=version.field) for version in offered}
    if not all(form.is_valid() for form in forms.values()):
        return show_conflicts(request, review, passage, [_as_conflict(passage, each) for each in offered], forms)
    try:
        conflicts = _settle(passage, offered, forms, request.user)
    except (UnusableText, PassageRemoved) as error:
        forms[offered[0].field].add_error("text", str(error))
        return show_conflicts(request, review, passage, [_as_conflict(passage, each) for each in offered], forms)
    if conflicts:
        return show_conflicts(request, review, passage, conflicts)
    if request.htmx:
        return show_passage(request, review, passage, said="Settled. The other text is kept.", changed=True)
    messages.success(request, "Settled. The other text is kept with the passage’s earlier versions.")
    return redirect(address_of(passage))


@transaction.atomic
def _settle(passage, offered, forms, by):
    """Store what was decided for each text; returns the conflicts that somebody made meanwhile."""
    results = []
    for version in offered:
        decided = forms[version.field].cleaned_data
        if decided["choice"] == SettleForm.THEIRS:
            continue
        text = version.text if decided["choice"] == SettleForm.MINE else decided["text"]
        results.append(save_text(passage, version.field, text, based_on=decided["based_on"], by=by))
    return [result for result in results if isinstance(result, Conflict)]


def _settle_form(conflict):
    initial = {"based_on": conflict.stored.hash, "text": conflict.offered.text, "offered": conflict.offered.pk}
    return SettleForm(initial=initial, prefix=conflict.offered.field, auto_id=f"settle-{conflict.offered.pk}-%s")


def _as_conflict(passage, offered):
    """The conflict as it was shown, made again from what is stored."""
    versions = passage.versions.filter(field=offered.field).select_related("by")
    return Conflict(versions.exclude(kind=TextVersion.Kind.CONFLICT).last(), offered)


def _offered_versions(passage, sent):
    """The texts that came too late and that are named; those of another passage are as if unknown."""
    ids = [sent.get(f"{field}-offered") for field in TextVersion.Field.values]
    ids = [each for each in ids if each and each.isdecimal()]
    versions = list(passage.versions.filter(pk__in=ids, kind=TextVersion.Kind.CONFLICT).select_related("by"))
    if not versions or len(versions) != len(ids):
        raise Http404
    return versions
