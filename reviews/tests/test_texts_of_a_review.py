"""The texts of a review's details, its sessions and their groups save themselves; nothing that two typed is lost."""

import datetime
import json
from dataclasses import dataclass

import pytest
from django.urls import reverse

from frameworks.models import ParticipantGroup
from reviews.history import thin_versions
from reviews.models import Review, Session, Stage, TextVersion
from reviews.saving import Conflict, Saved, save_text, versions_of
from reviews.text import text_hash

KINDS = ["details", "session", "session_group"]


@dataclass
class Written:
    """Something with texts, the one of them that is changed here, and the addresses of its pages."""

    name: str
    item: object
    field: str
    named: list

    @property
    def settled_as(self):
        """The name of the text in the form that settles it: a group's is settled with its session's."""
        return f"group-{self.item.pk}-{self.field}" if self.name == "session_group" else self.field

    def address(self, page, *more):
        if (self.name, page) == ("session_group", "settle"):
            return reverse("session_settle", args=[self.named[0], self.item.session.code])
        return reverse(f"{self.name}_{page}", args=[*self.named, *more])

    def send(self, client, text, **more):
        body = {"field": self.field, "text": text, "based_on": text_hash("First.")} | more
        return client.post(self.address("save"), json.dumps(body), content_type="application/json")

    @property
    def stored(self):
        self.item.refresh_from_db()
        return getattr(self.item, self.field)

    @property
    def versions(self):
        return versions_of(self.item)


def written_in(review, name):
    if name == "details":
        review.limitations = "First."
        review.save()
        return Written(name, review, "limitations", [review.pk])
    session = review.sessions.create(code="talk", date=datetime.date(2016, 10, 11), title="Talk", access="First.")
    if name == "session":
        return Written(name, session, "access", [review.pk, session.code])
    group, _made = ParticipantGroup.objects.get_or_create(
        code="families", defaults={"title": "Families", "position": 1}
    )
    met = session.groups.create(group=group, number=9, easy_read_by="First.")
    return Written(name, met, "easy_read_by", [review.pk, met.pk])


@pytest.fixture(params=KINDS)
def written(request, review):
    return written_in(review, request.param)


def test_a_text_saves_itself_with_its_writer_and_its_time(written, reviewer, login):
    answer = written.send(login(reviewer), "Second.")
    assert answer.json()["hash"] == text_hash("Second.")
    assert written.stored == "Second."
    assert list(written.versions.values_list("text", "kind", "by__name")) == [
        ("First.", TextVersion.Kind.CHECKPOINT, None),
        ("Second.", TextVersion.Kind.AUTOSAVE, "Reviewer"),
    ]
    assert written.item.changed_at == written.versions.last().at


def test_sending_the_same_again_changes_nothing(written, reviewer, lead):
    save_text(written.item, written.field, "Second.", based_on=text_hash("First."), by=reviewer)
    save_text(written.item, written.field, "Third.", based_on=text_hash("Second."), by=lead)
    again = save_text(written.item, written.field, "Second.", based_on=text_hash("First."), by=reviewer)
    assert isinstance(again, Saved)
    assert (written.stored, written.versions.count()) == ("Third.", 3)


def test_who_saves_second_is_shown_both_and_settles_which_stands(written, reviewer, lead, login):
    save_text(written.item, written.field, "Theirs.", based_on=text_hash("First."), by=lead)
    client = login(reviewer)
    answer = written.send(client, "Mine.")
    assert (answer.status_code, answer.json()["stored"]["by"]) == (409, "Lead")
    page = client.get(answer.json()["address"])
    [item] = page.context["items"]
    assert (item["conflict"].stored.text, item["conflict"].offered.text) == ("Theirs.", "Mine.")
    sent = {name: item["form"][name].value() for name in ("offered", "based_on", "text")} | {"choice": "both"}
    settled = client.post(written.address("settle"), {f"{written.settled_as}-{name}": sent[name] for name in sent})
    assert settled.url.startswith(reverse("review_detail", args=written.named[:1]))
    assert written.stored == "Theirs. Mine."
    assert {"Theirs.", "Mine."} <= set(written.versions.values_list("text", flat=True))


def test_an_earlier_text_is_brought_back_from_the_history(written, reviewer, login):
    save_text(written.item, written.field, "Second.", based_on=text_hash("First."), by=reviewer)
    client = login(reviewer)
    page = client.get(written.address("history"), {"field": written.field})
    newest, oldest = page.context["versions"]
    assert (newest.is_current, oldest.version.text) == (True, "First.")
    client.post(written.address("version_restore", oldest.version.pk), {"based_on": page.context["based_on"]})
    assert (written.stored, written.versions.last().kind) == ("First.", TextVersion.Kind.RESTORED)
    assert client.get(written.address("history"), {"field": "stage"}).status_code == 404


@pytest.mark.parametrize("more", [{"text": "a\0b"}, {"field": "code"}, {"field": "stage"}, {"text": "x" * 200_001}])
def test_what_cannot_be_stored_is_refused(written, reviewer, login, more):
    answer = written.send(login(reviewer), **{"text": "Second."} | more)
    assert (answer.status_code, written.stored, written.versions.count()) == (400, "First.", 0)


@pytest.mark.parametrize(
    ("name", "field", "text", "said"),
    [
        ("session", "place", "x" * 201, "There is room for 200 characters here. You have typed 201."),
        ("session", "title", "two\nlines", "There is room for one line here."),
        ("session_group", "how", "x" * 301, "There is room for 300 characters here. You have typed 301."),
        ("details", "title", " ", "This cannot be left empty."),
    ],
)
def test_what_does_not_fit_is_said(review, reviewer, login, name, field, text, said):
    written = written_in(review, name)
    answer = written.send(login(reviewer), text, field=field, based_on=text_hash(getattr(written.item, field)))
    assert (answer.status_code, answer.json()["message"]) == (400, said)


def test_a_stage_that_closed_meanwhile_is_said_in_words(written, reviewer, login):
    client = login(reviewer)
    Review.objects.update(stage=Stage.FACTUAL_ACCURACY)
    answer = written.send(client, "Second.")
    assert (answer.status_code, answer.json()["reason"], written.stored) == (403, "closed", "First.")


@pytest.mark.parametrize("name", ["observer", "commissioner", "outsider"])
def test_others_change_nothing(written, cast, login, name):
    assert written.send(login(cast[name]), "Mine.").status_code in (403, 404)
    assert written.stored == "First."


@pytest.mark.parametrize("name", ["session", "session_group"])
def test_the_coordinator_writes_the_programme(review, coordinator, login, name):
    written = written_in(review, name)
    assert written.send(login(coordinator), "Second.").status_code == 200
    assert login(coordinator).get(written.address("history"), {"field": written.field}).status_code == 200


@pytest.mark.parametrize("name", KINDS)
def test_what_is_anothers_is_as_if_unknown(review, other_review, reviewer, lead, login, name):
    ours, theirs = written_in(review, name), written_in(other_review, name)
    save_text(theirs.item, theirs.field, "Theirs.", based_on=text_hash("First."), by=lead)
    late = save_text(theirs.item, theirs.field, "Mine.", based_on=text_hash("First."), by=reviewer)
    assert isinstance(late, Conflict)
    client = login(reviewer)
    for one in (ours, theirs):
        offered = {f"{one.settled_as}-offered": late.offered.pk}
        assert client.get(ours.address("settle"), offered).status_code == 404
    restored = client.post(ours.address("version_restore", late.offered.pk), {"based_on": text_hash("First.")})
    assert (restored.status_code, ours.stored) == (404, "First.")
    named = [review.pk, *theirs.named[1:]] if name != "details" else theirs.named
    foreign = Written(name, theirs.item, theirs.field, named)
    if name != "session":
        # Sessions of two reviews may have one code.
        assert foreign.send(client, "Mine.", based_on=text_hash("Theirs.")).status_code == 404
    assert theirs.stored == "Theirs."


def test_versions_that_saved_themselves_are_thinned_after_the_visit(written, reviewer):
    before = "First."
    for text in ("A", "AB", "ABC", "ABCD"):
        kind = TextVersion.Kind.AUTOSAVE
        save_text(written.item, written.field, text, based_on=text_hash(before), by=reviewer, kind=kind)
        before = text
    written.versions.update(at=written.item.changed_at)
    Review.objects.update(stage=Stage.WRITING)
    thin_versions()
    assert list(written.versions.values_list("text", flat=True)) == ["First.", "A", "ABCD"]


def form_of(client, address):
    """What a browser would send of the forms on a page if somebody pressed the button at once."""
    context = client.get(address).context
    groups = context.get("groups")
    forms = [context["form"], *([groups.management_form, *groups.forms] if groups else [])]
    sent = {}
    for field in (field for form in forms for field in form):
        value = field.value()
        if isinstance(value, datetime.date):
            parts = {"day": value.day, "month": value.month, "year": value.year}
            sent |= {f"{field.html_name}_{part}": number for part, number in parts.items()}
        elif not isinstance(value, list | bool) and value is not None:
            sent[field.html_name] = value
    return sent


def form_page(written):
    if written.name == "details":
        return reverse("review_edit", args=written.named), written.field
    if written.name == "session":
        return reverse("session_edit", args=written.named), written.field
    return reverse("session_edit", args=[written.named[0], "talk"]), f"groups-0-{written.field}"


def test_the_field_says_where_it_saves_itself_to(written, reviewer, login):
    address, _name = form_page(written)
    page = login(reviewer).get(address)
    form = page.context["groups"].forms[0] if written.name == "session_group" else page.context["form"]
    attributes = form.fields[written.field].widget.attrs
    assert attributes["data-save-to"] == written.address("save")
    assert attributes["data-save-field"] == written.field
    sent = form_of(login(reviewer), address)
    assert sent[attributes["data-based-on"]] == text_hash("First.")
    assert written.address("history") in page.content.decode()


def test_the_form_without_scripts_stores_each_text(written, reviewer, login):
    client = login(reviewer)
    address, name = form_page(written)
    assert client.post(address, form_of(client, address) | {name: "Second."}).status_code == 302
    assert (written.stored, written.versions.last().kind) == ("Second.", TextVersion.Kind.CHECKPOINT)


def test_the_form_without_scripts_keeps_both_texts(written, reviewer, lead, login):
    client = login(reviewer)
    address, name = form_page(written)
    sent = form_of(client, address)
    save_text(written.item, written.field, "Theirs.", based_on=text_hash("First."), by=lead)
    answer = client.post(address, sent | {name: "Mine."})
    assert answer.status_code == 409
    [item] = answer.context["items"]
    assert (item["conflict"].stored.text, item["conflict"].offered.text) == ("Theirs.", "Mine.")
    assert (written.stored, written.versions.get(kind="conflict").text) == ("Theirs.", "Mine.")


def test_all_that_two_changed_in_a_session_and_its_groups_is_settled_on_one_page(review, reviewer, lead, login):
    first = written_in(review, "session_group")
    session = first.item.session
    second = session.groups.create(group=first.item.group, number=7, position=1)
    client = login(reviewer)
    address, _name = form_page(first)
    sent = form_of(client, address)
    texts = [(session, "place", ""), (first.item, "easy_read_by", "First."), (second, "how", "")]
    for item, field, before in texts:
        save_text(item, field, "Theirs.", based_on=text_hash(before), by=lead)
    mine = {"place": "Mine.", "groups-0-easy_read_by": "Mine.", "groups-1-how": "Mine."}

    page = client.post(address, sent | mine)

    shown = page.context["items"]
    assert [item["label"] for item in shown] == [
        "Place",
        "Families: who takes the easy read back to them",
        "Families: how you met",
    ]
    choices = ["mine", "theirs", "both"]
    settled = {}
    for item, choice in zip(shown, choices, strict=True):
        form = item["form"]
        settled |= {form[name].html_name: form[name].value() for name in ("offered", "based_on")}
        settled |= {form["choice"].html_name: choice, form["text"].html_name: "Both."}
    assert client.post(page.context["place"].settle, settled).url == address
    for item, _field, _before in texts:
        item.refresh_from_db()
    assert [getattr(item, field) for item, field, _before in texts] == ["Mine.", "Theirs.", "Both."]


def test_a_session_sent_with_other_hours_does_not_take_back_a_text_that_saved_itself(review, reviewer, lead, login):
    written = written_in(review, "session_group")
    client = login(reviewer)
    address, _name = form_page(written)
    sent = form_of(client, address)
    save_text(written.item, "how", "By phone.", based_on=text_hash(""), by=lead)
    session = Session.objects.get()
    save_text(session, "place", "The hall", based_on=text_hash(""), by=lead)
    assert client.post(address, sent | {"start": "09:15", "groups-0-number": "12"}).status_code == 409
    session.refresh_from_db()
    written.item.refresh_from_db()
    assert (session.place, written.item.how, written.item.number) == ("The hall", "By phone.", 12)
    assert f"{session.start:%H:%M}" == "09:15"


def test_hours_that_somebody_changed_meanwhile_are_shown_and_the_texts_are_stored(review, reviewer, login):
    written = written_in(review, "session")
    client = login(reviewer)
    address, name = form_page(written)
    sent = form_of(client, address)
    Session.objects.update(start=datetime.time(10))
    answer = client.post(address, sent | {name: "Second.", "start": "09:15"})
    assert (answer.status_code, answer.context["form"].changed_by_others[0][0]) == (409, "From")
    assert (written.stored, written.item.start) == ("Second.", datetime.time(10))
    again = sent | {name: "Third.", "start": "09:15"}
    again |= {each: answer.context["form"][each].value() for each in ("based_on", f"{name}_based_on")}
    assert client.post(address, again).status_code == 302
    assert (written.stored, written.item.start) == ("Third.", datetime.time(9, 15))
