"""Accounts made for people: without a password, announced by mail, never twice."""

import logging

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.actions import PersonRefused, account_for, send_welcome
from accounts.models import AuditEvent, User


@pytest.fixture
def rosa(db):
    cache.clear()
    user, is_new = account_for(email="Rosa@Example.org", name="Rosa Lindqvist", by=None)
    assert is_new
    return user


def test_an_account_is_made_without_a_password_and_recorded(rosa):
    assert (rosa.email, rosa.name, rosa.is_staff, rosa.is_active) == ("rosa@example.org", "Rosa Lindqvist", False, True)
    assert not rosa.has_usable_password()
    assert list(AuditEvent.objects.values_list("verb", "target_id", "detail")) == [("account-make", str(rosa.pk), {})]


def test_an_address_that_is_here_is_used_whatever_its_capitals(rosa):
    assert account_for(email="ROSA@example.org", name="Somebody Else", by=None) == (rosa, False)
    assert User.objects.get().name == "Rosa Lindqvist"


def test_a_closed_account_is_refused_in_words(rosa):
    User.objects.update(is_active=False)
    with pytest.raises(PersonRefused, match="is closed") as refused:
        account_for(email=rosa.email, name=rosa.name, by=None)
    assert refused.value.field == "email"


def test_the_welcome_says_how_to_begin_and_nothing_of_what_for(rosa):
    assert send_welcome(user=rosa, sign_in_url="https://centre.example/accounts/login/") is True
    message = mail.outbox[0]
    assert (message.subject, message.to) == ("Golden Thread: you have an account", ["rosa@example.org"])
    assert message.body.startswith("Hello Rosa Lindqvist,\n")
    assert "1. Open https://centre.example/accounts/login/\n" in message.body
    assert "give this address: rosa@example.org\n" in message.body
    assert "report" not in message.body.lower()


def test_the_welcome_names_the_link_as_the_sign_in_page_does(rosa, client):
    send_welcome(user=rosa, sign_in_url="https://centre.example/")
    link = "I have forgotten my password"
    assert f"“{link}”" in mail.outbox[0].body
    assert f">{link}</a>" in client.get(reverse("account_login")).content.decode()


def test_a_mail_server_that_refuses_is_said_and_logged_without_the_address(rosa, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError(f"no mail for {rosa.email}")

    monkeypatch.setattr("accounts.actions.send_mail", refuse)
    with caplog.at_level(logging.ERROR, "accounts.actions"):
        assert send_welcome(user=rosa, sign_in_url="https://centre.example/") is False
    assert caplog.messages == [f"The welcome message to account {rosa.pk} was not sent: ConnectionRefusedError"]


def test_a_new_person_sets_the_first_password_by_the_reset_link(rosa, client):
    client.post(reverse("account_reset_password"), {"email": rosa.email})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    form_page = client.get(link, follow=True)
    password = "three unlike words"
    client.post(form_page.context["action_url"], {"password1": password, "password2": password})
    client.post(reverse("account_login"), {"login": rosa.email, "password": password})
    assert client.session["_auth_user_id"] == str(rosa.pk)
