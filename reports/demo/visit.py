"""What the team of a demo review wrote down on its visit, and what it chose for the feedback: in no review file."""

import uuid
from itertools import groupby

from django.db import transaction

from accounts.models import User
from frameworks.models import ParticipantGroup
from reviews.actions import choose_for_the_room, save_note
from reviews.models import Feedback, Member, Passage
from reviews.text import text_hash


@transaction.atomic
def add_notes(review, notes):
    """Write the notes of an entry of the index, unless the review has any. Says what was done, as sentences."""
    if not notes or review.notes.exists():
        return []
    for number, note in enumerate(notes):
        save_note(
            review=review,
            note_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{review.code}/notes/{number}"),
            by=User.objects.get(email=note["by"]),
            text=(note["text"], text_hash("")),
            details={
                "session": review.sessions.get(code=note["session"]) if "session" in note else None,
                "group": ParticipantGroup.objects.get(code=note["group"]) if "group" in note else None,
                "their_words": note.get("their_words", False),
                "may_be_quoted": note.get("may_be_quoted", False),
            },
            sections=review.sections.filter(code__in=tuple(note.get("sections", []))),
        )
    return [f"Wrote down the notes of the visit of {review.code}."]


@transaction.atomic
def choose(review, chosen):
    """Choose passages for the feedback in the room, unless some are chosen. Says what was done, as sentences."""
    passages = Passage.objects.present().filter(section__review=review)
    if not chosen or Feedback.objects.filter(passage__in=passages).exists():
        return []
    lead = review.members.current().filter(role=Member.Role.LEAD).exclude(user=None).first().user
    for extent, rows in groupby(chosen, key=lambda row: row["extent"]):
        choose_for_the_room(passages=passages.filter(pk__in=[row["passage"] for row in rows]), extent=extent, by=lead)
    return [f"Chose what is said in the room in {review.code}."]
