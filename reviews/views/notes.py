"""Notes: writing them, finding them again, and making something of them."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reviews.access import Verb, get_review
from reviews.actions import NoteElsewhere, save_note, set_note_aside, take_up_note
from reviews.differences import differences
from reviews.forms.notes import AsideForm, NoteForm
from reviews.joining import joined
from reviews.models import Note, TextVersion
from reviews.notes import shown_notes, with_all
from reviews.programme import clock
from reviews.saving import base_of
from reviews.tabs import review_head
from reviews.text import UnusableText

PAGE = 30
SAVED_ALREADY = "This note is saved already, with the notes of the visit. You can go on with it here."
STATES = {"waiting": "Waiting", "used": "Used", "aside": "Set aside"}


def get_note(review, note_id):
    """The note of this review with that id."""
    return get_object_or_404(review.notes.select_related("session", "group", "created_by"), pk=note_id)


@never_cache
@require_GET
def note_list(request, review_id):
    review = get_review(request, review_id)
    state = request.GET.get("state", "waiting")
    rows = {"waiting": review.notes.unused, "used": review.notes.used, "aside": review.notes.set_aside}
    if state not in rows:
        raise Http404
    page = Paginator(with_all(rows[state]()), PAGE).get_page(request.GET.get("page"))
    can_edit = Verb.WRITE in review.allowed
    context = {
        "review": review,
        "review_head": review_head(review, "visit_detail"),
        "states": STATES.items(),
        "state": state,
        "page": page,
        "notes": shown_notes(review, page.object_list, can_edit=can_edit and state == "waiting"),
        "can_edit": can_edit,
    }
    return render(request, "reviews/note_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def note_add(request, review_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    note = Note(review=review, pk=_id_sent(request.POST) or _id_sent(request.GET) or uuid.uuid4())
    if request.method == "GET":
        if review.notes.filter(pk=note.pk).exists():
            # The page was loaded again, or somebody came back to it: the first words have been saved since.
            messages.info(request, SAVED_ALREADY)
            return redirect("note_edit", review.pk, note.pk)
        note.session = _session_to_preset(request, review)
        section = review.sections.filter(code=request.GET.get("section", "")).first()
        return _show(request, review, note, _form(review, note, initial={"sections": [section] if section else []}))
    # The first words may have been saved by themselves already, or the answer to the whole form got lost.
    return _store(request, review, review.notes.filter(pk=note.pk).first() or note)


@never_cache
@require_http_methods(["GET", "POST"])
def note_edit(request, review_id, note_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    note = get_note(review, note_id)
    if request.method == "POST":
        return _store(request, review, note)
    return _show(request, review, note, _form(review, note), offered=_offered(request, note))


def _store(request, review, note):
    form = _form(review, note, request.POST)
    if not form.is_valid() or form.cleaned_data["id"] != note.pk:
        return _show(request, review, note, form)
    sent = form.cleaned_data
    words = (sent["text"], sent["based_on"])
    try:
        note, conflict = save_note(
            review=review,
            note_id=note.pk,
            by=request.user,
            text=words,
            details=form.details,
            sections=sent["sections"],
        )
    except NoteElsewhere as error:
        raise Http404 from error
    except UnusableText as error:
        form.add_error("text", str(error))
        return _show(request, review, note, form)
    if conflict:
        return _show(request, review, note, _form(review, note), offered=conflict.offered, status=409)
    messages.success(request, "The note is saved.")
    if "another" in request.POST:
        again = f"?session={note.session.code}" if note.session else ""
        return redirect(f"{reverse('note_add', args=[review.pk])}{again}")
    return redirect(f"{reverse('visit_detail', args=[review.pk])}#notes")


def _show(request, review, note, form, offered=None, status=200):
    """The page of a note; with the version that came too late (`offered`), both texts beside each other."""
    context = {
        "review": review,
        "review_head": review_head(review, "visit_detail", writing_note=True),
        "note": note,
        "is_new": note._state.adding,
        "form": form,
        "passed_on_id": uuid.uuid4(),
    }
    if offered is not None:
        stored = note.versions.filter(hash=note.text_hash).select_related("by").last()
        theirs, mine = differences(note.text, offered.text)
        context |= {"offered": offered, "stored": stored, "theirs": theirs, "mine": mine}
        form.fields["text"].initial = joined(base_of(note, offered), note.text, offered.text)
    return render(request, "reviews/note_edit.html", context, status=status)


def _form(review, note, data=None, initial=None):
    groups = set(review.sessions.values_list("groups__group_id", flat=True))
    return NoteForm(data, instance=note, review=review, groups=groups, initial=initial)


def _offered(request, note):
    """The version that a link names, where a text that saved itself met another."""
    sent = request.GET.get("text-offered", "")
    if not sent.isdecimal():
        return None
    return note.versions.filter(pk=sent, kind=TextVersion.Kind.CONFLICT).select_related("by").first()


def _id_sent(sent):
    try:
        return uuid.UUID(sent.get("id", ""))
    except ValueError:
        return None


def _session_to_preset(request, review):
    """The session that the address names, or the one that is on by the server's clock; of two, the writer's own."""
    sessions = list(review.sessions.prefetch_related("team"))
    named = [session for session in sessions if session.code == request.GET.get("session")]
    now = named or clock(sessions).now
    own = [each for each in now if any(member.user_id == request.user.pk for member in each.team.all())]
    return next(iter(own or now), None)


@never_cache
@require_http_methods(["GET", "POST"])
def note_set_aside(request, review_id, note_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    note = get_note(review, note_id)
    form = AsideForm(request.POST or None)
    if form.is_valid():
        set_note_aside(note=note, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The note is set aside.")
        return redirect(f"{reverse('visit_detail', args=[review.pk])}#notes")
    context = {
        "review_head": review_head(review, "visit_detail"),
        "form": form,
        "heading": "Set a note aside",
        "intro": f"“{note}” stays with the review, and does not wait any more.",
        "submit_label": "Set it aside",
        "back_url": reverse("visit_detail", args=[review.pk]),
    }
    return render(request, "form_page.html", context)


@require_POST
def note_take_up(request, review_id, note_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    take_up_note(note=get_note(review, note_id))
    messages.success(request, "The note waits for its use again.")
    return redirect(f"{reverse('visit_detail', args=[review.pk])}#notes")
