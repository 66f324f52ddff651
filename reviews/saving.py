"""Saving a text: the one way in which the text of a passage changes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reviews.models import Passage, TextVersion
from reviews.text import UnusableText, normalise, text_hash

_SHORT = {TextVersion.Field.TITLE: 300}


class PassageRemoved(Exception):
    """The passage was removed while somebody wrote in it. `text` is what they wrote."""

    def __init__(self, passage, text):
        super().__init__("This passage was removed while you were writing.")
        self.passage = passage
        self.text = text


@dataclass(frozen=True)
class Saved:
    """The text is stored: `hash` is that of what is stored now, `at` when it was stored."""

    hash: str
    at: datetime


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved first. `stored` is theirs and in force, `offered` is the one just sent; both are kept."""

    stored: TextVersion
    offered: TextVersion


def save_text(passage, field, text, *, based_on, by, kind=TextVersion.Kind.CHECKPOINT):
    """Store `text` as the `field` ("text" or "title") of the passage, if it was based on what is stored now.

    `based_on` is the SHA-256 of the text that the writer started from. Returns Saved or Conflict; sending the same
    again is harmless. Raises UnusableText for what cannot be stored and PassageRemoved for a passage that has gone.
    `passage` is brought up to date either way.
    """
    field = TextVersion.Field(field)
    text = normalise(text)
    _refuse_long_title(field, text)
    with transaction.atomic():
        stored = Passage.objects.select_for_update().get(pk=passage.pk)
        if stored.removed_at:
            raise PassageRemoved(stored, text)
        current = getattr(stored, field)
        if text == current:
            result = Saved(text_hash(text), stored.changed_at)
        elif based_on == text_hash(current):
            result = _store(stored, field, text, based_on, by, kind)
        else:
            result = Conflict(_kept(stored, field, current), _offer(stored, field, text, based_on, by))
    setattr(passage, field, getattr(stored, field))
    passage.changed_at = stored.changed_at
    return result


def first_version(passage, *, by, field=TextVersion.Field.TEXT, at=None):
    """The text that a new passage came with, as the first of its versions (not saved)."""
    text = getattr(passage, field)
    return TextVersion(
        passage=passage,
        field=field,
        text=text,
        hash=text_hash(text),
        by=by,
        at=at or passage.created_at,
        kind=TextVersion.Kind.CHECKPOINT,
    )


def _refuse_long_title(field, text):
    limit = _SHORT.get(field)
    if limit and len(text) > limit:
        raise UnusableText(f"A short title has at most {limit} characters. This one has {len(text)}.")
    if limit and "\n" in text:
        raise UnusableText("A short title is one line.")


def _store(stored, field, text, based_on, by, kind):
    now = timezone.now()
    _kept(stored, field, getattr(stored, field))
    setattr(stored, field, text)
    stored.changed_at = now
    stored.save(update_fields=[field, "changed_at"])
    version = TextVersion.objects.create(
        passage=stored, field=field, text=text, hash=text_hash(text), based_on=based_on, by=by, at=now, kind=kind
    )
    return Saved(version.hash, now)


def _kept(stored, field, current):
    """The version that holds the text in force; made now if none does (texts that were loaded have none)."""
    version = stored.versions.filter(field=field, hash=text_hash(current)).order_by("-id").first()
    return version or TextVersion.objects.create(
        passage=stored,
        field=field,
        text=current,
        hash=text_hash(current),
        by=stored.created_by,
        at=stored.changed_at,
        kind=TextVersion.Kind.CHECKPOINT,
    )


def _offer(stored, field, text, based_on, by):
    """The text that came too late, kept once however often it is sent."""
    version, _made = TextVersion.objects.get_or_create(
        passage=stored,
        field=field,
        hash=text_hash(text),
        by=by,
        kind=TextVersion.Kind.CONFLICT,
        defaults={"text": text, "based_on": based_on},
    )
    return version
