"""The sentence of a section saves itself: what is kept, what both people see, and its history."""

import json
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conftest import make_passage
from reviews.history import thin_versions
from reviews.models import Passage, Stage, TextVersion
from reviews.saving import Conflict, Saved, save_text
from reviews.text import text_hash


@pytest.fixture
def section(review):
    section = review.sections.get(code="vision")
    section.cell = "First."
    section.save()
    return section


def address(section, name="section_cell"):
    return reverse(name, args=[section.review_id, section.code])


def send(client, section, text, **more):
    body = {"field": "cell", "text": text, "based_on": text_hash("First.")} | more
    return client.post(address(section, "section_cell_save"), json.dumps(body), content_type="application/json")


def stored(section):
    section.refresh_from_db()
    return section.cell


def test_a_sentence_saves_itself(section, reviewer, login):
    answer = send(login(reviewer), section, "Second.")
    assert answer.json()["hash"] == text_hash("Second.")
    assert stored(section) == "Second."
    assert list(section.versions.values_list("text", "kind", "by__name")) == [
        ("First.", TextVersion.Kind.CHECKPOINT, None),
        ("Second.", TextVersion.Kind.AUTOSAVE, "Reviewer"),
    ]


def test_the_field_says_where_it_saves_itself_to_and_what_it_started_from(section, reviewer, login):
    form = login(reviewer).get(address(section)).context["form"]
    attributes = form.fields["cell"].widget.attrs
    assert attributes["data-save-to"] == address(section, "section_cell_save")
    assert form[attributes["data-based-on"]].value() == text_hash("First.")


def test_sending_the_same_again_changes_nothing(section, reviewer, lead):
    save_text(section, "cell", "Second.", based_on=text_hash("First."), by=reviewer)
    save_text(section, "cell", "Third.", based_on=text_hash("Second."), by=lead)
    again = save_text(section, "cell", "Second.", based_on=text_hash("First."), by=reviewer)
    assert isinstance(again, Saved)
    assert (stored(section), section.versions.count()) == ("Third.", 3)


def test_who_saves_second_is_shown_both_and_settles_which_stands(section, reviewer, lead, login):
    save_text(section, "cell", "Theirs.", based_on=text_hash("First."), by=lead)
    client = login(reviewer)
    answer = send(client, section, "Mine.")
    assert (answer.status_code, answer.json()["stored"]["by"]) == (409, "Lead")
    page = client.get(answer.json()["address"])
    [item] = page.context["items"]
    assert (item["conflict"].stored.text, item["conflict"].offered.text) == ("Theirs.", "Mine.")
    form = item["form"]
    sent = {name: form[name].value() for name in ("offered", "based_on", "text")} | {"choice": "both"}
    settled = client.post(address(section, "section_cell_settle"), {f"cell-{name}": sent[name] for name in sent})
    assert settled.url == section.get_absolute_url()
    assert stored(section) == "Theirs. Mine."
    assert {"Theirs.", "Mine."} <= set(section.versions.values_list("text", flat=True))


def test_the_form_without_scripts_keeps_both_texts_and_the_passage_that_was_chosen(section, reviewer, lead, login):
    best = make_passage(section.review)
    client = login(reviewer)
    based_on = client.get(address(section)).context["form"]["based_on"].value()
    save_text(section, "cell", "Theirs.", based_on=text_hash("First."), by=lead)
    answer = client.post(address(section), {"cell": "Mine.", "best": str(best.pk), "based_on": based_on})
    assert answer.status_code == 409
    [item] = answer.context["items"]
    assert (item["conflict"].stored.text, item["conflict"].offered.text) == ("Theirs.", "Mine.")
    assert (stored(section), section.versions.get(kind="conflict").text) == ("Theirs.", "Mine.")
    assert Passage.objects.get(says_it_best=True) == best


def test_a_text_of_another_section_cannot_be_settled_here(section, reviewer, lead, login):
    other = section.review.sections.get(code="leadership")
    save_text(other, "cell", "Theirs.", based_on=text_hash(""), by=lead)
    result = save_text(other, "cell", "Mine.", based_on=text_hash("First."), by=reviewer)
    assert isinstance(result, Conflict)
    client = login(reviewer)
    here = address(section, "section_cell_settle")
    assert client.get(here, {"cell-offered": result.offered.pk}).status_code == 404
    assert client.get(address(other, "section_cell_settle"), {"cell-offered": result.offered.pk}).status_code == 200


@pytest.mark.parametrize("field", ["text", "title", "review"])
def test_a_section_has_no_other_text(section, reviewer, login, field):
    assert send(login(reviewer), section, "Second.", field=field).status_code == 400
    assert not section.versions.exists()


def test_a_stage_that_closed_meanwhile_is_said_in_words(section, reviewer, login):
    client = login(reviewer)
    section.review.stage = Stage.QUALITY_CHECK
    section.review.save()
    assert (send(client, section, "Second.").json()["reason"], stored(section)) == ("closed", "First.")


def test_an_earlier_sentence_is_brought_back_from_the_history(section, reviewer, login):
    save_text(section, "cell", "Second.", based_on=text_hash("First."), by=reviewer)
    client = login(reviewer)
    page = client.get(address(section, "section_cell_history"))
    shown = page.context["versions"]
    assert [(one.version.text, one.is_current) for one in shown] == [("Second.", True), ("First.", False)]
    restore = reverse("section_cell_version_restore", args=[section.review_id, section.code, shown[1].version.pk])
    assert restore in page.content.decode()
    client.post(restore, {"based_on": page.context["based_on"]})
    assert (stored(section), section.versions.last().kind) == ("First.", TextVersion.Kind.RESTORED)


def test_bringing_back_over_a_newer_sentence_shows_both(section, reviewer, lead, login):
    save_text(section, "cell", "Second.", based_on=text_hash("First."), by=lead)
    first = section.versions.get(text="First.")
    restore = reverse("section_cell_version_restore", args=[section.review_id, section.code, first.pk])
    answer = login(reviewer).post(restore, {"based_on": text_hash("Older.")})
    assert answer.url.startswith(address(section, "section_cell_settle"))
    assert stored(section) == "Second."


def test_sentences_that_saved_themselves_are_thinned_after_the_visit(section, reviewer):
    texts = ["First.", "A", "AB", "ABC", "ABCD"]
    for before, after in pairwise(texts):
        kind = TextVersion.Kind.AUTOSAVE
        save_text(section, "cell", after, based_on=text_hash(before), by=reviewer, kind=kind)
    section.versions.update(at=section.changed_at)
    section.review.stage = Stage.WRITING
    section.review.save()
    thin_versions()
    assert list(section.versions.values_list("text", flat=True)) == ["First.", "A", "ABCD"]


def test_a_version_is_of_one_text(section, review):
    passage = make_passage(review)
    wrong = [
        {"field": "cell"},
        {"section": section, "field": "text"},
        {"passage": passage, "field": "cell"},
        {"section": section, "passage": passage, "field": "cell"},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            TextVersion.objects.create(kind="checkpoint", hash="0" * 64, **fields)
    TextVersion.objects.create(kind="checkpoint", hash="0" * 64, section=section, field="cell")
