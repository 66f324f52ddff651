"""The texts of the rows of an easy read save themselves; nothing that two typed is lost, and each has its history."""

import json
from dataclasses import dataclass

import pytest
from django.urls import reverse

from reports.easy_read_rows import thin_row_versions
from reports.models import EasyRead, EasyReadRow, RowVersion
from reviews.models import Review, Stage, TextVersion
from reviews.saving import Saved, save_text
from reviews.text import text_hash


@dataclass
class Written:
    stem: str
    row: EasyReadRow

    @property
    def review(self):
        return self.row.easy_read.about

    def address(self, page, *more):
        return reverse(f"{self.stem}_{page}", args=[self.review.pk, self.row.pk, *more])

    def send(self, client, text, **more):
        body = {"field": "text", "text": text, "based_on": text_hash("First.")} | more
        return client.post(self.address("row_save"), json.dumps(body), content_type="application/json")

    @property
    def stored(self):
        self.row.refresh_from_db()
        return self.row.text


def written_in(review, stem):
    """A row of the summary of a review that is being written, or of the update of one that was issued."""
    of = {"review": review} if stem == "easy_read" else {"update_of": review}
    if stem == "easy_read_update":
        review.stage = Stage.ISSUED
        review.save()
    row = EasyRead.objects.create(**of).rows.create(text="First.", picture="family", alt="A family at home")
    return Written(stem, row)


@pytest.fixture(params=["easy_read", "easy_read_update"])
def written(request, review):
    return written_in(review, request.param)


def test_a_row_saves_itself(written, lead, login):
    answer = written.send(login(lead), "Second.")
    assert answer.json()["hash"] == text_hash("Second.")
    assert written.stored == "Second."
    assert list(written.row.versions.values_list("text", "kind", "by__name")) == [
        ("First.", TextVersion.Kind.CHECKPOINT, None),
        ("Second.", TextVersion.Kind.AUTOSAVE, "Lead"),
    ]


def test_the_field_says_where_it_saves_itself_to(written, lead, login):
    page = login(lead).get(written.address("row_edit"))
    form = page.context["form"]
    for name, text in (("text", "First."), ("alt", "A family at home")):
        attributes = form.fields[name].widget.attrs
        assert (attributes["data-save-to"], attributes["data-save-field"]) == (written.address("row_save"), name)
        assert form[attributes["data-based-on"]].value() == text_hash(text)
    assert written.address("row_history") in page.content.decode()


def test_sending_the_same_again_changes_nothing(written, reviewer, lead):
    save_text(written.row, "text", "Second.", based_on=text_hash("First."), by=reviewer)
    save_text(written.row, "text", "Third.", based_on=text_hash("Second."), by=lead)
    again = save_text(written.row, "text", "Second.", based_on=text_hash("First."), by=reviewer)
    assert isinstance(again, Saved)
    assert (written.stored, written.row.versions.count()) == ("Third.", 3)


def test_who_saves_second_is_shown_both_and_settles_which_stands(written, reviewer, lead, login):
    save_text(written.row, "text", "Theirs.", based_on=text_hash("First."), by=reviewer)
    client = login(lead)
    answer = written.send(client, "Mine.")
    assert (answer.status_code, answer.json()["stored"]["by"]) == (409, "Reviewer")
    page = client.get(answer.json()["address"])
    [item] = page.context["items"]
    assert (item["conflict"].stored.text, item["conflict"].offered.text) == ("Theirs.", "Mine.")
    assert item["form"]["text"].value() == "Theirs. Mine."
    sent = {f"text-{name}": item["form"][name].value() for name in ("offered", "based_on")}
    settled = client.post(written.address("row_settle"), sent | {"text-choice": "mine"})
    assert settled.url.endswith(f"#row-{written.row.pk}")
    assert written.stored == "Mine."
    assert written.row.versions.filter(text="Theirs.").exists()


def test_an_earlier_text_is_brought_back_from_the_history(written, lead, login):
    save_text(written.row, "text", "Second.", based_on=text_hash("First."), by=lead)
    client = login(lead)
    page = client.get(written.address("row_history"))
    newest, oldest = page.context["versions"]
    assert (newest.is_current, oldest.version.text) == (True, "First.")
    restore = written.address("row_version_restore", oldest.version.pk)
    client.post(restore, {"based_on": page.context["based_on"]})
    assert (written.stored, written.row.versions.last().kind) == ("First.", TextVersion.Kind.RESTORED)


@pytest.mark.parametrize(
    "more",
    [{"text": "a\0b"}, {"field": "picture"}, {"field": "brief"}, {"field": "alt", "text": "x" * 201}, {"text": "𓀀"}],
)
def test_what_cannot_be_stored_is_refused(written, lead, login, more):
    answer = written.send(login(lead), **{"text": "Second."} | more)
    assert (answer.status_code, written.stored, written.row.versions.count()) == (400, "First.", 0)


def test_a_row_that_was_removed_and_a_closed_stage_are_said(written, lead, login):
    client, stage = login(lead), written.review.stage
    Review.objects.update(stage=Stage.CLOSED)
    assert written.send(client, "Second.").json()["reason"] == "closed"
    assert written.stored == "First."
    Review.objects.update(stage=stage)
    address = written.address("row_save")
    written.row.delete()
    body = json.dumps({"field": "text", "text": "Second.", "based_on": text_hash("First.")})
    assert client.post(address, body, content_type="application/json").json()["reason"] == "gone"


@pytest.mark.parametrize("stem", ["easy_read", "easy_read_update"])
def test_a_row_of_another_review_or_easy_read_is_as_if_unknown(review, other_review, lead, login, stem):
    ours, theirs = written_in(review, stem), written_in(other_review, stem)
    save_text(theirs.row, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    client = login(lead)
    for name, args in (("row_settle", {"text-offered": theirs.row.versions.last().pk}), ("row_history", {})):
        assert client.get(reverse(f"{stem}_{name}", args=[review.pk, theirs.row.pk]), args).status_code == 404
    assert client.get(ours.address("row_settle"), {"text-offered": theirs.row.versions.last().pk}).status_code == 404
    assert client.post(ours.address("row_version_restore", theirs.row.versions.last().pk)).status_code == 404
    other = "easy_read_update" if stem == "easy_read" else "easy_read"
    assert client.get(reverse(f"{other}_row_history", args=[review.pk, ours.row.pk])).status_code == 404


def form_sent(client, written):
    form = client.get(written.address("row_edit")).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() is not None}
    return sent | {"passage": ""}


def test_the_form_stores_its_texts_with_who_wrote_them(written, lead, login):
    client = login(lead)
    sent = form_sent(client, written) | {"text": "Second.", "alt": "A family in the park"}
    assert client.post(written.address("row_edit"), sent).status_code == 302
    assert (written.stored, written.row.alt, written.row.picture) == ("Second.", "A family in the park", "family")
    assert set(written.row.versions.filter(by=lead).values_list("field", "text")) == {
        ("text", "Second."),
        ("alt", "A family in the park"),
    }


def test_a_form_sent_for_its_picture_does_not_take_back_a_text_that_saved_itself(written, reviewer, lead, login):
    client = login(lead)
    sent = form_sent(client, written) | {"picture": "bus"}
    save_text(written.row, "text", "Theirs.", based_on=text_hash("First."), by=reviewer)
    shown = client.post(written.address("row_edit"), sent)
    assert "It now says: “Theirs.”" in shown.content.decode()
    assert written.stored == "Theirs."
    again = sent | {"text": "Theirs.", "based_on": text_hash("Theirs.")}
    assert client.post(written.address("row_edit"), again).status_code == 302
    assert (written.stored, written.row.picture) == ("Theirs.", "bus")


def test_what_saved_itself_beside_a_no_is_not_thrown_away_by_the_form(written, lead, login):
    client = login(lead)
    EasyReadRow.objects.update(alt="")
    sent = form_sent(client, written)
    written.send(client, "A family in the park", field="alt", based_on=text_hash(""))
    sent |= {"alt": "A family in the park", "alt_based_on": text_hash("A family in the park")}
    assert "Choose yes, or empty that box." in client.post(written.address("row_edit"), sent).content.decode()
    assert client.post(written.address("row_edit"), sent | {"says_more": "yes"}).status_code == 302
    written.row.refresh_from_db()
    assert written.row.alt == "A family in the park"


def test_versions_that_saved_themselves_are_thinned(written, lead):
    before = "First."
    for text in ("A", "AB", "ABC", "ABCD"):
        kind = TextVersion.Kind.AUTOSAVE
        save_text(written.row, "text", text, based_on=text_hash(before), by=lead, kind=kind)
        before = text
    RowVersion.objects.update(at=written.row.changed_at)
    Review.objects.filter(stage=Stage.PREPARING).update(stage=Stage.WRITING)
    assert thin_row_versions() == 2
    assert list(written.row.versions.values_list("text", flat=True)) == ["First.", "A", "ABCD"]
