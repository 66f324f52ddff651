"""The record of what people did: what goes in, and that nothing of it is changed."""

import ast
from pathlib import Path

import pytest

from accounts.audit import VERBS, NotForTheRecord, record
from accounts.models import AuditEvent, User

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "frameworks", "reviews", "reports", "national")


def recorded_verbs():
    """{verb: file} of every call of `record` in the code whose verb is written out."""
    found = {}
    for path in (path for app in APPS for path in (PROJECT / app).rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                verbs = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                found |= dict.fromkeys((verb for verb in verbs if isinstance(verb, str)), path.name)
    return found


def test_every_verb_in_the_code_is_declared():
    assert set(recorded_verbs()) - set(VERBS) == set()


def test_an_undeclared_verb_is_refused(staff):
    with pytest.raises(NotForTheRecord, match="VERBS"):
        record("look-sideways", staff, by=staff)
    assert not AuditEvent.objects.exists()


def test_an_event_holds_ids_and_codes(review, staff):
    record("review-move", review, by=staff, review=review, to="writing", people=[1, 2])
    event = AuditEvent.objects.latest("id")
    assert (event.actor_id, event.review_id, event.target_label) == (staff.pk, review.pk, "reviews.review")
    assert (event.target_id, event.detail) == (str(review.pk), {"to": "writing", "people": [1, 2]})


@pytest.mark.parametrize("text", ["Rosa Lindqvist", "", "a\x00b", 1.5, {"name": "Rosa"}, ["Rosa Lindqvist"], "é"])
def test_names_and_text_are_refused(staff, text):
    with pytest.raises(NotForTheRecord):
        record("person-change", staff, by=staff, what=text)
    assert not AuditEvent.objects.exists()


def test_a_model_stands_for_a_row_that_nobody_knows(db):
    event = record("sign-in-fail", User)
    assert (event.target_label, event.target_id) == ("accounts.user", "")


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(verb="sign-out"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["verb"]),
    ],
    ids=["save", "delete", "update", "delete many", "bulk update"],
)
def test_an_event_is_never_changed_or_removed(staff, change):
    event = record("sign-in", staff, by=staff)
    with pytest.raises(TypeError, match="never"):
        change(event)
    assert AuditEvent.objects.get().verb == "sign-in"
