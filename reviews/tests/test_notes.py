"""Notes: writing them, what is preset, and that nothing typed is lost on the way."""

import datetime
import json
import uuid

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from reviews.models import Note, PassedOn, Stage, TextVersion
from reviews.tests.visited import DAY, make_group, make_note, make_session, sent_with
from reviews.text import text_hash


@pytest.fixture
def families(db):
    return make_group("families")


@pytest.fixture
def session(review, families):
    return make_session(review, groups=[families])


def add(client, review, **sent):
    return client.post(reverse("note_add", args=[review.pk]), sent_with(**sent))


def save(client, review, note_id, text, **more):
    body = {"field": "text", "text": text, "based_on": text_hash("")} | more
    address = reverse("note_save", args=[review.pk, note_id])
    return client.post(address, json.dumps(body), content_type="application/json")


def at(monkeypatch, hour, minute=0):
    """The server's clock, on the first day of the visit."""
    moment = datetime.datetime.combine(DAY, datetime.time(hour, minute), tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_a_note_is_stored_with_where_it_was_said_by_whom_and_what_about(review, session, families, reviewer, login):
    about = review.sections.get(code="leadership")
    details = {"session": session.pk, "group": families.pk, "sections": [about.pk], "their_words": "on"}
    add(login(reviewer), review, note_id=uuid.uuid4(), **details)
    note = Note.objects.get()
    assert (note.text, note.session, note.group, note.created_by) == ("They wait a year.", session, families, reviewer)
    assert (list(note.sections.all()), note.their_words, note.may_be_quoted) == ([about], True, False)
    assert note.versions.get().text == "They wait a year."


def test_a_note_of_a_session_with_one_group_is_of_that_group(review, session, families, reviewer, login):
    add(login(reviewer), review, note_id=uuid.uuid4(), session=session.pk)
    assert Note.objects.get().group == families


def test_leave_to_quote_is_only_given_for_their_own_words(review, reviewer, login):
    add(login(reviewer), review, note_id=uuid.uuid4(), may_be_quoted="on")
    assert Note.objects.get().their_words


def test_the_same_note_sent_three_times_is_one(review, reviewer, login):
    client, note_id = login(reviewer), uuid.uuid4()
    for _ in range(3):
        add(client, review, note_id=note_id)
    assert Note.objects.get().versions.count() == 1


def test_a_form_sent_after_its_words_saved_themselves_adds_to_the_same_note(review, session, reviewer, login):
    client, note_id = login(reviewer), uuid.uuid4()
    answer = save(client, review, note_id, "They wait", create={"session": session.code})
    assert (answer.status_code, Note.objects.get().session) == (200, session)
    add(client, review, note_id=note_id, text="They wait a year.", based_on="They wait", session=session.pk)
    assert Note.objects.get().text == "They wait a year."


def test_two_people_in_one_note_both_keep_their_words(review, reviewer, lead, login):
    note = make_note(review, text="They wait.")
    sent = sent_with(note.pk, text="They wait long.", based_on="They wait.")
    login(lead).post(reverse("note_edit", args=[review.pk, note.pk]), sent)
    response = login(reviewer).post(
        reverse("note_edit", args=[review.pk, note.pk]), sent | {"text": "They wait a year."}
    )
    note.refresh_from_db()
    kept = note.versions.get(kind=TextVersion.Kind.CONFLICT)
    assert (response.status_code, note.text, kept.text) == (409, "They wait long.", "They wait a year.")
    assert (response.context["stored"].by, response.context["offered"]) == (lead, kept)
    assert response.context["form"]["text"].value() == "They wait long. They wait a year."
    marked = "".join(piece.text for piece in response.context["mine"] if piece.differs)
    assert f"[only here: </span>{marked}<span" in response.text
    assert "<del>" not in response.text


def test_a_note_that_saves_itself_too_late_is_answered_with_the_page_of_both(review, reviewer, login):
    note, client = make_note(review, text="They wait."), login(reviewer)
    answer = save(client, review, note.pk, "Mine.", based_on=text_hash("Something else."))
    assert answer.status_code == 409
    assert "Mine." in client.get(answer.json()["address"]).text


def test_the_page_of_a_new_note_leads_to_the_note_once_it_is_saved(review, reviewer, login):
    client, note_id = login(reviewer), uuid.uuid4()
    add_page = reverse("note_add", args=[review.pk])
    assert client.get(add_page, {"id": note_id}).context["note"].pk == note_id
    save(client, review, note_id, "They wait.", create={})
    page = client.get(add_page, {"id": note_id}, follow=True)
    assert page.redirect_chain == [(reverse("note_edit", args=[review.pk, note_id]), 302)]
    assert "This note is saved already, with the notes of the visit." in page.text


def test_the_page_of_a_new_note_tells_nothing_of_another_reviews_note(review, other_review, reviewer, login):
    theirs = make_note(other_review, text="Theirs.")
    page = login(reviewer).get(reverse("note_add", args=[review.pk]), {"id": theirs.pk})
    assert page.status_code == 200
    assert "Theirs." not in page.text


def test_a_note_cannot_take_the_id_of_another_reviews_note(review, other_review, reviewer, login):
    theirs, client = make_note(other_review, sections=()), login(reviewer)
    assert save(client, review, theirs.pk, "Mine.").status_code == 404
    assert add(client, review, note_id=theirs.pk, text="Mine.").status_code == 404
    theirs.refresh_from_db()
    assert theirs.text == "They wait a year."


@pytest.mark.parametrize(("text", "said"), [("\0", "cannot be printed"), ("x" * 300_001, "too long")])
def test_a_note_that_cannot_be_stored_stays_in_its_form_and_says_why(review, reviewer, login, text, said):
    response = add(login(reviewer), review, note_id=uuid.uuid4(), text=text)
    assert (response.status_code, Note.objects.count()) == (200, 0)
    assert response.context["form"].errors["text"], said


def test_a_stage_that_closed_meanwhile_is_said_and_stores_nothing(review, reviewer, login):
    type(review).objects.update(stage=Stage.ISSUED)
    answer = save(login(reviewer), review, uuid.uuid4(), "Too late.")
    assert (answer.status_code, answer.json()["reason"]) == (403, "closed")
    assert not Note.objects.exists()


@pytest.mark.parametrize(("hour", "preset"), [(9, None), (10, "parents"), (11, "school"), (12, None)])
def test_the_session_is_preset_by_the_servers_clock(review, session, reviewer, login, monkeypatch, hour, preset):
    make_session(review, "school", start="11:00", end="12:00")
    client = login(reviewer)
    # October is summer time, an hour ahead of the clock of the server.
    at(monkeypatch, hour - 1, 30)
    form = client.get(reverse("note_add", args=[review.pk])).context["form"]
    assert (form.instance.session and form.instance.session.code) == preset


def test_of_two_sessions_at_once_the_writers_own_is_preset(review, session, reviewer, login, monkeypatch):
    own = make_session(review, "school")
    own.team.add(review.members.get(user=reviewer))
    client = login(reviewer)
    at(monkeypatch, 9, 30)
    assert client.get(reverse("note_add", args=[review.pk])).context["form"].instance.session == own


def test_a_note_set_aside_says_why_and_can_be_taken_up_again(review, reviewer, login):
    note, client = make_note(review), login(reviewer)
    aside = reverse("note_set_aside", args=[review.pk, note.pk])
    client.post(aside, {"reason": ""})
    assert list(review.notes.unused()) == [note]
    client.post(aside, {"reason": "Said before."})
    assert "Said before." in client.get(f"{reverse('note_list', args=[review.pk])}?state=aside").text
    assert not review.notes.unused().exists()
    client.post(reverse("note_take_up", args=[review.pk, note.pk]))
    assert list(review.notes.unused()) == [note]


def test_what_was_passed_on_is_kept_once_with_its_time_and_without_what_it_was(review, session, reviewer, login):
    client, sent = login(reviewer), {"id": str(uuid.uuid4()), "session": session.code}
    for _ in range(3):
        page = client.post(reverse("passed_on_add", args=[review.pk]), sent, follow=True)
    passed_on = PassedOn.objects.get()
    assert (passed_on.session, passed_on.by) == (session, reviewer)
    assert str(passed_on) in page.text
    assert AuditEvent.objects.filter(verb="concern-pass-on", actor_id=reviewer.pk).count() == 1
    assert {field.name for field in PassedOn._meta.fields} == {"id", "review", "session", "by", "at"}


@pytest.mark.parametrize("number", [2, 12])
def test_the_page_of_the_visit_asks_the_same_number_of_questions_for_any_number_of_notes(
    review, session, reviewer, login, number, django_assert_num_queries
):
    for place in range(number):
        make_note(review, text=f"Note {place}.", session=session)
    client = login(reviewer)
    with django_assert_num_queries(17):
        client.get(reverse("visit_detail", args=[review.pk]))
