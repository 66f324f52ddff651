"""Whoever has left a review: their browser is told to forget it, and what they had typed is kept for the team."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_passage
from reviews.leaving import leaver_of
from reviews.models import Stage, TextVersion
from reviews.saving import LATE, save_text
from reviews.tests.visited import make_note
from reviews.text import text_hash

BEFORE = "They know every family."
AFTER = "They know every family by name."


@pytest.fixture
def passage(review):
    return make_passage(review, text=BEFORE)


@pytest.fixture
def gone(review, reviewer, login):
    """The browser of a reviewer who has just left."""
    leave(review, reviewer)
    return login(reviewer)


def leave(review, user, days_ago=0):
    review.members.filter(user=user).update(left=timezone.localdate() - timedelta(days=days_ago))


def send(client, address, user, text=AFTER, based_on=BEFORE, **more):
    sent = {"field": "text", "text": text, "based_on": text_hash(based_on), "writer": str(user.pk)} | more
    return client.post(address, json.dumps(sent), content_type="application/json")


def save(client, review, passage, user, text=AFTER, based_on=BEFORE, **more):
    address = reverse("text_save", args=[review.pk, passage.pk])
    return send(client, address, user, text, based_on, **more)


def late():
    return list(TextVersion.objects.filter(kind="conflict").values_list("text", flat=True))


def test_what_a_leaver_was_writing_is_kept_for_the_team_and_not_in_force(review, passage, reviewer, gone):
    response = save(gone, review, passage, reviewer)
    answer = response.json()
    assert (response.status_code, answer["reason"], answer["kept"]) == (404, "left", True)
    assert answer["message"] == (
        "You are not part of this review any more, so nothing of it is kept on this device. "
        "What you typed last is kept for the team among the earlier texts."
    )
    passage.refresh_from_db()
    assert (passage.text, late()) == (BEFORE, [AFTER])
    assert passage.versions.get(kind="conflict").by == reviewer


def test_they_are_told_nothing_of_what_is_stored(review, passage, reviewer, lead, gone):
    save_text(passage, "text", "The team has gone on.", based_on=text_hash(BEFORE), by=lead)
    answer = save(gone, review, passage, reviewer).json()
    assert set(answer) == {"reason", "message", "kept"}
    assert "gone on" not in str(answer)
    assert late() == [AFTER]


def test_the_team_finds_it_among_the_earlier_texts(review, passage, reviewer, lead, gone, client):
    save(gone, review, passage, reviewer)
    client.force_login(lead)
    html = client.get(reverse("passage_history", args=[review.pk, passage.pk])).content.decode()
    assert "by name" in html


def test_the_same_again_is_kept_once_and_not_without_end(review, passage, reviewer, gone):
    for _ in range(3):
        save(gone, review, passage, reviewer)
    assert late() == [AFTER]
    kept = [save(gone, review, passage, reviewer, text=f"Version {number}.").json()["kept"] for number in range(LATE)]
    assert kept == [True] * (LATE - 1) + [False]
    assert len(late()) == LATE


def test_what_is_based_on_nothing_that_was_stored_is_not_kept(review, passage, reviewer, gone):
    answer = save(gone, review, passage, reviewer, based_on="Nobody wrote this.").json()
    assert (answer["reason"], answer["kept"]) == ("left", False)
    assert "could not be passed on" in answer["message"]
    assert not late()


def test_nor_what_is_based_on_what_the_team_wrote_afterwards(review, passage, reviewer, lead, login):
    leave(review, reviewer, days_ago=1)
    save_text(passage, "text", "The team has gone on.", based_on=text_hash(BEFORE), by=lead)
    answer = save(login(reviewer), review, passage, reviewer, based_on="The team has gone on.").json()
    assert (answer["kept"], late()) == (False, [])


@pytest.mark.parametrize(("days", "kept"), [(7, True), (8, False)])
def test_it_is_taken_for_as_long_as_a_session_can_last(review, passage, reviewer, login, days, kept):
    leave(review, reviewer, days_ago=days)
    long_ago = timezone.now() - timedelta(days=20)
    type(passage).objects.update(changed_at=long_ago)
    assert save(login(reviewer), review, passage, reviewer).json()["kept"] == kept
    assert bool(late()) == kept


@pytest.mark.parametrize("stage", [Stage.QUALITY_CHECK, Stage.ISSUED])
def test_nothing_is_taken_at_a_stage_at_which_they_could_not_have_written(review, passage, reviewer, gone, stage):
    type(review).objects.update(stage=stage)
    assert save(gone, review, passage, reviewer).json()["kept"] is False
    assert not late()


def test_nothing_is_taken_of_an_observer_or_under_the_name_of_somebody_else(review, passage, observer, lead, login):
    leave(review, observer)
    assert save(login(observer), review, passage, observer).json()["kept"] is False
    assert save(login(observer), review, passage, lead).json()["kept"] is False
    assert not late()


@pytest.mark.parametrize(
    "sent", [{"text": "x" * 1_000_000}, {"field": "created_by"}, {"field": "lead"}, {"text": "A \u0000"}, {"text": 1}]
)
def test_what_could_not_be_stored_is_not_kept_either(review, passage, reviewer, gone, sent):
    answer = save(gone, review, passage, reviewer, **sent).json()
    assert (answer["reason"], answer["kept"], late()) == ("left", False, [])


def test_nothing_new_is_begun(review, reviewer, gone):
    address = reverse("text_save", args=[review.pk, "6a0f7a3e-52a5-4fd8-b8ab-9b8a6bd6f1d4"])
    create = {"section": "vision", "kind": "finding"}
    answer = send(gone, address, reviewer, based_on="", create=create).json()
    assert (answer["reason"], answer["kept"]) == ("left", False)
    assert not review.sections.get(code="vision").passages.exists()


def test_a_passage_of_another_review_is_not_reached(review, passage, other_review, reviewer, gone):
    theirs = make_passage(other_review, text=BEFORE)
    assert save(gone, review, theirs, reviewer).json()["kept"] is False
    assert save(gone, other_review, theirs, reviewer).json()["reason"] == "gone"
    assert not late()


def test_notes_sentences_and_details_are_kept_as_well(review, reviewer, gone):
    note = make_note(review, BEFORE, created_by=reviewer)
    assert send(gone, reverse("note_save", args=[review.pk, note.pk]), reviewer).json()["kept"]
    sentence = reverse("section_cell_save", args=[review.pk, "vision"])
    assert send(gone, sentence, reviewer, based_on="", field="cell").json()["kept"]
    assert not send(gone, sentence, reviewer, based_on="Vision", field="title").json()["kept"]
    assert send(gone, reverse("details_save", args=[review.pk]), reviewer, based_on="", field="headline").json()["kept"]
    assert late() == [AFTER] * 3


def test_who_is_back_on_the_team_has_not_left(review, passage, reviewer, gone):
    review.members.create(user=reviewer, name="Back", role="reviewer")
    assert leaver_of(reviewer, review.pk) is None
    assert save(gone, review, passage, reviewer).status_code == 200


def test_a_browser_asks_whether_it_may_keep_something_of_a_review(
    review, other_review, reviewer, former_member, coordinator, outsider, client
):
    address = reverse("kept_check", args=[review.pk])

    def asked(user, address=address):
        client.force_login(user)
        response = client.get(address, headers={"Accept": "application/json"})
        return response.status_code, response.json()["reason"]

    assert asked(reviewer) == (200, "")
    assert asked(former_member) == (404, "left")
    assert asked(outsider) == (404, "gone")
    # The programme is theirs, though they do not read the review.
    assert asked(coordinator) == (200, "")
    coordinator.site_contacts.update(left=timezone.localdate())
    assert asked(coordinator) == (404, "left")
    assert asked(former_member, reverse("kept_check", args=[other_review.pk])) == (404, "gone")
