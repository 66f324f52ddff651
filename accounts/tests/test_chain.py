"""The chain of hashes over the audit events: sealed in order, once, and every kind of tampering noticed."""

import io
import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from accounts import chain
from accounts.audit import record
from accounts.chain import find_damage, hash_of, heads, seal_events
from accounts.models import AuditChain, AuditEvent


class Chained:
    """Something with a primary key, in place of a review: this app knows none."""

    def __init__(self, pk):
        self.pk = pk


FIRST, SECOND = Chained(7), Chained(8)


@pytest.fixture
def events(staff):
    """Five sealed events of one review, two of another, and one of none."""
    for review in (FIRST, SECOND, FIRST, None, FIRST, FIRST, SECOND, FIRST):
        record("report-read", staff, by=staff, review=review, kind="site", number=3)
    assert seal_events() == 8
    return list(AuditEvent.objects.filter(review_id=FIRST.pk))


def tamper(event, **fields):
    """Change a row as somebody with the database's password would."""
    models.QuerySet(AuditEvent).filter(pk=event.pk).update(**fields)


def damages():
    return [(damage.review_id, damage.event_id, damage.sentence) for damage in find_damage()]


def test_events_are_sealed_in_the_order_of_ids_in_a_chain_for_each_review(events):
    places = list(AuditEvent.objects.order_by("id").values_list("review_id", "sequence"))
    assert places == [(7, 1), (8, 1), (7, 2), (None, 1), (7, 3), (7, 4), (8, 2), (7, 5)]
    assert [event.previous_hash for event in events] == ["", *(event.hash for event in events[:-1])]
    assert [event.hash for event in events] == [hash_of(event) for event in events]
    assert heads() == [[0, 1, heads()[0][2]], [7, 5, events[-1].hash], [8, 2, heads()[2][2]]]
    assert damages() == []


def test_sealing_again_changes_nothing_and_goes_on_where_it_ended(events, staff):
    before = list(AuditEvent.objects.values())
    assert seal_events() == 0
    assert list(AuditEvent.objects.values()) == before
    late = record("report-read", staff, by=staff, review=FIRST)
    assert seal_events() == 1
    late.refresh_from_db()
    assert (late.sequence, late.previous_hash) == (6, events[-1].hash)
    assert damages() == []


def test_more_events_than_a_batch_make_one_chain(staff, monkeypatch):
    monkeypatch.setattr(chain, "BATCH", 2)
    for _ in range(5):
        record("report-read", staff, by=staff, review=FIRST)
    assert seal_events() == 5
    assert list(AuditEvent.objects.order_by("id").values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert damages() == []


def test_a_crash_in_the_middle_leaves_nothing_half_sealed(staff, monkeypatch):
    for _ in range(3):
        record("report-read", staff, by=staff, review=FIRST)
    hashes = iter(["0" * 64, "1" * 64])
    monkeypatch.setattr(chain, "hash_of", lambda event: next(hashes))
    with pytest.raises(StopIteration):
        seal_events()
    assert AuditEvent.objects.unsealed().count() == 3
    assert not AuditChain.objects.exclude(last_sequence=0).exists()
    monkeypatch.undo()
    assert seal_events() == 3
    assert damages() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_chain():
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in memory and never waits; a real one has one writer at a time")
    for number in range(60):
        record("report-read", AuditChain, review=FIRST, number=number)
    counts, start = [], threading.Barrier(2)

    def work():
        start.wait()
        counts.append(seal_events())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) == 60
    assert list(AuditEvent.objects.order_by("id").values_list("sequence", flat=True)) == list(range(1, 61))
    assert find_damage() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor_id", None),
        ("verb", "sign-out"),
        ("target_id", "0"),
        ("target_label", "reports.version"),
        ("detail", {"kind": "easy-read"}),
        ("at", "2016-05-12T10:00:00Z"),
        ("previous_hash", "0" * 64),
        ("hash", "0" * 64),
    ],
)
def test_a_changed_event_is_named(events, field, value):
    tamper(events[1], **{field: value})
    tamper(events[3], verb="sign-out")
    assert damages() == [(7, events[1].pk, "event 2 of the chain was changed")]


def test_an_event_changed_and_hashed_again_is_named(events):
    events[1].verb = "sign-out"
    tamper(events[1], verb="sign-out", hash=hash_of(events[1]))
    assert damages() == [(7, events[1].pk, "event 2 of the chain was changed and hashed again")]


def test_the_last_event_changed_and_hashed_again_is_named(events):
    events[4].verb = "sign-out"
    tamper(events[4], verb="sign-out", hash=hash_of(events[4]))
    [(review_id, event_id, sentence)] = damages()
    assert (review_id, event_id) == (7, events[4].pk)
    assert sentence.startswith("event 5 of the chain was changed and hashed again")


def test_a_removed_event_is_named(events):
    models.QuerySet(AuditEvent).filter(pk=events[2].pk).delete()
    assert damages() == [(7, None, "event 3 of the chain was removed (the next there is 4)")]


def test_a_cut_off_end_is_noticed(events):
    models.QuerySet(AuditEvent).filter(pk__in=[events[3].pk, events[4].pk]).delete()
    assert damages() == [(7, None, "event 4 of the chain was removed, with all after it up to 5")]


def test_an_event_taken_out_of_the_chain_is_noticed(events):
    tamper(events[4], sequence=None, hash="", previous_hash="")
    assert damages() == [(7, None, "event 5 of the chain was removed, with all after it up to 5")]


def test_an_event_moved_to_another_review_is_noticed_in_both_chains(events):
    tamper(events[4], review_id=8, sequence=3)
    assert [review_id for review_id, *_ in damages()] == [7, 8]


def test_each_damaged_chain_is_named_once(events):
    models.QuerySet(AuditEvent).filter(review_id__in=[7, 8], sequence=1).delete()
    assert [(review_id, sentence[:24]) for review_id, _, sentence in damages()] == [
        (7, "event 1 of the chain was"),
        (8, "event 1 of the chain was"),
    ]


def test_a_removed_head_is_noticed(events):
    AuditChain.objects.filter(pk=8).delete()
    assert damages() == [(8, None, "the record of where the chain ends was removed")]


def rewrite_everything():
    """What somebody can do who has the database and this program: forge an event and seal all of it anew."""
    AuditChain.objects.all().delete()
    models.QuerySet(AuditEvent).update(sequence=None, hash="", previous_hash="")
    models.QuerySet(AuditEvent).filter(review_id=7).update(verb="sign-out")
    seal_events()


def test_a_chain_made_anew_is_only_noticed_by_a_note_kept_elsewhere(events, staff, tmp_path):
    note = tmp_path / "note.json"
    call_command("verify_audit", note=note, stdout=io.StringIO())
    record("report-read", staff, by=staff, review=FIRST)
    seal_events()
    call_command("verify_audit", against=note, stdout=io.StringIO())
    rewrite_everything()
    call_command("verify_audit", stdout=io.StringIO())
    with pytest.raises(CommandError):
        call_command("verify_audit", against=note, stdout=io.StringIO(), stderr=(errors := io.StringIO()))
    assert errors.getvalue() == (
        f"Review 7: event 5 of the chain, or one before it, is not the one noted (row {events[4].pk}).\n"
    )


def test_a_chain_that_is_gone_is_noticed_by_the_note(events, tmp_path):
    noted = heads()
    models.QuerySet(AuditEvent).filter(review_id=8).delete()
    AuditChain.objects.filter(pk=8).delete()
    assert damages() == []
    assert [damage.review_id for damage in find_damage(noted)] == [8]


def test_the_command_says_that_all_is_whole_and_where_the_chains_end(events):
    call_command("verify_audit", stdout=(output := io.StringIO()))
    first, second = output.getvalue().splitlines()
    assert first == "8 events in 3 chains are as they were sealed."
    assert second == f"Head: {chain.head_hash(heads())}"


def test_the_command_fails_with_status_1(events):
    tamper(events[0], verb="sign-out")
    with pytest.raises(CommandError) as failure:
        call_command("verify_audit", stdout=io.StringIO(), stderr=io.StringIO())
    assert failure.value.returncode == 1


def test_the_command_says_when_nothing_seals(events):
    tamper(events[0], at="2016-05-12T10:00:00Z", sequence=None, hash="", previous_hash="")
    AuditChain.objects.filter(pk=7).delete()
    models.QuerySet(AuditEvent).filter(review_id=7).exclude(sequence=None).delete()
    call_command("verify_audit", stdout=(output := io.StringIO()))
    assert output.getvalue().splitlines()[-1].startswith("1 events have waited for more than an hour")


@pytest.mark.parametrize("text", ["not json", json.dumps({"a": 1}), json.dumps([["x", "y", "z"]])])
def test_a_file_that_is_no_note_is_refused(db, tmp_path, text):
    note = tmp_path / "note.json"
    note.write_text(text)
    with pytest.raises(CommandError, match="not a note"):
        call_command("verify_audit", against=note)
