"""Notes of a visit: writing them, making passages of them, and setting aside those that are not needed."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from reviews.actions.locking import lock_review
from reviews.actions.passages import add_passage
from reviews.models import Note, Passage, PassedOn, Source, TextVersion
from reviews.saving import Conflict, PassageRemoved, Saved, first_version, save_text, usable
from reviews.text import text_hash


class NoteElsewhere(Exception):
    """A new note came with an id that another review's note has."""


@transaction.atomic
def save_note(*, review, note_id, by, text, details, sections):
    """Write a note, or change the one with this id. Returns (note, conflict or None).

    `text` is a pair of the words and the hash they were based on, `details` the other fields by name. Sending the same
    again changes nothing. Raises UnusableText and NoteElsewhere.
    """
    words, based_on = text
    note, result = save_or_begin_note(review=review, note_id=note_id, text=words, based_on=based_on, by=by)
    Note.objects.filter(pk=note.pk).update(**details)
    note.sections.set(sections)
    return note, result if isinstance(result, Conflict) else None


@transaction.atomic
def save_or_begin_note(*, review, note_id, text, based_on, by, session=None, kind=TextVersion.Kind.CHECKPOINT):
    """Save the words of a note by themselves, and begin it with them, in `session`, if it is not there yet.

    Returns (note, what `save_text` returns). Raises UnusableText and NoteElsewhere.
    """
    defaults = {"review": review, "session": session, "text": usable(Note, "text", text), "created_by": by}
    note, is_new = Note.objects.get_or_create(pk=note_id, defaults=defaults)
    if note.review_id != review.pk:
        raise NoteElsewhere
    if is_new:
        first_version(note, by=by, based_on=based_on, kind=kind).save()
        return note, Saved(note.text_hash, note.changed_at)
    return note, save_text(note, "text", text, based_on=based_on, by=by, kind=kind)


@transaction.atomic
def make_passage_of_note(*, note, section, kind, passage_id, by):
    """Make the note a passage at the end of a section, and its source. Returns the passage.

    A note that has become a passage of this section and kind is not made another by a repeated send.
    """
    lock_review(note.review_id)
    there = Passage.objects.present().filter(sources__note=note, section=section, kind=kind).first()
    if there is not None:
        return there
    passage, _conflicts = add_passage(
        section=section, passage_id=passage_id, kind=kind, by=by, text=(_as_written(note), text_hash(""))
    )
    _rest_on(passage, note)
    return passage


@transaction.atomic
def join_note_to_passage(*, note, passage, by):
    """Put the note's words at the end of a passage, as a paragraph of their own, and make the note its source.

    A passage that rests on the note already is left as it is. Raises UnusableText, where the text would be too long,
    and PassageRemoved.
    """
    lock_review(note.review_id)
    stored = Passage.objects.select_for_update(no_key=True).get(pk=passage.pk)
    if stored.removed_at:
        raise PassageRemoved(stored, note.text)
    if not stored.sources.filter(note=note).exists():
        text = "\n\n".join(part for part in (stored.text.rstrip(), _as_written(note)) if part)
        save_text(stored, "text", text, based_on=stored.text_hash, by=by)
        _rest_on(stored, note)
    return stored


def _as_written(note):
    """The note's words as a passage holds them: what people let us quote stands there as a quotation."""
    text = note.text.strip()
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if note.may_be_quoted else text


def _rest_on(passage, note):
    """The note stays the source of what was made of it. Taking it up again is what using it means."""
    kind = Source.Kind.INTERVIEW if note.group_id else Source.Kind.VISIT
    position = passage.sources.count()
    Source.objects.get_or_create(
        passage=passage,
        note=note,
        defaults={"kind": kind, "group": note.group, "session": note.session, "position": position},
    )
    take_up_note(note=note)


def set_note_aside(*, note, reason, by):
    """Say why a note is not needed; it stays with the review and can be taken up again."""
    note.set_aside_at, note.set_aside_by, note.set_aside_reason = timezone.now(), by, reason
    note.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])


def take_up_note(*, note):
    """Let a note wait for its use again."""
    note.set_aside_at, note.set_aside_by, note.set_aside_reason = None, None, ""
    note.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])


@transaction.atomic
def pass_on(*, review, passed_on_id, session, by):
    """Record that something was passed on to the safeguarding contact, now. What it was is nowhere recorded.

    Returns the PassedOn, or None for an id that another review has. A repeated send keeps the first time.
    """
    passed_on, is_new = PassedOn.objects.get_or_create(
        pk=passed_on_id or uuid.uuid4(), defaults={"review": review, "session": session, "by": by}
    )
    if is_new:
        record("concern-pass-on", passed_on, by=by, review=review)
    return passed_on if passed_on.review_id == review.pk else None
