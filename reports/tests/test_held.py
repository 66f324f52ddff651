"""What is held about a person: complete, for the right eyes, and without a word of a review."""

import datetime
import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import AuditEvent
from conftest import PASSWORD, make_passage
from reports.held import COUNTED, TOLD, held_about, relations
from reports.models import Draft
from reviews.actions import change_passage
from reviews.actions.invitations import send_invitation
from reviews.models import Invitation
from reviews.text import text_hash


@pytest.fixture
def wrote(review, reviewer):
    """The reviewer changed two texts of their review."""
    for words in ("They listen.", "They write it down."):
        passage = make_passage(review, text="")
        change_passage(passage=passage, by=reviewer, text=(words, text_hash("")), title=("", text_hash("")))
    return reviewer


def counts(held):
    return {row["what"]: row["rows"] for row in held["counts"] if row["rows"]}


def test_what_somebody_is_and_did_is_told(review, wrote, staff):
    Authenticator.objects.create(user=wrote, type="totp", data={"secret": "a secret of theirs"})
    Draft.objects.create(review=review, kind="site", asked_by=wrote)
    held = held_about(wrote)
    assert held["account"]["email"] == "reviewer@example.org"
    assert [(team["review"], team["role"]) for team in held["teams"]] == [(review.title, "Reviewer")]
    assert [factor["what"] for factor in held["second_factor"]] == ["Authenticator app"]
    assert held["texts_by_review"] == [{"review": review.title, "texts": 2}]
    assert counts(held)["Drafts asked for"] == 1
    assert "a secret of theirs" not in str(held)
    assert "They listen" not in str(held)


def test_a_contact_is_told_with_the_site(commissioner, site):
    site.contacts.update(is_lead=True)
    [told] = held_about(commissioner)["sites"]
    assert (told["site"], told["role"], told["until"]) == ("Larkmere", "Lead commissioner", None)


def test_every_row_that_names_somebody_is_told_or_counted(wrote):
    assert set(relations()) >= TOLD | set(COUNTED)
    assert len(held_about(wrote)["counts"]) == len(set(relations()) - TOLD)


def test_invitations_to_somebody_are_told_and_those_they_sent_counted(site, staff, outsider):
    waiting = {"site": site, "role": "commissioner", "starts": datetime.date(2016, 5, 12)}
    for email in (outsider.email, "stranger@example.org"):
        send_invitation(invitation=Invitation(name="Rosa", email=email, **waiting), by=staff)
    [told] = held_about(outsider)["invitations"]
    assert (told["email"], told["what"], told["accepted"]) == (outsider.email, "commissioner of Larkmere", None)
    assert counts(held_about(staff))["Invitations sent"] == 2


def test_events_are_counted(reviewer, client):
    client.post(reverse("account_login"), {"login": reviewer.email, "password": PASSWORD})
    assert held_about(reviewer)["record"] == {"done": 1, "about": 1}


@pytest.mark.parametrize("name", ["lead", "reviewer", "coordinator", "commissioner", "independent", "outsider"])
def test_what_is_held_about_others_is_for_staff(cast, login, name, staff):
    client = login(cast[name])
    for address in ("person_held", "person_held_export"):
        assert client.get(reverse(address, args=[staff.pk])).status_code == 404
    own = client.get(reverse("account_held"))
    assert own.context["person"] == cast[name]


def test_staff_see_what_is_held_about_a_person(wrote, staff, login):
    page = login(staff).get(reverse("person_held", args=[wrote.pk]))
    assert page.context["held"]["texts_by_review"][0]["texts"] == 2
    assert "Remove this person" in page.content.decode()


@pytest.mark.parametrize("name", ["person_held_export", "account_held_export"])
def test_an_export_asks_again_who_somebody_is(staff, wrote, login, settings, name):
    args = [wrote.pk] if name == "person_held_export" else []
    client = login(staff)
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    session.save()
    response = client.get(reverse(name, args=args))
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not AuditEvent.objects.filter(verb="person-export").exists()


def test_an_export_is_the_same_as_a_file_and_is_recorded(wrote, staff, login):
    response = login(staff).get(reverse("person_held_export", args=[wrote.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="held-about-person-{wrote.pk}.json"'
    exported = json.loads(response.content)
    assert exported["account"]["name"] == wrote.name
    assert exported["exported"][:4].isdigit()
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.actor_id, event.target_id) == ("person-export", staff.pk, str(wrote.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(review, reviewer, login, django_assert_num_queries, rows):
    for number in range(rows):
        passage = make_passage(review, text="")
        change_passage(passage=passage, by=reviewer, text=(f"{number}", text_hash("")), title=("", text_hash("")))
        paper = review.papers.create(code=f"p{number}", title="P")
        paper.files.create(number=1, kind="pdf", file="x", digest="0" * 64, size=1, by=reviewer)
    with django_assert_num_queries(12 + len(set(relations()) - TOLD)):
        held_about(reviewer)
