"""What tests of a visit are about: groups of people, a session with them, and notes of what they said."""

import datetime

from frameworks.models import ParticipantGroup
from reviews.models import Note
from reviews.text import text_hash

DAY = datetime.date(2016, 10, 11)


def make_group(code, position=1, **fields):
    title = code.replace("-", " ").capitalize()
    labels = {"title": title, "plural": title.lower(), "easy_read_label": title.lower()}
    return ParticipantGroup.objects.create(code=code, position=position, **labels, **fields)


def make_session(review, code="parents", start="10:00", end="11:00", groups=(), date=DAY):
    times = [datetime.time.fromisoformat(time) if time else None for time in (start, end)]
    session = review.sessions.create(code=code, title=code.capitalize(), date=date, start=times[0], end=times[1])
    for group in groups:
        session.groups.create(group=group, number=7)
    return session


def make_note(review, text="They wait a year.", sections=("vision",), **fields):
    fields = {"their_words": fields.get("may_be_quoted", False)} | fields
    note = Note.objects.create(review=review, text=text, **fields)
    note.sections.set(review.sections.filter(code__in=sections))
    return note


def sent_with(note_id, text="They wait a year.", based_on="", **more):
    """What the form of a note sends."""
    return {"id": str(note_id), "text": text, "based_on": text_hash(based_on), "session": "", "group": ""} | more
