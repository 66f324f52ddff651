"""The sections of a review: their list, the page on which one is written, and what its framework offers."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews import presence
from reviews.access import Verb, get_review
from reviews.actions import choose_best_passage, save_coverage
from reviews.forms.sections import CellForm
from reviews.models import Coverage
from reviews.notes import notes_about
from reviews.progress import sections_with_progress
from reviews.saving import Conflict, save_text
from reviews.tabs import review_head
from reviews.views.children import get_section
from reviews.views.conflicts import show_conflicts
from reviews.views.fragments import announce
from reviews.workspace import numbers_in, section_context, shown_in


@never_cache
@require_GET
def section_list(request, review_id):
    review = get_review(request, review_id)
    context = {
        "review": review,
        "review_head": review_head(review, "section_list"),
        "progress": sections_with_progress(review),
        "can_edit": Verb.WRITE in review.allowed,
    }
    return render(request, "reviews/section_list.html", context)


@never_cache
@require_GET
def section_detail(request, review_id, code):
    review = get_review(request, review_id)
    section = get_section(review, code)
    context = section_context(review, section) | {"review_head": review_head(review, "section_list")}
    if context["can_edit"]:
        context["who_writes"] = presence.in_words(presence.others(section, request.user))
    if section.domain:
        context |= framework_parts(section)
    if section.holds_findings:
        context["notes"] = notes_about(review, section, can_edit=context["can_edit"])
    if section.kind == section.Kind.SUMMARY:
        context["good_practice"] = review.good_practice.prefetch_related("themes")
    return render(request, "reviews/section_detail.html", context)


def framework_parts(section):
    """What the framework holds for the section: prompts by the group to ask, and the rest in its order."""
    domain = section.domain
    prompts = sorted(domain.prompts.select_related("ask"), key=lambda prompt: (prompt.ask.position, prompt.position))
    answers = {row.indicator_id: row.state for row in section.coverage.all()}
    return {
        "prompts": [(ask, list(asked)) for ask, asked in groupby(prompts, key=lambda prompt: prompt.ask)],
        "evidence_checks": domain.evidence_checks.all(),
        "suggested_actions": domain.suggested_actions.all(),
        "resources": domain.resources.all(),
        "coverage": [(indicator, answers.get(indicator.pk, "")) for indicator in domain.indicators.all()],
        "states": Coverage.State.choices,
    }


@require_POST
def coverage_edit(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    indicators = section.domain.indicators.all() if section.domain else []
    sent = {indicator: request.POST.get(f"indicator-{indicator.pk}") for indicator in indicators}
    states = {indicator: state for indicator, state in sent.items() if state in ("", *Coverage.State.values)}
    save_coverage(section=section, states=states, by=request.user)
    if request.htmx:
        return announce(HttpResponse(), "Saved")
    messages.success(request, "What was looked at is saved.")
    return redirect(f"{section.get_absolute_url()}#coverage")


@never_cache
@require_http_methods(["GET", "POST"])
def section_cell(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    section = get_section(review, code)
    numbered = [(item.passage, item.number) for item in shown_in(section, review, numbers_in(review))]
    form = CellForm(request.POST or None, section=section, numbered=numbered)
    if form.is_valid():
        sent = form.cleaned_data
        choose_best_passage(section=section, passage=sent["best"])
        result = save_text(section, "cell", sent["cell"], based_on=sent["based_on"], by=request.user)
        if isinstance(result, Conflict):
            return show_conflicts(request, review, section, [result])
        messages.success(request, "The sentence is saved.")
        return redirect(section)
    context = {
        "review_head": review_head(review, "section_list"),
        "form": form,
        "heading": "In a sentence",
        "caption": section.title,
        "intro": "What this section says, for the page on which centre staff see sites side by side.",
        "submit_label": "Save",
        "back_url": reverse("section_detail", args=[review.pk, section.code]),
        "cancel_label": "Back to the section",
    }
    return render(request, "form_page.html", context)
