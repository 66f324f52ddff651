"""What becomes of a note: it becomes a passage or joins one in a single step, and stays its source."""

import uuid

import pytest
from django.urls import reverse

from conftest import make_passage
from reviews.actions import remove_passage
from reviews.models import Note, Passage, Source
from reviews.tests.visited import make_group, make_note, make_session
from reviews.text import LIMIT


def use(client, review, note, place, **more):
    sent = {"place": place, "id": str(uuid.uuid4())} | more
    return client.post(reverse("note_use", args=[review.pk, note.pk]), sent, follow=True)


def test_a_note_becomes_a_finding_and_is_its_source(review, reviewer, login):
    group = make_group("families")
    session = make_session(review, groups=[group])
    note = make_note(review, session=session, group=group)
    use(login(reviewer), review, note, "new:vision:finding")
    passage = Passage.objects.get()
    source = passage.sources.get()
    assert (passage.text, passage.kind, passage.section.code) == (note.text, "finding", "vision")
    assert (source.note, source.group, source.session, source.kind) == (note, group, session, Source.Kind.INTERVIEW)
    assert passage.versions.get().by == reviewer
    assert not review.notes.unused().exists()


@pytest.mark.parametrize("place", ["new:vision:finding", "join"])
def test_a_note_used_three_times_is_in_the_report_once(review, reviewer, login, place):
    note, client = make_note(review), login(reviewer)
    if place == "join":
        place = f"join:{make_passage(review, text='First.').pk}"
    for _ in range(3):
        use(client, review, note, place)
    passage = Passage.objects.get()
    assert passage.text.count(note.text) == 1
    assert passage.sources.count() == 1


def test_a_note_joins_a_passage_as_a_paragraph_of_its_own(review, reviewer, login):
    passage, note = make_passage(review, text="First.\n"), make_note(review)
    use(login(reviewer), review, note, f"join:{passage.pk}")
    passage.refresh_from_db()
    assert passage.text == "First.\n\nThey wait a year."
    assert passage.sources.get().note == note


def test_words_that_may_be_quoted_stand_as_a_quotation(review, reviewer, login):
    note = make_note(review, text="We wait.\nAnd wait.", may_be_quoted=True)
    use(login(reviewer), review, note, "new:vision:finding")
    assert Passage.objects.get().text == "> We wait.\n> And wait."


def test_whoever_uses_words_that_must_not_be_quoted_is_told(review, reviewer, login):
    note = make_note(review, their_words=True)
    assert "put it in your own words" in use(login(reviewer), review, note, "new:vision:finding").text


def test_a_note_whose_passage_was_removed_waits_again(review, reviewer, login):
    note, client = make_note(review), login(reviewer)
    use(client, review, note, "new:vision:finding")
    remove_passage(passage=Passage.objects.get(), by=reviewer)
    assert list(review.notes.unused()) == [note]


def test_a_note_for_a_passage_removed_meanwhile_waits_as_before_and_says_so(review, reviewer, login):
    note, passage = make_note(review), make_passage(review)
    remove_passage(passage=passage, by=reviewer)
    response = use(login(reviewer), review, note, f"join:{passage.pk}")
    passage.refresh_from_db()
    assert "The note waits as before." in response.text
    assert (passage.text, list(review.notes.unused())) == ("They know every family.", [note])


def test_a_passage_that_would_be_too_long_stays_as_it_is_and_the_note_waits(review, reviewer, login):
    note, passage = make_note(review), make_passage(review, text="x" * (LIMIT - 5))
    assert "The note waits as before." in use(login(reviewer), review, note, f"join:{passage.pk}").text
    assert list(review.notes.unused()) == [note]


@pytest.mark.parametrize("place", ["", "new:vision", "new:vision:nonsense", "new:nowhere:finding", "join:nothing"])
def test_a_place_that_does_not_exist_is_not_found(review, reviewer, login, place):
    note = make_note(review)
    assert use(login(reviewer), review, note, place).status_code == 404
    assert (Note.objects.unused().count(), Passage.objects.count()) == (1, 0)


def test_a_note_does_not_go_into_the_passage_of_another_review(review, other_review, reviewer, login):
    note, theirs = make_note(review), make_passage(other_review)
    assert use(login(reviewer), review, note, f"join:{theirs.pk}").status_code == 404
    theirs.refresh_from_db()
    assert theirs.text == "They know every family."


def test_a_note_about_a_section_waits_beside_it(review, reviewer, login):
    make_note(review, text="About the vision.")
    client = login(reviewer)
    pages = [client.get(reverse("section_detail", args=[review.pk, code])).text for code in ("vision", "leadership")]
    assert ["About the vision." in page for page in pages] == [True, False]
