"""Good practice to be written up saves itself: its first words begin it, and nothing that two people typed is lost."""

import json
import uuid

import pytest
from django.urls import reverse

from reviews.models import GoodPractice, TextVersion
from reviews.saving import save_text
from reviews.text import text_hash


@pytest.fixture
def practice(review):
    return review.good_practice.create(title="Bikes", text="First.", factors="Time")


def address(review, key, name="good_practice_save"):
    return reverse(name, args=[review.pk, key])


def send(client, review, key, text, **more):
    body = {"field": "text", "text": text, "based_on": text_hash("")} | more
    return client.post(address(review, key), json.dumps(body), content_type="application/json")


def sent_back(response):
    """What a browser would send if somebody pressed the button at once."""
    form = response.context["form"]
    return {field.html_name: field.value() or "" for field in form if field.name != "themes"}


def test_the_first_words_begin_it_once_however_often_they_are_sent(review, reviewer, login):
    review.good_practice.create(title="Before", position=3)
    client, key = login(reviewer), uuid.uuid4()
    answers = [send(client, review, key, "They mend bikes.", create={}).status_code for _ in range(3)]
    begun = GoodPractice.objects.get(key=key)
    assert (answers, begun.text, begun.position) == ([200] * 3, "They mend bikes.", 4)
    assert list(begun.versions.values_list("kind", "by__name")) == [(TextVersion.Kind.AUTOSAVE, "Reviewer")]
    page = client.get(reverse("section_detail", args=[review.pk, "summary"])).content.decode()
    assert "Good practice without a title" in page


def test_title_and_text_may_come_in_any_order_and_the_form_goes_on_from_both(review, reviewer, login):
    client, add = login(reviewer), reverse("good_practice_add", args=[review.pk])
    sent = sent_back(client.get(add))
    send(client, review, sent["key"], "They mend bikes.", create={})
    send(client, review, sent["key"], "Bikes", field="title", create={})
    hashes = {"title_based_on": text_hash("Bikes"), "text_based_on": text_hash("They mend bikes.")}
    answer = client.post(add, sent | hashes | {"title": "Bikes", "text": "They mend bikes and talk."})
    practice = GoodPractice.objects.get()
    assert answer.status_code == 302
    assert (practice.title, practice.text) == ("Bikes", "They mend bikes and talk.")
    assert not practice.versions.filter(kind=TextVersion.Kind.CONFLICT).exists()


def test_the_field_says_where_it_saves_itself_to(review, practice, reviewer, login):
    form = login(reviewer).get(reverse("good_practice_edit", args=[review.pk, practice.pk])).context["form"]
    for name in ("title", "text", "factors"):
        attributes = form.fields[name].widget.attrs
        assert (attributes["data-save-to"], attributes["data-save-field"]) == (address(review, practice.key), name)
        assert form[attributes["data-based-on"]].value() == text_hash(getattr(practice, name))
        assert "data-create" not in attributes


def test_who_saves_second_is_shown_both_and_settles_which_stands(review, practice, reviewer, lead, login):
    save_text(practice, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    client = login(reviewer)
    answer = send(client, review, practice.key, "Mine.", based_on=text_hash("First."))
    assert (answer.status_code, answer.json()["stored"]["text"]) == (409, "Theirs.")
    page = client.get(answer.json()["address"])
    [item] = page.context["items"]
    sent = {f"text-{name}": item["form"][name].value() for name in ("offered", "based_on")}
    settled = client.post(address(review, practice.key, "good_practice_settle"), sent | {"text-choice": "mine"})
    practice.refresh_from_db()
    assert (settled.status_code, practice.text) == (302, "Mine.")
    assert practice.versions.filter(text="Theirs.").exists()


def test_the_form_without_scripts_keeps_both_texts_and_stores_the_rest(review, practice, reviewer, lead, login):
    client, edit = login(reviewer), reverse("good_practice_edit", args=[review.pk, practice.pk])
    sent = sent_back(client.get(edit))
    save_text(practice, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    answer = client.post(edit, sent | {"title": "Bicycles", "text": "Mine.", "factors": "Time\nTools"})
    practice.refresh_from_db()
    assert (answer.status_code, len(answer.context["items"])) == (409, 1)
    assert (practice.title, practice.text, practice.success_factors) == ("Bicycles", "Theirs.", ["Time", "Tools"])
    assert practice.versions.get(kind=TextVersion.Kind.CONFLICT).text == "Mine."


def test_two_who_changed_different_texts_do_not_meet(review, practice, reviewer, lead, login):
    save_text(practice, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    answer = send(login(reviewer), review, practice.key, "Bicycles", field="title", based_on=text_hash("Bikes"))
    practice.refresh_from_db()
    assert (answer.status_code, practice.title, practice.text) == (200, "Bicycles", "Theirs.")


def test_what_makes_it_work_saves_itself_line_by_line(review, practice, reviewer, login):
    answer = send(login(reviewer), review, practice.key, "Time\n\n Tools ", field="factors", based_on=text_hash("Time"))
    practice.refresh_from_db()
    assert (answer.status_code, practice.factors) == (200, "Time\n\n Tools ")
    assert practice.success_factors == ["Time", "Tools"]


@pytest.mark.parametrize(
    ("field", "text", "status"),
    [("title", "x" * 301, 400), ("title", "two\nlines", 400), ("text", "a\0b", 400), ("cell", "A", 400)],
)
def test_what_cannot_be_stored_is_refused(review, practice, reviewer, login, field, text, status):
    answer = send(login(reviewer), review, practice.key, text, field=field, based_on=text_hash("Bikes"))
    assert (answer.status_code, practice.versions.count()) == (status, 0)


def test_what_was_removed_or_is_anothers_is_as_if_unknown(review, other_review, practice, reviewer, login):
    client = login(reviewer)
    theirs = other_review.good_practice.create(title="Theirs")
    practice.delete()
    assert send(client, review, practice.key, "Mine.", based_on=text_hash("First.")).status_code == 404
    assert send(client, review, theirs.key, "Mine.", create={}).status_code == 404
    sent = {"key": str(theirs.key), "title": "Mine", "title_based_on": text_hash("")}
    assert client.post(reverse("good_practice_add", args=[review.pk]), sent).status_code == 404
    assert not TextVersion.objects.exists()


def test_the_page_of_something_new_leads_to_it_once_it_is_saved(review, practice, reviewer, login):
    client, add_page = login(reviewer), reverse("good_practice_add", args=[review.pk])
    key = uuid.uuid4()
    assert client.get(add_page, {"key": key}).context["form"]["key"].value() == str(key)
    own_page = reverse("good_practice_edit", args=[review.pk, practice.pk])
    assert client.get(add_page, {"key": practice.key}).url == own_page
    assert "This is saved already, with the good practice of this review." in client.get(own_page).text


def test_the_page_of_something_new_tells_nothing_of_another_reviews(review, other_review, reviewer, login):
    theirs = other_review.good_practice.create(title="Theirs", text="Theirs.")
    page = login(reviewer).get(reverse("good_practice_add", args=[review.pk]), {"key": theirs.key})
    assert page.status_code == 200
    assert "Theirs" not in page.text


def test_a_form_without_its_key_says_so(review, reviewer, login):
    answer = login(reviewer).post(reverse("good_practice_add", args=[review.pk]), {"title": "Bikes"})
    assert answer.context["form"].non_field_errors() == [
        "This form is damaged. Copy your text and open the form again."
    ]
    assert not review.good_practice.exists()


@pytest.mark.parametrize(("field", "texts"), [("text", ["Second.", "First."]), ("title", [])])
def test_its_history_shows_each_text_and_brings_one_back(review, practice, reviewer, login, field, texts):
    save_text(practice, "text", "Second.", based_on=text_hash("First."), by=reviewer)
    client = login(reviewer)
    history = address(review, practice.key, "good_practice_history")
    page = client.get(history, {"field": field})
    assert [shown.version.text for shown in page.context["versions"]] == texts
    for shown in page.context["versions"][1:]:
        client.post(f"{history}{shown.version.pk}/restore/", {"based_on": page.context["based_on"]})
        practice.refresh_from_db()
        assert practice.text == "First."
