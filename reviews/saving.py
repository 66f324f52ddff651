"""Saving a text: the one way in which a text that people write changes, whatever it is a text of."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from reviews.models import Passage, Recommendation, Review, TextVersion
from reviews.text import UnusableText, normalise, text_hash

# So many texts that come too late are kept of somebody who may not write there any more.
LATE = 3


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


def save_text(item, field, text, *, based_on, by, kind=TextVersion.Kind.CHECKPOINT):
    """Store `text` as the `field` of the item, if it was based on what is stored now.

    `item` is anything that has TEXTS, of which `field` is one.

    `based_on` is the SHA-256 of the text that the writer started from. Returns Saved or Conflict; sending the same
    again is harmless, also when others have built on it since. Raises UnusableText for what cannot be stored and
    PassageRemoved for a passage that has gone, among whose versions the text is kept. `item` is brought up to date
    either way.
    """
    text = usable(type(item), field, text)
    with transaction.atomic():
        # No key changes here, so rows that point at this one need not wait (and cannot wait for each other).
        stored = type(item).objects.select_for_update(no_key=True).get(pk=item.pk)
        removed = isinstance(stored, Passage) and stored.removed_at is not None
        current = text_of(stored, field)
        if text == current:
            result = Saved(text_hash(text), stored.changed_at)
        elif removed:
            result = _offer(stored, field, text, based_on, by)
        elif based_on == text_hash(current):
            result = _store(stored, field, text, based_on, by, kind)
        elif before := _stored_before(stored, field, text, based_on, by):
            result = Saved(before.hash, before.at)
        else:
            result = Conflict(_kept(stored, field, current), _offer(stored, field, text, based_on, by))
    if removed:
        raise PassageRemoved(stored, text)
    setattr(holder_of(item, field), field, text_of(stored, field))
    item.changed_at = stored.changed_at
    return result


def usable(model, field, text):
    """The text as it would be stored as the `field` of something of the model. Raises UnusableText."""
    if field not in model.TEXTS:
        raise ValueError(f"{model.__name__} has no text {field}.")
    text = normalise(text)
    holder = Recommendation if model is Passage and field in Recommendation.TEXTS else model
    _refuse_what_does_not_fit(holder._meta.get_field(field), text)
    return text


def keep_beside(item, field, text, *, based_on, by, until):
    """Keep what somebody typed who may not write any more, among the versions, if it is based on what was stored
    there by the day `until`; a few times for each text. The text in force stays. Returns whether it is there.

    Raises UnusableText as `save_text` does, and for a field that the item does not have.
    """
    if field not in getattr(item, "texts", item.TEXTS):
        raise UnusableText("There is no such text.")
    text = usable(type(item), field, text)
    with transaction.atomic():
        stored = type(item).objects.select_for_update(no_key=True).get(pk=item.pk)
        current = text_of(stored, field)
        versions = versions_of(stored).filter(field=field)
        if text == current or versions.filter(hash=text_hash(text), by=by).exists():
            return True
        is_in_force = based_on == text_hash(current) and timezone.localdate(stored.changed_at) <= until
        late = versions.filter(by=by, kind=TextVersion.Kind.CONFLICT, at__date__gte=until)
        if not (is_in_force or versions.filter(hash=based_on, at__date__lte=until).exists()) or late.count() >= LATE:
            return False
        _kept(stored, field, current)
        _offer(stored, field, text, based_on, by)
    return True


def save_texts(item, texts, *, by):
    """Store what a form sent: {field: (words, the hash they were based on)}. Returns the conflicts."""
    results = [save_text(item, name, words, based_on=based_on, by=by) for name, (words, based_on) in texts.items()]
    return [result for result in results if isinstance(result, Conflict)]


def text_of(item, field):
    """What stands in one of the texts of the item."""
    return getattr(holder_of(item, field), field)


def label_of(item, field):
    """What a text of the item is called."""
    return capfirst(holder_of(item, field)._meta.get_field(field).verbose_name)


def is_line(item, field):
    """Whether a text of the item is a single line."""
    return bool(holder_of(item, field)._meta.get_field(field).max_length)


def versions_of(item):
    """Every version of the item's texts. What a review calls its versions are the sealed ones of its report."""
    return item.text_versions if isinstance(item, Review) else item.versions


def base_of(item, version):
    """The text that a version of the item was based on; nothing where it is not kept any more."""
    before = versions_of(item).filter(field=version.field, hash=version.based_on).last()
    return before.text if before else ""


def holder_of(item, field):
    """The row in which a text of the item stands: what only a recommendation has stands beside its passage."""
    return item.recommendation if isinstance(item, Passage) and field in Recommendation.TEXTS else item


def first_version(item, *, by, field="text", at=None, based_on="", kind=TextVersion.Kind.CHECKPOINT):
    """The text that something new came with, as the first of its versions (not saved).

    `based_on` is the token that came with it, by which a repeated send is known again.
    """
    text = text_of(item, field)
    versions = versions_of(item)
    return versions.model(
        **{versions.field.name: item},
        field=field,
        text=text,
        hash=text_hash(text),
        based_on=based_on,
        by=by,
        at=at or item.changed_at,
        kind=kind,
    )


def _refuse_what_does_not_fit(column, text):
    """A column with a limit holds one line."""
    limit = column.max_length
    if limit and len(text) > limit:
        raise UnusableText(f"There is room for {limit} characters here. You have typed {len(text)}.")
    if limit and "\n" in text:
        raise UnusableText("There is room for one line here.")
    if not column.blank and not text.strip():
        raise UnusableText("This cannot be left empty.")


def _store(stored, field, text, based_on, by, kind):
    now = timezone.now()
    _kept(stored, field, text_of(stored, field))
    holder = holder_of(stored, field)
    setattr(holder, field, text)
    stored.changed_at = now
    if holder is stored:
        stored.save(update_fields=[field, "changed_at"])
    else:
        holder.save(update_fields=[field])
        stored.save(update_fields=["changed_at"])
    version = versions_of(stored).create(
        field=field, text=text, hash=text_hash(text), based_on=based_on, by=by, at=now, kind=kind
    )
    return Saved(version.hash, now)


def _stored_before(stored, field, text, based_on, by):
    """The version in which this very text of this writer was stored already, if it was: its answer got lost."""
    same = versions_of(stored).filter(field=field, hash=text_hash(text), based_on=based_on, by=by)
    return same.exclude(kind=TextVersion.Kind.CONFLICT).order_by("-id").first()


def _kept(stored, field, current):
    """The version that holds the text in force; made now if none does (texts that were loaded have none)."""
    version = versions_of(stored).filter(field=field, hash=text_hash(current)).order_by("-id").first()
    return version or versions_of(stored).create(
        field=field,
        text=current,
        hash=text_hash(current),
        # Of what was loaded, and of a section's sentence from a file, nobody is known.
        by=getattr(stored, "created_by", None),
        at=stored.changed_at,
        kind=TextVersion.Kind.CHECKPOINT,
    )


def _offer(stored, field, text, based_on, by):
    """The text that came too late, kept once however often it is sent."""
    version, _made = versions_of(stored).get_or_create(
        field=field,
        hash=text_hash(text),
        by=by,
        kind=TextVersion.Kind.CONFLICT,
        defaults={"text": text, "based_on": based_on},
    )
    return version
