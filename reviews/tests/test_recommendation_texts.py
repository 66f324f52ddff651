"""Who would lead a recommendation, and by when, save themselves with its other texts, and nothing of two is lost."""

import json
import uuid

import pytest
from django.urls import reverse

from conftest import make_passage
from reviews.actions import remove_passage
from reviews.models import Passage, Recommendation, Stage, TextVersion
from reviews.saving import Saved, save_text
from reviews.text import text_hash


@pytest.fixture
def recommended(review):
    passage = make_passage(review, kind=Passage.Kind.RECOMMENDATION, text="Write it down.")
    Recommendation.objects.create(passage=passage, lead="First.")
    return passage


def send(client, review, passage_id, text, **more):
    body = {"field": "lead", "text": text, "based_on": text_hash("First.")} | more
    address = reverse("text_save", args=[review.pk, passage_id])
    return client.post(address, json.dumps(body), content_type="application/json")


def lead_of(passage):
    return Recommendation.objects.get(passage=passage).lead


def test_who_leads_is_saved_beside_the_passage(review, recommended, reviewer, login):
    answer = send(login(reviewer), review, recommended.pk, "Head of SEND")
    assert answer.json()["hash"] == text_hash("Head of SEND")
    assert lead_of(recommended) == "Head of SEND"
    assert list(recommended.versions.values_list("field", "text", "kind")) == [
        ("lead", "First.", TextVersion.Kind.CHECKPOINT),
        ("lead", "Head of SEND", TextVersion.Kind.AUTOSAVE),
    ]
    recommended.refresh_from_db()
    assert recommended.changed_at == recommended.versions.last().at


def test_by_when_may_begin_a_recommendation(review, reviewer, login):
    passage_id, create = uuid.uuid4(), {"section": "vision", "kind": "recommendation"}
    more = {"field": "horizon", "based_on": text_hash(""), "create": create}
    answers = [send(login(reviewer), review, passage_id, "By May", **more).status_code for _ in range(2)]
    begun = Passage.objects.get(pk=passage_id)
    assert (answers, begun.text, begun.recommendation.horizon) == ([200, 200], "", "By May")
    assert list(begun.versions.filter(field="horizon").values_list("text", flat=True)) == ["By May"]


def test_a_finding_is_not_begun_with_who_would_lead_it(review, reviewer, login):
    passage_id, create = uuid.uuid4(), {"section": "vision", "kind": "finding"}
    answer = send(login(reviewer), review, passage_id, "Somebody", based_on=text_hash(""), create=create)
    assert answer.status_code == 404
    assert not Passage.objects.filter(pk=passage_id).exists()
    finding = make_passage(review)
    assert send(login(reviewer), review, finding.pk, "Somebody", based_on=text_hash("")).status_code == 404
    assert not TextVersion.objects.exists()


def test_who_saves_second_is_shown_both_and_settles_which_stands(review, recommended, reviewer, lead, login):
    save_text(recommended, "lead", "Theirs.", based_on=text_hash("First."), by=lead)
    client = login(reviewer)
    answer = send(client, review, recommended.pk, "Mine.")
    assert (answer.status_code, answer.json()["stored"]["text"]) == (409, "Theirs.")
    page = client.get(answer.json()["address"])
    [item] = page.context["items"]
    sent = {f"lead-{name}": item["form"][name].value() for name in ("offered", "based_on")}
    settle = reverse("passage_settle", args=[review.pk, recommended.pk])
    assert client.post(settle, sent | {"lead-choice": "mine"}).status_code == 302
    assert lead_of(recommended) == "Mine."
    assert recommended.versions.filter(text="Theirs.").exists()


def test_the_form_without_scripts_keeps_both_and_stores_what_nobody_else_changed(
    review, recommended, reviewer, lead, login
):
    client, edit = login(reviewer), reverse("passage_edit", args=[review.pk, recommended.pk])
    form = client.get(edit).context["form"]
    sent = {field.html_name: field.value() for field in form if isinstance(field.value(), str)}
    sent |= {"id": recommended.pk, "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0"}
    save_text(recommended, "lead", "Theirs.", based_on=text_hash("First."), by=lead)
    answer = client.post(edit, sent | {"lead": "Mine.", "horizon": "By May"})
    assert (answer.status_code, len(answer.context["items"])) == (409, 1)
    details = Recommendation.objects.get(passage=recommended)
    assert (details.lead, details.horizon) == ("Theirs.", "By May")
    assert recommended.versions.get(kind=TextVersion.Kind.CONFLICT).text == "Mine."


def test_an_answer_that_got_lost_is_no_conflict(recommended, reviewer, lead):
    save_text(recommended, "lead", "Second.", based_on=text_hash("First."), by=reviewer)
    save_text(recommended, "lead", "Third.", based_on=text_hash("Second."), by=lead)
    again = save_text(recommended, "lead", "Second.", based_on=text_hash("First."), by=reviewer)
    assert isinstance(again, Saved)
    assert lead_of(recommended) == "Third."


@pytest.mark.parametrize(("text", "status"), [("x" * 201, 400), ("two\nlines", 400), ("a\0b", 400), ("x" * 200, 200)])
def test_what_does_not_fit_is_refused(review, recommended, reviewer, login, text, status):
    assert send(login(reviewer), review, recommended.pk, text).status_code == status
    assert (lead_of(recommended) == "First.") == (status == 400)


def test_of_a_recommendation_that_was_removed_it_is_kept(review, recommended, reviewer, lead, login):
    remove_passage(passage=recommended, by=lead)
    answer = send(login(reviewer), review, recommended.pk, "Mine.")
    assert (answer.status_code, lead_of(recommended)) == (410, "First.")
    assert recommended.versions.get().text == "Mine."


def test_another_reviews_and_a_closed_stage_store_nothing(review, other_review, recommended, reviewer, login):
    client = login(reviewer)
    theirs = make_passage(other_review, kind=Passage.Kind.RECOMMENDATION)
    Recommendation.objects.create(passage=theirs, lead="First.")
    assert send(client, review, theirs.pk, "Mine.").status_code == 404
    review.stage = Stage.QUALITY_CHECK
    review.save()
    assert send(client, review, recommended.pk, "Mine.").json()["reason"] == "closed"
    assert (lead_of(theirs), lead_of(recommended)) == ("First.", "First.")


def test_its_history_has_each_text_and_brings_one_back(review, recommended, reviewer, login):
    save_text(recommended, "lead", "Second.", based_on=text_hash("First."), by=reviewer)
    client, history = login(reviewer), reverse("passage_history", args=[review.pk, recommended.pk])
    page = client.get(history, {"field": "lead"})
    newest, oldest = page.context["versions"]
    assert (newest.is_current, oldest.version.text) == (True, "First.")
    assert [value for value, _label in page.context["fields"]] == ["text", "title", "lead", "horizon"]
    client.post(f"{history}{oldest.version.pk}/restore/", {"based_on": page.context["based_on"]})
    assert lead_of(recommended) == "First."
    finding = make_passage(review)
    assert client.get(reverse("passage_history", args=[review.pk, finding.pk]), {"field": "lead"}).status_code == 404
