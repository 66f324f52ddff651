"""Adding, changing, re-filing and removing what people write in a section."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.audit import record
from reviews.actions.locking import lock_review
from reviews.models import Coverage, Passage, Recommendation, Section, TextVersion
from reviews.saving import Conflict, PassageRemoved, Saved, first_version, save_text, usable
from reviews.text import normalise, text_hash

KEPT_AFTER_REMOVAL = datetime.timedelta(days=30)


class PassageElsewhere(Exception):
    """A new passage came with an id that another review's passage has."""


def add_passage(*, section, passage_id, kind, by, text, title=("", ""), details=None, sources=None, **more):
    """Write a new passage at the end of its run. Takes, returns and raises what `change_passage` does.

    A repeated send of the same id makes no second passage: it is taken as a change of the first. So is the form of a
    passage whose first words were saved by themselves.
    """
    with transaction.atomic():
        there = _there_already(section, passage_id)
        if there is None:
            words = {"text": text, "title": title, **more}
            passage = _begin(section, passage_id, kind, by, words, TextVersion.Kind.CHECKPOINT)
            _save_details(passage, details or {}, sources)
            return passage, []
    return change_passage(passage=there, by=by, text=text, title=title, details=details, sources=sources, **more)


def save_or_begin(*, section, passage_id, kind, field, text, based_on, by):
    """Save one text of a passage by itself, and begin the passage with it if it is not there yet.

    Returns and raises what `save_text` does, and PassageElsewhere.
    """
    saved_by_itself = TextVersion.Kind.AUTOSAVE
    with transaction.atomic():
        there = _there_already(section, passage_id)
        if there is None:
            text = usable(Passage, field, text)
            passage = _begin(section, passage_id, kind, by, {field: (text, based_on)}, saved_by_itself)
            return Saved(text_hash(text), passage.changed_at)
    return save_text(there, field, text, based_on=based_on, by=by, kind=saved_by_itself)


def _there_already(section, passage_id):
    """The passage that has the id, if one has."""
    lock_review(section.review_id)
    there = Passage.objects.select_related("section__review").filter(pk=passage_id).first()
    if there is not None and there.section.review_id != section.review_id:
        raise PassageElsewhere
    return there


def _begin(section, passage_id, kind, by, texts, saved):
    """A new passage; `texts` is {field: (words, the hash they were based on)}, `saved` the kind of its versions."""
    words = {field: normalise(typed) for field, (typed, _based_on) in texts.items()}
    beside = {field: words.pop(field) for field in Recommendation.TEXTS if field in words}
    passage = Passage.objects.create(
        id=passage_id,
        section=section,
        kind=kind,
        position=_next_position(section),
        created_by=by,
        **words,
    )
    if kind == Passage.Kind.RECOMMENDATION:
        Recommendation.objects.create(passage=passage, **beside)
    TextVersion.objects.bulk_create(
        first_version(passage, by=by, field=field, based_on=based_on, kind=saved)
        for field, (words, based_on) in texts.items()
        if words or field == "text"
    )
    return passage


def change_passage(*, passage, by, text, title, details=None, sources=None, **more):
    """Store what a form sent. `text` and `title`, and `lead` and `horizon` of a recommendation, are pairs of the words
    and the hash they were based on.

    Returns (passage, conflicts); the list of conflicts is empty when both were stored. What was changed beside
    the words is stored either way, on top of what others changed meanwhile. Raises UnusableText and, once both texts
    are among the versions, PassageRemoved.
    """
    with transaction.atomic():
        conflicts, removed = _save_texts(passage, by, {"text": text, "title": title, **more})
        if removed is None:
            _save_details(passage, details or {}, sources)
    if removed is not None:
        # Only now: raised within the transaction it would take the versions back.
        raise removed
    return passage, conflicts


def _save_texts(passage, by, texts):
    """Returns (conflicts, the PassageRemoved that the first of the texts met or None)."""
    conflicts, removed = [], None
    for field, (text, based_on) in texts.items():
        try:
            result = save_text(passage, field, text, based_on=based_on, by=by)
        except PassageRemoved as error:
            removed = removed or error
        else:
            conflicts += [result] if isinstance(result, Conflict) else []
    return conflicts, removed


def _save_details(passage, details, sources):
    """`details` is what changed beside the words, as `PassageForm.details` says it; `sources` is a valid formset."""
    _save_links(passage, details, ("themes", "indicators"))
    if passage.kind == Passage.Kind.RECOMMENDATION:
        _save_recommendation(passage, details)
    if sources is not None:
        _save_sources(passage, sources)


def _save_sources(passage, formset):
    """Store the rows of the formset; a row sent twice is stored once."""
    formset.instance = passage
    for source in formset.save(commit=False):
        source.passage = passage
        same = {name: getattr(source, name) for name in ("kind", "group", "session", "paper", "detail")}
        if source.pk or not passage.sources.filter(**same).exists():
            source.save()
    for source in formset.deleted_objects:
        source.delete()


def _save_recommendation(passage, details):
    recommendation, _made = Recommendation.objects.get_or_create(passage=passage)
    _save_links(recommendation, details, ("owners", "follows_from"))


def _save_links(row, details, fields):
    for field in fields:
        added, taken_away = details.get(field, ((), ()))
        getattr(row, field).add(*added)
        getattr(row, field).remove(*taken_away)


@transaction.atomic
def refile_passage(*, passage, section, kind, by):
    """Move a passage to the end of another section, or make it another kind. Its words and history go with it."""
    stored = _locked(passage)
    moved = (stored.section_id, stored.kind) != (section.pk, kind)
    if moved:
        if stored.section_id != section.pk:
            # Indicators belong to the domain that the passage leaves, and so does being its best sentence.
            stored.indicators.clear()
            stored.says_it_best = False
            stored.position = _next_position(section)
        stored.section, stored.kind = section, kind
        stored.save(update_fields=["section", "kind", "position", "says_it_best"])
        if kind == Passage.Kind.RECOMMENDATION:
            Recommendation.objects.get_or_create(passage=stored)
            stored.recommendations.clear()
        record("passage-refile", stored, by=by, review=section.review)
    passage.section, passage.kind, passage.position = stored.section, stored.kind, stored.position
    return moved


@transaction.atomic
def remove_passage(*, passage, by):
    """Take a passage out of the report. It can be put back for thirty days; removing it twice changes nothing."""
    stored = _locked(passage)
    if stored.removed_at is None:
        stored.removed_at, stored.removed_by = timezone.now(), by
        stored.save(update_fields=["removed_at", "removed_by"])
        record("passage-remove", stored, by=by, review=passage.section.review)
    passage.removed_at, passage.removed_by = stored.removed_at, stored.removed_by


@transaction.atomic
def restore_passage(*, passage, by):
    """Put a removed passage back where it stood. If another says it best by now, it no longer does."""
    stored = _locked(passage)
    if stored.removed_at is not None:
        others = stored.section.passages.present().filter(says_it_best=True)
        stored.says_it_best = stored.says_it_best and not others.exists()
        stored.removed_at = stored.removed_by = None
        stored.save(update_fields=["removed_at", "removed_by", "says_it_best"])
        record("passage-restore", stored, by=by, review=passage.section.review)
    passage.removed_at = passage.removed_by = None


def _locked(passage):
    """The passage as it is now, held until the end of the transaction."""
    lock_review(passage.section.review_id)
    return Passage.objects.select_for_update(no_key=True).get(pk=passage.pk)


def purge_removed(*, now=None):
    """Delete for good what was removed more than thirty days ago; returns how many passages went."""
    old = Passage.objects.removed().filter(removed_at__lt=(now or timezone.now()) - KEPT_AFTER_REMOVAL)
    with transaction.atomic():
        _count, by_model = old.delete()
    return by_model.get("reviews.Passage", 0)


@transaction.atomic
def choose_best_passage(*, section, passage):
    """Mark the passage (or None) as the one that says it best in its section."""
    lock_review(section.review_id)
    section.passages.filter(says_it_best=True).update(says_it_best=False)
    if passage is not None:
        section.passages.present().filter(pk=passage.pk).update(says_it_best=True)


@transaction.atomic
def save_coverage(*, section, states, by):
    """Store what was seen of each indicator: `states` is {indicator: state}, an empty state takes the answer back."""
    Section.objects.select_for_update().get(pk=section.pk)
    there = {row.indicator_id: row for row in section.coverage.all()}
    for indicator, state in states.items():
        row = there.get(indicator.pk)
        if not state and row:
            row.delete()
        elif state and (row is None or row.state != state):
            Coverage.objects.update_or_create(
                section=section, indicator=indicator, defaults={"state": state, "by": by, "at": timezone.now()}
            )


def _next_position(section):
    last = section.passages.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
