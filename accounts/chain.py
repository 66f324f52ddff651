"""Seals audit events into one chain of hashes for each review, and finds out whether a chain was tampered with."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from django.db import models, transaction

from accounts.models import AuditChain, AuditEvent

BATCH = 500


@dataclass(frozen=True)
class Damage:
    """The first thing wrong with a chain: `event_id` of the row concerned (None where it is gone), and a sentence."""

    review_id: int
    event_id: int | None
    sentence: str


def hash_of(event):
    """SHA-256 over all that the event says, its place in the chain, and the hash of the event before it.

    `detail` comes out of a JSON column, which may reorder keys: `record` lets in nothing that could come back
    otherwise changed, and keys are sorted here.
    """
    said = {
        "id": event.id,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": event.actor_id,
        "verb": event.verb,
        "target_label": event.target_label,
        "target_id": event.target_id,
        "review_id": event.review_id,
        "detail": event.detail,
        "sequence": event.sequence,
        "previous_hash": event.previous_hash,
    }
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal_events():
    """Seal every event that waits, in the order of ids within each chain; return how many.

    May be run by several workers at once, and again after a crash: each batch is one transaction that holds the row
    of its chain. An event whose transaction ends late is sealed behind events with higher ids; its place in the
    chain is `sequence`, not the id.
    """
    sealed = 0
    waiting = AuditEvent.objects.unsealed().order_by("review_id").values_list("review_id", flat=True).distinct()
    for review_id in list(waiting):
        while count := _seal_batch(review_id):
            sealed += count
    return sealed


@transaction.atomic
def _seal_batch(review_id):
    key = review_id or AuditChain.NO_REVIEW
    AuditChain.objects.get_or_create(pk=key)
    chain = AuditChain.objects.select_for_update().get(pk=key)
    events = list(AuditEvent.objects.unsealed().filter(review_id=review_id).order_by("id")[:BATCH])
    for event in events:
        event.sequence, event.previous_hash = chain.last_sequence + 1, chain.last_hash
        event.hash = hash_of(event)
        # Django's own queryset: the model's refuses every change, and this is the one there is.
        models.QuerySet(AuditEvent).filter(pk=event.pk).update(
            sequence=event.sequence, previous_hash=event.previous_hash, hash=event.hash
        )
        chain.last_sequence, chain.last_hash = event.sequence, event.hash
    if events:
        chain.save(update_fields=["last_sequence", "last_hash"])
    return len(events)


def heads():
    """Where each chain ends: [[review id, number of the last event, its hash], …], 0 for the events of no review."""
    return [list(head) for head in AuditChain.objects.values_list("review_id", "last_sequence", "last_hash")]


def head_hash(found):
    """One SHA-256 over all `heads()`, short enough to be noted on paper."""
    return hashlib.sha256(json.dumps(found, separators=(",", ":")).encode()).hexdigest()


def find_damage(noted=()):
    """The first damage of each chain, as a list of Damage; empty if all is whole.

    `noted` are `heads()` that somebody kept elsewhere: the chains must still go through them. Only that finds out an
    attacker who can write to the database and has made a whole chain, with its head, anew.
    """
    chains = {chain.review_id: chain for chain in AuditChain.objects.all()}
    noted = {review_id: (sequence, last_hash) for review_id, sequence, last_hash in noted}
    sealed = AuditEvent.objects.exclude(sequence=None).order_by("review_id").values_list("review_id", flat=True)
    keys = {*chains, *noted, *(review_id or AuditChain.NO_REVIEW for review_id in sealed.distinct())}
    found = (_first_damage(key, chains.get(key), noted.get(key, (0, ""))) for key in sorted(keys))
    return [damage for damage in found if damage]


def _first_damage(key, chain, noted):
    review_id = None if key == AuditChain.NO_REVIEW else key
    events = AuditEvent.objects.filter(review_id=review_id).exclude(sequence=None).order_by("sequence")
    before = None
    for event in events.iterator():
        number = before.sequence + 1 if before else 1
        if event.sequence != number:
            return Damage(key, None, f"event {number} of the chain was removed (the next there is {event.sequence})")
        if hash_of(event) != event.hash:
            return Damage(key, event.pk, f"event {number} of the chain was changed")
        if event.previous_hash != (before.hash if before else ""):
            # This event is whole, so it is the one before that got another hash; before the first there is none.
            changed = before or event
            return Damage(key, changed.pk, f"event {changed.sequence} of the chain was changed and hashed again")
        if noted[0] == number and noted[1] != event.hash:
            return Damage(key, event.pk, f"event {number} of the chain, or one before it, is not the one noted")
        before = event
    return _damage_at_the_end(key, chain, before, noted)


def _damage_at_the_end(key, chain, last, noted):
    number, last_hash = (last.sequence, last.hash) if last else (0, "")
    kept = max(chain.last_sequence if chain else 0, noted[0])
    if kept > number:
        return Damage(key, None, f"event {number + 1} of the chain was removed, with all after it up to {kept}")
    if chain is None:
        return Damage(key, None, "the record of where the chain ends was removed")
    if (chain.last_sequence, chain.last_hash) != (number, last_hash):
        what = "event {} of the chain was changed and hashed again, or the record of where it ends was changed"
        return Damage(key, last.pk, what.format(number))
    return None
