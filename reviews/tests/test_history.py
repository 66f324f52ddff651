"""The history of a text: who reads it, what it shows, bringing a text back, and thinning it after the visit."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from reviews.actions import remove_passage, save_note
from reviews.history import shown_versions, thin_versions
from reviews.models import Stage, TextVersion
from reviews.saving import save_text
from reviews.text import text_hash


def change(passage, text, by, kind=TextVersion.Kind.CHECKPOINT, field="text"):
    based_on = passage.title_hash if field == "title" else passage.text_hash
    return save_text(passage, field, text, based_on=based_on, by=by, kind=kind)


def at_minute(passage, *minutes):
    """Set the times of the versions of a passage, in their order."""
    start = datetime.datetime(2016, 10, 10, 9, tzinfo=datetime.UTC)
    for version, minute in zip(passage.versions.all(), minutes, strict=True):
        TextVersion.objects.filter(pk=version.pk).update(at=start + datetime.timedelta(minutes=minute))


def test_each_version_is_shown_with_what_it_changed(review, reviewer, login):
    passage = make_passage(review, text="They wait.")
    change(passage, "They wait a year.", reviewer)
    newest, oldest = shown_versions(passage, "text", passage.versions.all())
    assert [piece.text for piece in newest.after if piece.differs] == [" a year"]
    assert (newest.is_current, oldest.is_current) == (True, False)
    page = login(reviewer).get(reverse("passage_history", args=[review.pk, passage.pk])).content.decode()
    assert "Reviewer</h2>" in page
    assert page.count("Bring this text back") == 1


def test_a_text_brought_back_stands_and_the_other_stays_in_the_history(review, reviewer, login):
    passage = make_passage(review, text="First.")
    change(passage, "Second.", reviewer)
    first = passage.versions.get(hash=text_hash("First."))
    address = reverse("passage_version_restore", args=[review.pk, passage.pk, first.pk])
    login(reviewer).post(address, {"based_on": text_hash("Second.")})
    passage.refresh_from_db()
    assert passage.text == "First."
    assert passage.versions.last().kind == TextVersion.Kind.RESTORED
    assert passage.versions.filter(text="Second.").exists()


def test_a_text_is_not_brought_back_over_one_that_came_meanwhile(review, reviewer, lead, login):
    passage = make_passage(review, text="First.")
    change(passage, "Second.", reviewer)
    first = passage.versions.get(hash=text_hash("First."))
    change(passage, "Third, meanwhile.", lead)
    address = reverse("passage_version_restore", args=[review.pk, passage.pk, first.pk])
    answer = login(reviewer).post(address, {"based_on": text_hash("Second.")})
    passage.refresh_from_db()
    assert passage.text == "Third, meanwhile."
    assert answer.url.startswith(reverse("passage_settle", args=[review.pk, passage.pk]))


def test_a_removed_passage_shows_its_history_and_takes_no_text_back(review, reviewer, login):
    passage = make_passage(review, text="First.")
    change(passage, "Second.", reviewer)
    first = passage.versions.get(hash=text_hash("First."))
    remove_passage(passage=passage, by=reviewer)
    client = login(reviewer)
    assert "Bring this text back" not in client.get(reverse("passage_history", args=[review.pk, passage.pk])).text
    sent = {"based_on": text_hash("Second.")}
    client.post(reverse("passage_version_restore", args=[review.pk, passage.pk, first.pk]), sent)
    passage.refresh_from_db()
    assert passage.text == "Second."


def test_short_titles_have_a_history_of_their_own(review, reviewer, login):
    passage = make_passage(review, text="Words.")
    change(passage, "Old title", reviewer, field="title")
    change(passage, "New title", reviewer, field="title")
    page = login(reviewer).get(reverse("passage_history", args=[review.pk, passage.pk]), {"field": "title"})
    assert [shown.version.text for shown in page.context["versions"]][:2] == ["New title", "Old title"]


def test_a_note_has_a_history_and_its_text_comes_back(review, reviewer, login):
    words = {"review": review, "note_id": None, "by": reviewer, "details": {}, "sections": []}
    note, _ = save_note(**words | {"note_id": "0e0f3a7e-1d43-4d0e-8a2c-6c2f6f0f6a10"}, text=("Heard.", text_hash("")))
    change(note, "Heard twice.", reviewer)
    first = note.versions.first()
    client = login(reviewer)
    page = client.get(reverse("note_history", args=[review.pk, note.pk]))
    assert [shown.version.text for shown in page.context["versions"]] == ["Heard twice.", "Heard."]
    address = reverse("note_version_restore", args=[review.pk, note.pk, first.pk])
    client.post(address, {"based_on": text_hash("Heard twice.")})
    note.refresh_from_db()
    assert note.text == "Heard."


@pytest.mark.parametrize("versions", [1, 40])
def test_the_page_asks_the_database_a_fixed_number_of_times(
    review, reviewer, login, django_assert_num_queries, versions
):
    passage = make_passage(review, text="0")
    for number in range(versions):
        change(passage, f"{number + 1}", reviewer)
    client = login(reviewer)
    with django_assert_num_queries(10):
        client.get(reverse("passage_history", args=[review.pk, passage.pk]))


def kept_after_thinning(passage):
    thin_versions()
    return list(passage.versions.values_list("text", flat=True))


def test_of_a_quarter_of_an_hour_the_first_and_the_last_stay(review, reviewer):
    review.stage = Stage.WRITING
    review.save()
    passage = make_passage(review, text="0")
    for text in "123456":
        change(passage, text, reviewer, TextVersion.Kind.AUTOSAVE)
    at_minute(passage, 0, 1, 2, 3, 14, 15, 16)
    assert kept_after_thinning(passage) == ["0", "1", "4", "5", "6"]


def test_conflicts_their_ground_and_what_a_person_saved_stay(review, reviewer, lead):
    review.stage = Stage.WRITING
    review.save()
    passage = make_passage(review, text="0")
    for text in "12":
        change(passage, text, reviewer, TextVersion.Kind.AUTOSAVE)
    ground = passage.text_hash
    change(passage, "3", reviewer, TextVersion.Kind.AUTOSAVE)
    save_text(passage, "text", "too late", based_on=ground, by=lead, kind=TextVersion.Kind.AUTOSAVE)
    change(passage, "4", reviewer)
    change(passage, "5", reviewer, TextVersion.Kind.AUTOSAVE)
    kept = kept_after_thinning(passage)
    assert {"0", "1", "2", "too late", "4", "5"} <= set(kept)
    assert "3" not in kept


def test_nothing_is_thinned_before_the_visit_is_over(review, reviewer):
    review.stage = Stage.VISITING
    review.save()
    passage = make_passage(review, text="0")
    for text in "123":
        change(passage, text, reviewer, TextVersion.Kind.AUTOSAVE)
    assert kept_after_thinning(passage) == ["0", "1", "2", "3"]
