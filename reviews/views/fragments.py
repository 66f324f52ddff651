"""Pieces of a section's page, sent alone so that the rest of the page, and whatever is typed there, stays as it is."""

import json

from django.shortcuts import render
from django.utils import timezone

from reviews.access import Verb
from reviews.progress import sections_with_progress
from reviews.workspace import full_passages, numbers_in, shown


def show_passage(request, review, passage, *, said="", changed=False):
    """One passage to read, or that it was removed.

    `said` is for the line that says what was saved; when something `changed`, counts and numbers follow.
    """
    numbers = numbers_in(review)
    present = full_passages(passage.section).filter(pk=passage.pk).first()
    if present is None:
        return show_removed(request, review, passage)
    context = {
        "review": review,
        "item": shown(present, numbers),
        "can_edit": Verb.WRITE in review.allowed,
        "focus": True,
    }
    if changed:
        context |= refreshed(review, passage.section, numbers, leave_out=passage.pk)
    response = render(request, "reviews/includes/passage_alone.html", context)
    return announce(response, said) if said else response


def show_removed(request, review, passage):
    """The strip that stands where a passage was, with the way back."""
    context = {"review": review, "passage": passage}
    context |= refreshed(review, passage.section, numbers_in(review))
    response = render(request, "reviews/includes/passage_removed.html", context)
    return announce(response, f"{passage.get_kind_display()} removed. It can be put back.")


def show_moved(request, review, passage, run):
    """The new numbers, and where the page's script is to put the passage that stands there already."""
    place = run.index(passage)
    context = refreshed(review, passage.section, numbers_in(review))
    response = render(request, "reviews/includes/numbers.html", context)
    said = f"{passage.get_kind_display()} moved to place {place + 1} of {len(run)}."
    order = {"id": str(passage.pk), "after": str(run[place - 1].pk) if place else "", "said": said}
    response["HX-Trigger"] = json.dumps({"workspace:moved": order})
    return response


def refreshed(review, section, numbers, leave_out=None):
    """The numbers of the section's passages and how far it is, as they are now.

    What somebody else has added since `numbers` were counted has its own answer with its number.
    """
    progress = next(item for item in sections_with_progress(review) if item.section.pk == section.pk)
    passages = section.passages.present().exclude(pk=leave_out).values_list("pk", flat=True)
    return {"numbers": [(pk, numbers[pk]) for pk in passages if pk in numbers], "progress_now": progress}


def announce(response, said):
    """Tell the page, once the piece is in its place, what to say about it and when it was."""
    at = timezone.localtime().strftime("%H:%M")
    response["HX-Trigger-After-Swap"] = json.dumps({"workspace:saved": {"said": said, "at": at}})
    return response
