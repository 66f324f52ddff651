"""Pages that somebody reads while others write: what is added between two of a page's queries breaks nothing."""

import pytest
from django.urls import reverse

from conftest import make_passage
from reviews import notes, workspace
from reviews.notes import shown_notes, with_all
from reviews.tests.visited import make_note
from reviews.views import fragments
from reviews.workspace import findings_to_follow


@pytest.fixture
def added_after(monkeypatch, review):
    """Lets somebody add a finding just after a function of a module has counted the numbers; returns the findings."""

    def arrange(module, name, **fields):
        count, added = getattr(module, name), []

        def count_and_add(*given, **named):
            numbers = count(*given, **named)
            added.append(make_passage(review, text="Added meanwhile.", **fields))
            return numbers

        monkeypatch.setattr(module, name, count_and_add)
        return added

    return arrange


@pytest.mark.parametrize("is_removed", [False, True])
def test_closing_a_form_while_somebody_adds_a_finding(review, reviewer, login, added_after, is_removed):
    earlier, passage = make_passage(review), make_passage(review)
    client = login(reviewer)
    if is_removed:
        client.post(reverse("passage_remove", args=[review.pk, passage.pk]))
    added = added_after(fragments, "numbers_in")
    response = client.get(reverse("passage_read", args=[review.pk, passage.pk]), headers={"HX-Request": "true"})
    # In place of a passage that was removed the numbers are counted twice.
    known = [earlier, *added[:-1]]
    assert {pk for pk, _number in response.context["numbers"]} == {finding.pk for finding in known}


def test_choosing_findings_to_follow_while_somebody_adds_one(review, added_after):
    passage = make_passage(review)
    added = added_after(workspace, "numbers_in")
    assert [found for found, _number in findings_to_follow(review, passage.section)] == [passage]
    assert added


def test_reading_notes_while_somebody_uses_one(review, added_after):
    note = make_note(review)
    added = added_after(notes, "passage_numbers")

    def read():
        added[0].sources.create(note=note, kind="interview")
        yield from with_all(review.notes.all())

    [shown] = shown_notes(review, read(), can_edit=False)
    assert shown.used_in == [(added[0], "")]
