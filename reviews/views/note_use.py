"""What becomes of a note: a passage in a single step, or part of one; and a note whose words save themselves."""

import uuid

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reviews.access import Verb, get_review
from reviews.actions import (
    NoteElsewhere,
    PassageElsewhere,
    join_note_to_passage,
    make_passage_of_note,
    save_or_begin_note,
)
from reviews.forms.passages import kinds_in
from reviews.models import Note, TextVersion
from reviews.saving import PassageRemoved
from reviews.text import UnusableText
from reviews.views.answers import to_scripts
from reviews.views.children import get_passage, get_section
from reviews.views.fragments import announce, refreshed
from reviews.views.notes import get_note
from reviews.views.saving import answer_save
from reviews.workspace import full_passages, numbers_in, run_name, shown


@require_POST
def note_use(request, review_id, note_id):
    """Makes a passage of a note, or puts it into one. A repeated send finds it done and changes nothing."""
    review = get_review(request, review_id, to=Verb.WRITE)
    note = get_note(review, note_id)
    new_id, section, kind, passage = _place_sent(request, review)
    try:
        if passage is None:
            passage = make_passage_of_note(note=note, section=section, kind=kind, passage_id=new_id, by=request.user)
        else:
            passage = join_note_to_passage(note=note, passage=passage, by=request.user)
    except PassageElsewhere as error:
        raise Http404 from error
    except (PassageRemoved, UnusableText) as error:
        return _not_used(request, review, note, error)
    return _used(request, review, note, passage, is_new=passage.pk == new_id)


def _place_sent(request, review):
    """(id for a new passage, its section, its kind, None), or (None, None, None, a passage that is there)."""
    what, _colon, rest = request.POST.get("place", "").partition(":")
    try:
        if what == "join":
            return None, None, None, get_passage(review, uuid.UUID(rest))
        new_id = uuid.UUID(request.POST.get("id", ""))
        code, kind = rest.split(":")
    except ValueError as error:
        raise Http404 from error
    section = get_section(review, code)
    if what != "new" or kind not in kinds_in(section):
        raise Http404
    return new_id, section, kind, None


def _used(request, review, note, passage, *, is_new):
    numbers = numbers_in(review)
    name = numbers.get(passage.pk) or passage.get_kind_display()
    said = f"The note is {name} of “{passage.section}” now."
    if note.must_not_be_quoted:
        said += " They gave no leave to quote them: put it in your own words."
    if not request.htmx:
        messages.success(request, said)
        return redirect(_back(request, review, passage))
    present = full_passages(passage.section).get(pk=passage.pk)
    context = {
        "review": review,
        "note": note,
        "item": shown(present, numbers),
        "said": said,
        "run": run_name(passage.section, passage.kind) if is_new else "",
        "on_its_section": request.POST.get("from") == passage.section.code,
        "can_edit": True,
    }
    context |= refreshed(review, passage.section, numbers, leave_out=passage.pk)
    return announce(render(request, "reviews/includes/note_used.html", context), "Note used")


def _not_used(request, review, note, error):
    messages.error(request, f"{error} The note waits as before.")
    if request.htmx:
        # The page is the only place for the sentence, so it is loaded again.
        return JsonResponse({}, headers={"HX-Refresh": "true"})
    return redirect(_back(request, review))


def _back(request, review, passage=None):
    """The page the form was on: that of a section, or that of the visit."""
    if passage is not None and request.POST.get("from") == passage.section.code:
        return f"{passage.section.get_absolute_url()}#passage-{passage.pk}"
    return f"{reverse('visit_detail', args=[review.pk])}#notes"


@never_cache
@require_POST
@to_scripts
def note_save(request, review_id, note_id):
    """Saves the words of a note while they are typed; the first words begin it. Answers as `text_save` does."""
    review = get_review(request, review_id, to=Verb.WRITE)
    settle = reverse("note_edit", args=[review.pk, note_id])
    try:
        return answer_save(request, Note, lambda sent: _save(review, note_id, sent, request.user), settle)
    except NoteElsewhere as error:
        raise Http404 from error


def _save(review, note_id, sent, by):
    begun_in = sent["create"].get("session") if isinstance(sent.get("create"), dict) else None
    _note, result = save_or_begin_note(
        review=review,
        note_id=note_id,
        text=sent["text"],
        based_on=sent["based_on"],
        by=by,
        session=review.sessions.filter(code=begun_in).first() if isinstance(begun_in, str) else None,
        kind=TextVersion.Kind.AUTOSAVE,
    )
    return result
