"""Invitations: who sends them, what the mail says, and what each link does on its way from new to used."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from conftest import make_user
from reviews.access import roles_in
from reviews.models import Invitation, Member, SiteContact
from reviews.models.invitations import token_hash

ROSA = {"name": "Rosa Lindqvist", "email": "Rosa@example.org", "role": "reviewer", "job": "", "organisation": ""}
CONTACT = {"name": "Ines Tarbuckle", "email": "ines@example.org", "role": "commissioner", "body": ""}
CONTACT |= {"starts_day": "1", "starts_month": "5", "starts_year": "2016"}
ACCEPTED = {"full_name": "Rosa  Lindqvist-Hay", "password": "three unlike words"}
SET_UP = "/accounts/second-factor/set-up/"


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db):
    cache.clear()


def link():
    """The address in the mail sent last, without the host."""
    found = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))
    return found.removeprefix("http://testserver")


@pytest.fixture
def invited(review, lead, login):
    """The link by which Rosa becomes a reviewer."""
    login(lead).post(reverse("member_new", args=[review.pk]), ROSA)
    return link()


@pytest.fixture
def invited_to_site(site, staff, login):
    login(staff).post(reverse("contact_new", args=[site.code]), CONTACT)
    return link()


def heading(response):
    return response.content.decode().partition('page-heading">')[2].partition("</h1>")[0]


def verbs():
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def test_the_invited_are_on_the_team_by_name_and_have_no_account(review, invited):
    member = Member.objects.get(review=review, name="Rosa Lindqvist")
    invitation = member.invitations.get()
    assert (member.user, invitation.email, invitation.name) == (None, "rosa@example.org", "Rosa Lindqvist")
    assert not User.objects.filter(email="rosa@example.org").exists()
    assert verbs()[-2:] == ["member-add", "invitation-send"]


def test_the_mail_says_who_invites_and_nothing_of_review_or_site(review, invited):
    message = mail.outbox[0]
    assert (message.subject, message.to) == ("Golden Thread: you are invited", ["rosa@example.org"])
    assert message.body.startswith("Hello Rosa Lindqvist,\n\nLead invites you")
    for word in (review.title, review.site.name, "reviewer", "commissioner"):
        assert word not in message.body


def test_the_token_is_nowhere_in_the_database(invited):
    token = invited.split("/")[2]
    invitation = Invitation.objects.get()
    assert len(token) >= 43
    assert invitation.token_hash == token_hash(token)
    assert token not in str(Invitation.objects.values_list().get())


def test_accepting_with_a_password_is_one_page_and_leads_to_the_second_factor(review, invited):
    client = Client()
    page = client.get(invited)
    assert heading(page) == "Welcome to Golden Thread"
    assert 'value="Rosa Lindqvist"' in page.content.decode()
    assert client.post(invited, ACCEPTED).url == "/"
    assert client.get("/").url == SET_UP
    rosa = User.objects.get(email="rosa@example.org")
    assert (rosa.name, rosa.check_password("three unlike words")) == ("Rosa Lindqvist-Hay", True)
    assert {str(role) for role in roles_in(rosa, review)} == {"reviewer"}
    assert verbs()[-3:] == ["account-make", "invitation-accept", "sign-in"]


def test_a_commissioner_lands_on_the_first_page(site, invited_to_site):
    client = Client()
    assert client.post(invited_to_site, ACCEPTED).url == "/"
    assert client.get("/").status_code == 200
    contact = SiteContact.objects.get()
    assert (contact.user.email, contact.role, contact.site) == ("ines@example.org", "commissioner", site)


def test_nothing_is_given_before_it_is_accepted(site, invited_to_site):
    Client().get(invited_to_site)
    assert not SiteContact.objects.exists()
    assert not User.objects.filter(email="ines@example.org").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "rosa@example.org"}, "password"),
        ({"full_name": ""}, "full_name"),
    ],
)
def test_what_is_filled_in_wrongly_is_said_and_makes_no_account(invited, changed, field):
    response = Client().post(invited, ACCEPTED | changed)
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.filter(email="rosa@example.org").exists()


def test_a_used_link_says_so(invited):
    Client().post(invited, ACCEPTED)
    for response in (Client().get(invited), Client().post(invited, ACCEPTED)):
        assert (response.status_code, heading(response)) == (410, "You have used this link already")
    assert User.objects.filter(email="rosa@example.org").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "This link is too old"),
        ({"revoked_at": timezone.now()}, "This invitation was taken back"),
        ({"token_hash": "0" * 64}, "This link is not right"),
    ],
)
def test_a_link_that_does_not_work_says_why_and_what_to_do(invited, change, words):
    Invitation.objects.update(**change)
    for response in (Client().get(invited), Client().post(invited, ACCEPTED)):
        assert (response.status_code, heading(response)) == (410, words)
    assert "ask" in response.content.decode().lower() or "Open it from the e-mail" in response.content.decode()
    assert Client().post(f"{invited}passkey/", ACCEPTED).status_code == 409
    assert not User.objects.filter(email="rosa@example.org").exists()


def test_a_link_works_for_fourteen_days(invited):
    invitation = Invitation.objects.get()
    assert invitation.expires_at - invitation.sent_at == timedelta(days=14)


def test_sending_again_makes_a_new_link_and_ends_the_old(review, lead, login, invited):
    member = Member.objects.get(name="Rosa Lindqvist")
    login(lead).post(reverse("member_invitation_resend", args=[review.pk, member.pk]))
    assert len(mail.outbox) == 2
    assert heading(Client().get(invited)) == "This link is not right"
    assert heading(Client().get(link())) == "Welcome to Golden Thread"
    assert verbs()[-1] == "invitation-resend"


def test_taking_back_ends_the_link_and_keeps_the_name(review, lead, login, invited):
    member = Member.objects.get(name="Rosa Lindqvist")
    login(lead).post(reverse("member_invitation_revoke", args=[review.pk, member.pk]))
    assert heading(Client().get(invited)) == "This invitation was taken back"
    assert Member.objects.get(name="Rosa Lindqvist").left is None
    assert verbs()[-1] == "invitation-revoke"


def test_an_invitation_to_a_site_is_sent_again_and_taken_back_by_staff(site, staff, login, invited_to_site):
    invitation = Invitation.objects.get()
    office = login(staff)
    html = office.get(site.get_absolute_url()).content.decode()
    assert "ines@example.org" in html
    office.post(reverse("contact_invitation_resend", args=[site.code, invitation.pk]))
    assert heading(Client().get(link())) == "Welcome to Golden Thread"
    office.post(reverse("contact_invitation_revoke", args=[site.code, invitation.pk]))
    assert heading(Client().get(link())) == "This invitation was taken back"


@pytest.mark.parametrize("name", ["member_invitation_resend", "member_invitation_revoke"])
def test_who_keeps_the_team_keeps_its_invitations(review, other_review, cast, login, name, invited):
    member = Member.objects.get(name="Rosa Lindqvist")
    answers = {}
    for who, user in cast.items():
        answers[who] = login(user).post(reverse(name, args=[review.pk, member.pk])).status_code
        Invitation.objects.update(revoked_at=None)
    assert {who for who, status in answers.items() if status == 302} == {"lead", "staff"}
    assert {who for who, status in answers.items() if status == 404} == {
        "other_commissioner",
        "former_member",
        "outsider",
    }
    assert login(cast["staff"]).post(reverse(name, args=[other_review.pk, member.pk])).status_code == 404


def test_leaving_takes_the_invitation_back(review, lead, login, invited):
    member = Member.objects.get(name="Rosa Lindqvist")
    login(lead).post(reverse("member_leave", args=[review.pk, member.pk]))
    assert heading(Client().get(invited)) == "This invitation was taken back"


def test_another_address_gets_an_invitation_in_place_of_the_first(review, lead, login, invited):
    member = Member.objects.get(name="Rosa Lindqvist")
    typed = {"name": "Rosa Lindqvist", "role": "reviewer", "email": "other@example.org"}
    login(lead).post(reverse("member_edit", args=[review.pk, member.pk]), typed)
    assert heading(Client().get(invited)) == "This invitation was taken back"
    assert mail.outbox[-1].to == ["other@example.org"]


def test_who_has_an_account_by_now_signs_in_and_accepts_with_one_press(review, invited):
    rosa = make_user("rosa")
    assert heading(Client().get(invited)) == "You have an account already"
    client = Client()
    client.force_login(rosa)
    assert heading(client.get(invited)) == "You are invited"
    assert Member.objects.get(name="Rosa Lindqvist").user is None
    assert client.post(invited).url == "/"
    assert Member.objects.get(name="Rosa Lindqvist").user == rosa


def test_nobody_accepts_what_is_for_another_address(invited, outsider, login):
    client = login(outsider)
    for response in (client.get(invited), client.post(invited, ACCEPTED)):
        assert heading(response) == "This invitation is for another address"
    assert client.post(f"{invited}passkey/", ACCEPTED).status_code == 409
    assert Invitation.objects.get().accepted_at is None


def test_nobody_takes_an_account_over_by_an_invitation(invited):
    rosa = make_user("rosa")
    Client().post(invited, ACCEPTED)
    Client().post(f"{invited}passkey/", ACCEPTED)
    rosa.refresh_from_db()
    assert not rosa.check_password(ACCEPTED["password"])
    assert Invitation.objects.get().accepted_at is None


def test_who_signs_in_for_the_site_by_now_cannot_join_the_team(site, invited):
    rosa = make_user("rosa")
    SiteContact.objects.create(site=site, user=rosa, role="commissioner")
    client = Client()
    client.force_login(rosa)
    assert heading(client.post(invited)) == "This invitation no longer fits"
    assert Member.objects.get(name="Rosa Lindqvist").user is None


def test_a_script_accepts_and_is_told_what_to_ask_the_device(review, invited):
    client = Client()
    answer = client.post(f"{invited}passkey/", {"full_name": "Rosa"}).json()
    rosa = User.objects.get(email="rosa@example.org")
    assert answer["creation_options"]["publicKey"]["user"]["name"] == rosa.email
    assert client.session["_auth_user_id"] == str(rosa.pk)
    assert not rosa.has_usable_password()
    again = client.post(f"{invited}passkey/", {"full_name": "Rosa"}).json()
    assert again["creation_options"]["publicKey"]["user"] == answer["creation_options"]["publicKey"]["user"]
    assert client.get("/").url == SET_UP


def test_a_mail_that_cannot_be_sent_is_said_and_logged_without_the_address(review, lead, login, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("no mail for rosa@example.org")

    monkeypatch.setattr("reviews.invitation_mail.send_mail", refuse)
    with caplog.at_level(logging.ERROR, "reviews.invitation_mail"):
        response = login(lead).post(reverse("member_new", args=[review.pk]), ROSA, follow=True)
    assert "but the e-mail could not be sent" in response.content.decode()
    assert caplog.messages == [f"Invitation {Invitation.objects.get().pk} was not sent: ConnectionRefusedError"]


def test_nobody_invites_without_end(review, lead, login):
    client = login(lead)
    for number in range(30):
        client.post(
            reverse("member_new", args=[review.pk]), ROSA | {"name": f"R{number}", "email": f"r{number}@example.org"}
        )
    response = client.post(reverse("member_new", args=[review.pk]), ROSA)
    assert "You have invited many people within an hour" in str(response.context["form"].errors["email"])
    assert len(mail.outbox) == 30
