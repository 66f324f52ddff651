"""The feedback in the room: what is chosen, how it is said, what was said, and how that stands to the report."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_passage
from reviews.actions import choose_for_the_room, mark_said, remove_passage
from reviews.models import Feedback
from reviews.room import compared, headings, in_a_sentence
from reviews.saving import save_text


def say(client, review, passage, said):
    return client.post(reverse("room_say", args=[review.pk, passage.pk]), {"said": said})


@pytest.mark.parametrize(
    ("text", "title", "sentence"),
    [
        ("They know every family. They wait.", "", "They know every family."),
        ("They know every family.", "Known families", "Known families"),
        ("> “Nobody asked me.” Then they did.", "", "“Nobody asked me.”"),
        ("They wait at 9.30 every day. It is long.", "", "They wait at 9.30 every day."),
        ("**They** know [us](https://example.org). More.", "", "They know us."),
        ("- one\n- two", "", "one"),
        ("He said “No.” They went.", "", "He said “No.”"),
    ],
)
def test_a_passage_is_said_by_its_title_or_its_first_sentence(review, text, title, sentence):
    assert in_a_sentence(make_passage(review, text=text, title=title)) == sentence


def test_what_is_chosen_stands_on_the_page_to_speak_from(review, reviewer, login):
    chosen, left_out = make_passage(review, text="Chosen."), make_passage(review, text="Left out.")
    client = login(reviewer)
    client.post(reverse("room_choose", args=[review.pk, chosen.pk]), {"extent": "short"})
    page = client.get(reverse("room_detail", args=[review.pk])).text
    assert ("Chosen." in page, left_out.text in page) == (True, False)


def test_all_of_a_section_is_chosen_at_once_but_for_its_running_text(review, reviewer, login):
    finding, strength = make_passage(review), make_passage(review, kind="strength")
    for more in ({"kind": "paragraph"}, {"text": ""}, {"section": "leadership"}):
        make_passage(review, **more)
    login(reviewer).post(reverse("room_choose_all", args=[review.pk, "vision"]), {"extent": "full"})
    assert set(Feedback.objects.values_list("passage", "extent")) == {(finding.pk, "full"), (strength.pk, "full")}


def test_an_extent_that_does_not_exist_is_not_found(review, reviewer, login):
    passage = make_passage(review)
    address = reverse("room_choose", args=[review.pk, passage.pk])
    assert login(reviewer).post(address, {"extent": "loud"}).status_code == 404
    assert not Feedback.objects.exists()


def test_what_was_said_is_not_left_out_any_more(review, lead):
    passage = make_passage(review)
    choose_for_the_room(passages=[passage], extent="short", by=lead)
    mark_said(passages=[passage], said=True, by=lead)
    choose_for_the_room(passages=[passage], extent="", by=lead)
    assert Feedback.objects.filter(passage=passage).exists()


def test_said_is_marked_with_who_and_the_first_time_and_can_be_taken_back(review, reviewer, lead, login):
    passage = make_passage(review)
    choose_for_the_room(passages=[passage], extent="short", by=lead)
    say(login(reviewer), review, passage, "yes")
    first = Feedback.objects.get()
    say(login(lead), review, passage, "yes")
    again = Feedback.objects.get()
    assert (again.said_by, again.said_at) == (reviewer, first.said_at)
    say(login(lead), review, passage, "no")
    assert Feedback.objects.get().said_at is None


def test_the_list_before_the_draft_goes_out_shows_both_sides(review, lead):
    not_said, reworded, removed, as_said = (make_passage(review, text=f"Number {number}.") for number in range(4))
    make_passage(review, kind="paragraph", text="Nobody reads this out.")
    said = [reworded, removed, as_said]
    choose_for_the_room(passages=said, extent="full", by=lead)
    mark_said(passages=said, said=True, by=lead)
    save_text(reworded, "text", "Said otherwise.", based_on=reworded.text_hash, by=lead)
    remove_passage(passage=removed, by=lead)
    found = compared(review)
    lists = (found.not_said, found.reworded, found.not_in_the_report)
    assert [[row[0] for row in rows] for rows in lists] == [[not_said], [reworded], [removed]]


def test_the_compare_page_and_the_gate_say_the_same(review, lead, login):
    passage = make_passage(review, text="Nobody heard this in the room.")
    client = login(lead)
    assert passage.text in client.get(reverse("room_compare", args=[review.pk])).text
    review.stage = "factual-accuracy"
    review.save()
    page = client.get(reverse("release_detail", args=[review.pk])).text
    assert "In the report and not marked as said in the room: 1." in page


def test_of_the_background_nothing_is_said(review, lead):
    passage = make_passage(review, section="background", kind="paragraph", text="About the review.")
    choose_for_the_room(passages=[passage], extent="full", by=lead)
    assert headings(review, only_chosen=True) == []


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_to_speak_from_asks_the_same_number_of_questions_at_any_size(
    review, lead, number, django_assert_num_queries
):
    passages = [make_passage(review, text=f"Number {place}.") for place in range(number)]
    Feedback.objects.bulk_create([Feedback(passage=each, said_at=timezone.now()) for each in passages])
    with django_assert_num_queries(2):
        headings(review, only_chosen=True)
