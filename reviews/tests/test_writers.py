"""Whoever writes, moves, files, removes and restores, in whatever order: no word is lost, and there is one order."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reviews.history import shown_versions, thin_versions
from reviews.models import Passage
from reviews.saving import text_of
from reviews.tests.writers import STEPS, Writing
from reviews.text import text_hash

number = st.integers(min_value=0, max_value=9)
steps = st.lists(st.tuples(st.sampled_from(STEPS), number, number, number), min_size=4, max_size=30)


def wrong(writing):
    """Where the database and the account differ, in words."""
    for code, section in writing.sections.items():
        stored = list(Passage.objects.filter(section=section).order_by("position"))
        if [passage.pk for passage in stored] != writing.order[code]:
            yield f"{code} has another order"
        if len({passage.position for passage in stored}) != len(stored):
            yield f"{code} has two passages in one place"
        for passage in stored:
            written = writing.passages[passage.pk]
            if (passage.kind, passage.removed_at is not None) != (written.kind, written.removed):
                yield f"{passage.pk} is of another kind, or removed, or not removed"
            yield from wrong_texts(passage, written)


def wrong_texts(passage, written):
    for field in written.fields:
        account, versions = written.texts[field], list(passage.versions.filter(field=field))
        if text_of(passage, field) != account.stands:
            yield f"{passage.pk} says {text_of(passage, field)!r}, not {account.stands!r}"
        if lost := account.typed - {version.text for version in versions}:
            yield f"{passage.pk} has lost {lost}"
        if any(version.hash != text_hash(version.text) for version in versions):
            yield f"{passage.pk} has a version with the hash of another text"
        shown = shown_versions(passage, field, versions)
        current = [each.version.text for each in shown if each.is_current]
        if account.taken and current != [account.stands]:
            yield f"the history of {passage.pk} shows {current} as current"


def lost_by_thinning(writing):
    """What people have to find again for good, and thinning took."""
    for pk, written in writing.passages.items():
        for field, account in written.texts.items():
            left = set(Passage.objects.get(pk=pk).versions.filter(field=field).values_list("text", flat=True))
            yield from account.lasting - left
            yield from {account.stands} - left - {""}


@pytest.mark.django_db
@pytest.mark.parametrize("layout", ["review", "kloe_review"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=steps)
@example(taken=[("begin", 0, 0, 0), ("write", 1, 0, 4), ("write", 2, 0, 4), ("send_three_times", 0, 0, 1)])
@example(taken=[("begin", 0, 0, 0), ("remove", 1, 0, 0), ("write_in_a_form", 0, 0, 5), ("restore", 2, 0, 0)])
@example(taken=[("begin", 0, 0, 0)] * 3 + [("remove", 0, 1, 0), ("move", 1, 0, 1), ("restore", 2, 1, 0)])
@example(
    taken=[
        ("begin", 0, 0, 4),
        ("write", 0, 0, 4),
        ("look_again", 1, 0, 4),
        *[("write", 0, 0, 4)] * 2,
        ("write", 1, 0, 4),
    ]
)
@example(taken=[("begin", 0, 0, 0), ("begin", 0, 1, 0), ("refile", 0, 0, 1)])
@example(taken=[("begin", 0, 0, 1), ("write", 1, 0, 5), ("write", 2, 0, 8), ("refile", 0, 0, 0), ("write", 2, 0, 5)])
@example(taken=[("begin", 0, 0, 0), ("choose_best", 0, 0, 0), ("remove", 0, 0, 0)] * 2 + [("restore", 1, 0, 0)])
def test_whatever_people_do_at_once_no_word_is_lost_and_there_is_one_order(request, layout, taken):
    review = request.getfixturevalue(layout)
    with transaction.atomic():
        writing = Writing(review)
        for step, writer, which, choice in taken:
            writing.take(step, writer, which, choice)
            assert list(wrong(writing)) == [], f"after {step}"
        thin_versions()
        assert list(lost_by_thinning(writing)) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_writing_can_be_taken(review, step):
    writing = Writing(review)
    writing.take("begin_with_a_form", 0, 0, 0)
    assert writing.take(step, 1, 0, 1)
