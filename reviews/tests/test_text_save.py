"""The address to which texts save themselves: what it stores, and what it answers when it cannot."""

import json
import uuid

import pytest
from django.core.cache import caches
from django.urls import reverse

from conftest import make_passage
from reviews import save_limit
from reviews.actions import remove_passage
from reviews.models import Passage, Stage, TextVersion
from reviews.presence import in_words
from reviews.saving import save_text
from reviews.text import LIMIT, text_hash

NEW = {"section": "vision", "kind": "finding"}


def send(client, review, passage_id, text, **more):
    body = {"field": "text", "text": text, "based_on": text_hash("")} | more
    address = reverse("text_save", args=[review.pk, passage_id])
    return client.post(address, json.dumps(body), content_type="application/json")


def test_a_text_is_stored_and_its_hash_answered(review, reviewer, login):
    passage = make_passage(review, text="First.")
    answer = send(login(reviewer), review, passage.pk, "Second.\r\n", based_on=passage.text_hash)
    version = passage.versions.last()
    assert answer.json()["hash"] == text_hash("Second.\n") == version.hash
    assert answer.json()["at"] == version.at.isoformat()
    assert (version.kind, version.by) == (TextVersion.Kind.AUTOSAVE, reviewer)


def test_the_first_words_begin_the_passage_once_however_often_they_are_sent(review, reviewer, login):
    client, passage_id = login(reviewer), uuid.uuid4()
    answers = [send(client, review, passage_id, "Begun.", create=NEW) for _ in range(3)]
    passage = Passage.objects.get()
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (passage.pk, passage.text, passage.section.code) == (passage_id, "Begun.", "vision")
    assert passage.versions.count() == 1


def test_the_title_and_the_text_of_a_new_passage_may_come_in_any_order(review, reviewer, login):
    client, passage_id = login(reviewer), uuid.uuid4()
    send(client, review, passage_id, "Families", field="title", create=NEW)
    send(client, review, passage_id, "They wait.", create=NEW)
    passage = Passage.objects.get()
    assert (passage.title, passage.text) == ("Families", "They wait.")
    assert not passage.versions.filter(kind=TextVersion.Kind.CONFLICT).exists()


def test_a_repeat_is_harmless_when_others_have_built_on_it(review, reviewer, lead, login):
    """The answer to the first send got lost; meanwhile somebody else went on from what it stored."""
    client, passage = login(reviewer), make_passage(review, text="One.")
    base = passage.text_hash
    send(client, review, passage.pk, "One. Two.", based_on=base)
    save_text(passage, "text", "One. Two. Three.", based_on=text_hash("One. Two."), by=lead)
    answer = send(client, review, passage.pk, "One. Two.", based_on=base)
    passage.refresh_from_db()
    assert (answer.status_code, answer.json()["hash"]) == (200, text_hash("One. Two."))
    assert passage.text == "One. Two. Three."
    assert not passage.versions.filter(kind=TextVersion.Kind.CONFLICT).exists()


def test_a_conflict_answers_with_the_stored_text_and_the_page_that_shows_both(review, reviewer, lead, login):
    client, passage = login(reviewer), make_passage(review, text="First.")
    save_text(passage, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    answer = send(client, review, passage.pk, "Mine.", based_on=text_hash("First."))
    said = answer.json()
    assert answer.status_code == 409
    assert (said["stored"]["text"], said["stored"]["by"]) == ("Theirs.", "Lead")
    assert said["offered"] == {"hash": text_hash("Mine.")}
    page = client.get(said["address"])
    assert page.status_code == 200
    item = page.context["items"][0]["conflict"]
    assert (item.stored.text, item.offered.text) == ("Theirs.", "Mine.")


def test_a_text_for_a_removed_passage_is_kept_among_its_versions(review, reviewer, lead, login):
    passage = make_passage(review, text="First.")
    remove_passage(passage=passage, by=lead)
    answer = send(login(reviewer), review, passage.pk, "Mine.", based_on=text_hash("First."))
    assert (answer.status_code, answer.json()["reason"]) == (410, "removed")
    assert answer.json()["message"].startswith("Lead removed this at ")
    assert passage.versions.get().text == "Mine."


def test_a_text_follows_its_passage_to_another_section(review, reviewer, login):
    passage = make_passage(review, text="First.")
    Passage.objects.update(section=review.sections.get(code="leadership"))
    send(login(reviewer), review, passage.pk, "Second.", based_on=text_hash("First."), create=NEW)
    passage.refresh_from_db()
    assert (passage.text, passage.section.code) == ("Second.", "leadership")


def test_a_stage_that_closed_meanwhile_is_said_in_words(review, reviewer, login):
    passage = make_passage(review, text="First.")
    client = login(reviewer)
    review.stage = Stage.QUALITY_CHECK
    review.save()
    answer = send(client, review, passage.pk, "Second.", based_on=text_hash("First."))
    assert answer.status_code == 403
    assert answer.json() == {
        "reason": "closed",
        "message": "You can read this, but at this stage of the review you cannot change it.",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one\ntwo\0", "Line 2: there is something that cannot be stored (NUL)"),
        ("\ud800", "Line 1: there is something that cannot be stored (half of a character)"),
        ("one\n𓀀", "Line 2: “𓀀” (EGYPTIAN HIEROGLYPH A001) cannot be printed."),
        ("x" * (LIMIT + 1), "This text has 200,001 characters."),
    ],
)
def test_what_cannot_be_stored_is_refused_with_its_place(review, reviewer, login, text, words):
    passage = make_passage(review, text="First.")
    answer = send(login(reviewer), review, passage.pk, text, based_on=text_hash("First."))
    assert (answer.status_code, answer.json()["reason"]) == (400, "unusable")
    assert words in answer.json()["message"]
    assert not passage.versions.exists()


@pytest.mark.parametrize("body", ["{", "[]", '{"text": 1}', '{"field": "kind", "text": "", "based_on": ""}'])
def test_what_is_no_text_is_refused(review, reviewer, login, body):
    passage = make_passage(review)
    address = reverse("text_save", args=[review.pk, passage.pk])
    answer = login(reviewer).post(address, body, content_type="application/json")
    assert (answer.status_code, answer.json()["reason"]) == (400, "damaged")


@pytest.mark.parametrize("create", [{"section": "vision"}, {"section": 1, "kind": "finding"}, "vision"])
def test_a_damaged_place_for_a_new_passage_is_refused(review, reviewer, login, create):
    assert send(login(reviewer), review, uuid.uuid4(), "Text.", create=create).status_code == 400


@pytest.mark.parametrize("create", [None, NEW | {"section": "nowhere"}, NEW | {"kind": "paragraph"}])
def test_a_passage_that_is_not_there_and_cannot_be_begun_is_unknown(review, reviewer, login, create):
    assert send(login(reviewer), review, uuid.uuid4(), "Text.", create=create).status_code == 404
    assert not Passage.objects.exists()


def test_the_passage_of_another_review_is_as_if_unknown(review, other_review, reviewer, login):
    theirs = make_passage(other_review, text="Theirs.")
    assert send(login(reviewer), review, theirs.pk, "Mine.", create=NEW).status_code == 404
    assert not theirs.versions.exists()


def test_a_text_is_not_stored_under_the_name_of_somebody_else(review, reviewer, lead, login):
    passage = make_passage(review, text="First.")
    answer = send(login(reviewer), review, passage.pk, "Mine.", based_on=passage.text_hash, writer=str(lead.pk))
    assert (answer.status_code, answer.json()["reason"]) == (401, "somebody-else")
    assert not passage.versions.exists()


def test_whoever_is_signed_out_is_told_so_in_data(review, client):
    answer = send(client, review, uuid.uuid4(), "Text.")
    assert (answer.status_code, answer.json()["reason"]) == (401, "sign-in")


def test_far_too_many_saves_are_put_off_in_words(review, reviewer, login, monkeypatch):
    caches["process"].clear()
    monkeypatch.setattr(save_limit, "A_MINUTE", 2)
    client, passage = login(reviewer), make_passage(review, text="First.")
    answers = [send(client, review, passage.pk, "First.") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_who_else_writes_in_a_section_is_told_by_name(review, reviewer, lead, login):
    addresses = [reverse("section_here", args=[review.pk, code]) for code in ("vision", "leadership")]
    login(reviewer).post(addresses[0])
    client = login(lead)
    assert client.post(addresses[0]).json() == {"said": "Reviewer is writing in this section too."}
    assert client.post(addresses[1]).json() == {"said": ""}


def test_who_only_reads_a_section_is_told_who_writes_there_and_is_not_said_to_write(review, reviewer, lead, login):
    page, address = (reverse(name, args=[review.pk, "vision"]) for name in ("section_detail", "section_here"))
    client = login(lead)
    assert client.get(page).context["who_writes"] == ""
    assert client.get(address).json() == {"said": ""}
    login(reviewer).post(address)
    client = login(lead)
    assert "Reviewer is writing in this section." in client.get(page).text
    assert client.get(address).json() == {"said": "Reviewer is writing in this section."}
    assert login(reviewer).get(address).json() == {"said": ""}


def test_several_who_write_are_told_in_one_sentence():
    assert in_words(["Ann", "Ben", "Cy"], too=True) == "Ann, Ben and Cy are writing in this section too."
