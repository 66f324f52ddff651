"""Removing a person: what goes, what stays, and a record that stays whole."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from accounts.actions import PersonRefused
from accounts.audit import record
from accounts.chain import find_damage, seal_events
from accounts.models import AuditEvent, User
from accounts.removal import REMOVED_NAME
from conftest import PASSWORD, make_passage
from reviews.actions import change_passage, remove_person
from reviews.actions.invitations import send_invitation
from reviews.models import Invitation, Member, SiteContact, TextVersion
from reviews.text import text_hash


def everywhere(word):
    """The tables and fields in which a word still stands, but for the report's own team."""
    found = set()
    for model in (User, Member, SiteContact, Invitation, EmailAddress, Authenticator, UserSession, Session, AuditEvent):
        for row in model.objects.values():
            found |= {f"{model.__name__}.{name}" for name, value in row.items() if word in str(value).lower()}
    return found


def test_name_address_second_factor_and_sessions_go(reviewer, staff, client):
    client.post(reverse("account_login"), {"login": reviewer.email, "password": PASSWORD})
    Authenticator.objects.create(user=reviewer, type="totp", data={})
    EmailAddress.objects.create(user=reviewer, email=reviewer.email)
    assert UserSession.objects.filter(user=reviewer).exists()
    remove_person(person=reviewer, by=staff)
    reviewer.refresh_from_db()
    assert (reviewer.name, reviewer.email) == (REMOVED_NAME, f"removed-{reviewer.pk}@removed.invalid")
    assert (reviewer.is_active, reviewer.is_staff, reviewer.has_usable_password()) == (False, False, False)
    assert reviewer.removed_at.date() == timezone.now().date()
    assert everywhere("reviewer@") == set()
    assert not UserSession.objects.filter(user=reviewer).exists()
    assert client.get(reverse("account_detail")).status_code == 302


def test_what_they_wrote_stays_and_the_report_names_its_team(review, reviewer, staff):
    passage = make_passage(review, text="")
    change_passage(passage=passage, by=reviewer, text=("Words.", text_hash("")), title=("", text_hash("")))
    remove_person(person=reviewer, by=staff)
    assert TextVersion.objects.get(text="Words.").by_id == reviewer.pk
    member = review.members.printed().get(user=reviewer)
    assert (member.name, member.left) == ("Reviewer", timezone.localdate())
    assert everywhere("reviewer") == {"Member.name", "Member.role"}


def test_whoever_only_checked_is_not_printed_so_their_name_goes(independent, staff):
    remove_person(person=independent, by=staff)
    assert Member.objects.get(user=independent).name == REMOVED_NAME


def test_a_commissioners_access_to_the_site_ends(commissioner, staff, site):
    remove_person(person=commissioner, by=staff)
    assert not SiteContact.objects.current().filter(site=site, user=commissioner).exists()


def test_invitations_to_them_are_taken_back_and_name_them_no_more(outsider, staff, site):
    invitation = Invitation(name="Rosa", email=outsider.email, site=site, role="commissioner", starts="2016-05-12")
    send_invitation(invitation=invitation, by=staff)
    remove_person(person=outsider, by=staff)
    invitation.refresh_from_db()
    assert (invitation.name, invitation.email) == (REMOVED_NAME, f"removed-{outsider.pk}@removed.invalid")
    assert invitation.revoked_at is not None


def test_the_record_stays_whole(review, reviewer, staff):
    record("report-read", review, by=reviewer, review=review, kind="site")
    seal_events()
    remove_person(person=reviewer, by=staff)
    seal_events()
    assert find_damage() == []
    assert AuditEvent.objects.filter(verb="report-read", actor_id=reviewer.pk).exists()
    assert AuditEvent.objects.filter(verb="person-remove", target_id=str(reviewer.pk), actor_id=staff.pk).count() == 1


def test_the_only_lead_is_not_removed_and_nothing_else_of_them_either(lead, staff, review):
    with pytest.raises(PersonRefused, match=r"^Review of commissioning in Larkmere: Lead is the only lead reviewer"):
        remove_person(person=lead, by=staff)
    lead.refresh_from_db()
    assert (lead.name, lead.removed_at, lead.is_active) == ("Lead", None, True)


def test_nobody_removes_themselves(staff):
    with pytest.raises(PersonRefused, match="yourself"):
        remove_person(person=staff, by=staff)


@pytest.fixture
def as_staff(staff, login):
    return login(staff)


def test_the_pages_ask_for_the_name(reviewer, as_staff):
    first = as_staff.get(reverse("person_remove", args=[reviewer.pk]))
    address = reverse("person_remove_confirm", args=[reviewer.pk])
    assert address in first.content.decode()
    wrong = as_staff.post(address, {"name": "Somebody Else"})
    assert list(wrong.context["form"].errors) == ["name"]
    assert User.objects.get(pk=reviewer.pk).removed_at is None
    assert as_staff.post(address, {"name": " reviewer "}).url == reverse("person_list")
    assert User.objects.get(pk=reviewer.pk).removed_at is not None


def test_a_refusal_is_said_on_the_page(lead, as_staff):
    response = as_staff.post(reverse("person_remove_confirm", args=[lead.pk]), {"name": "Lead"})
    [sentence] = response.context["form"].non_field_errors()
    assert "only lead reviewer" in sentence


def test_who_was_removed_is_among_the_people_no_more(reviewer, staff, as_staff):
    remove_person(person=reviewer, by=staff)
    page = as_staff.get(reverse("person_list"))
    assert REMOVED_NAME not in [person.name for person in page.context["page"]]
    assert as_staff.get(reverse("person_edit", args=[reviewer.pk])).status_code == 404
    held = as_staff.get(reverse("person_held", args=[reviewer.pk])).context["held"]
    assert held["account"]["removed"] is not None


@pytest.mark.parametrize("name", ["lead", "reviewer", "commissioner", "independent", "outsider"])
def test_removal_is_for_staff(cast, outsider, login, name):
    client = login(cast[name])
    assert client.get(reverse("person_remove", args=[outsider.pk])).status_code == 404
    client.post(reverse("person_remove_confirm", args=[outsider.pk]), {"name": "Outsider"})
    assert User.objects.get(pk=outsider.pk).removed_at is None
