"""Writing in a section: reading, adding and changing its passages, and seeing how a text will print."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews.access import Verb, get_review
from reviews.actions import PassageElsewhere, add_passage, change_passage
from reviews.characters import unprintable
from reviews.forms.passages import PassageForm, kinds_in, sources_form
from reviews.markdown import problems
from reviews.models import Passage
from reviews.saving import PassageRemoved
from reviews.tabs import review_head
from reviews.text import UnusableText, normalise
from reviews.views.children import address_of, get_passage, get_section
from reviews.views.conflicts import show_conflicts
from reviews.views.fragments import show_passage, show_removed
from reviews.workspace import findings_to_follow, full_passages, numbers_in


@never_cache
@require_GET
def passage_read(request, review_id, passage_id):
    """One passage as the page of its section shows it, in place of a form that somebody has left."""
    review = get_review(request, review_id)
    passage = get_passage(review, passage_id)
    if not request.htmx:
        return redirect(address_of(passage))
    return show_passage(request, review, passage, changed=True)


@never_cache
@require_http_methods(["GET", "POST"])
def passage_add(request, review_id, code, kind):
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    if kind not in kinds_in(section):
        raise Http404
    passage_id = _id_sent(request.POST) or _id_sent(request.GET) or uuid.uuid4()
    if request.method == "GET" and Passage.objects.filter(pk=passage_id, section__review=review).exists():
        # A form that is opened again after the page was loaded again: its first words have been saved since.
        if not request.htmx:
            messages.info(request, f"This is saved already, in “{section}”. You can go on with it here.")
        return redirect("passage_edit", review.pk, passage_id)
    form = PassageForm(
        request.POST or None,
        section=section,
        kind=kind,
        passage_id=passage_id,
        starting_text=_starting_text(request, section),
        findings=_findings(review, section, kind),
    )
    sources = _sources(request, review, Passage(pk=passage_id, section=section, kind=kind))
    save = partial(add_passage, section=section, passage_id=passage_id, kind=kind, by=request.user)
    return _write(request, review, form, sources, save)


@never_cache
@require_http_methods(["GET", "POST"])
def passage_edit(request, review_id, passage_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    passage = get_passage(review, passage_id)
    if request.method == "GET":
        if passage.removed_at and request.htmx:
            return show_removed(request, review, passage)
        if passage.removed_at:
            return redirect("passage_removed_list", review.pk, passage.section.code)
        passage = full_passages(passage.section).get(pk=passage.pk)
        passage.section.review = review
    form = PassageForm(
        request.POST or None,
        section=passage.section,
        kind=passage.kind,
        passage_id=passage.pk,
        passage=passage,
        findings=_findings(review, passage.section, passage.kind),
    )
    sources = _sources(request, review, passage)
    save = partial(change_passage, passage=passage, by=request.user)
    return _write(request, review, form, sources, save, passage)


@require_POST
def text_preview(request, review_id):
    """How a text will print, and what in it will not come out as it was meant."""
    review = get_review(request, review_id, to=Verb.WRITE)
    text = request.POST.get("text", "")
    warnings = problems(text) + unprintable(text)
    try:
        text = normalise(text)
    except UnusableText:
        # `problems` has said so already.
        text = ""
    context = {"text": text, "warnings": warnings, "key": f"preview-{_id_sent(request.POST) or 'text'}"}
    if request.htmx:
        return render(request, "reviews/includes/text_preview.html", context)
    return render(request, "reviews/text_preview.html", context | {"review_head": review_head(review, "section_list")})


def _write(request, review, form, sources, save, passage=None):
    """Show the form, or store what it sent with `save`. What was typed stays on the screen until it is stored."""
    if request.method != "POST" or not _all_valid(form, sources):
        return _show_form(request, review, form, sources, passage)
    try:
        stored, conflicts = save(**form.words, details=form.details, sources=sources)
    except PassageElsewhere as error:
        raise Http404 from error
    except (UnusableText, PassageRemoved) as error:
        form.refuse(error)
        return _show_form(request, review, form, sources, passage, status=409)
    if conflicts:
        return show_conflicts(request, review, stored, conflicts)
    if request.htmx:
        return show_passage(request, review, stored, said="Saved", changed=True)
    messages.success(request, "Saved.")
    return redirect(address_of(stored))


def _show_form(request, review, form, sources, passage=None, status=200):
    context = {
        "review": review,
        "section": form.section,
        "kind": Passage.Kind(form.kind),
        "form": form,
        "sources": sources,
        "passage": passage,
        "number": numbers_in(review).get(passage.pk, "") if passage else "",
    }
    if request.htmx:
        return render(request, "reviews/includes/passage_form.html", context, status=status)
    context["review_head"] = review_head(review, "section_list")
    return render(request, "reviews/passage_edit.html", context, status=status)


def _all_valid(form, sources):
    # Both are asked, so that the page shows the problems of both.
    return all([form.is_valid(), sources is None or sources.is_valid()])


def _sources(request, review, passage):
    if not passage.section.holds_findings:
        return None
    return sources_form(request.POST or None, review=review, passage=passage, passage_id=passage.pk)


def _findings(review, section, kind):
    return findings_to_follow(review, section) if kind == Passage.Kind.RECOMMENDATION else []


def _id_sent(sent):
    try:
        return uuid.UUID(sent.get("id", ""))
    except ValueError:
        return None


def _starting_text(request, section):
    """The framework's action that somebody wants to start from, named in the address."""
    code = request.GET.get("action")
    if not code or section.domain is None:
        return ""
    action = section.domain.suggested_actions.filter(code=code).first()
    return action.text if action else ""
