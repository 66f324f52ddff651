"""Setting up a second factor, signing in with it, and being remembered."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.second_factor import SecondFactorAdapter
from conftest import PASSWORD

WRONG = "That did not work. Try again. A code from an app counts once, and for a minute."


@pytest.fixture(autouse=True)
def _no_attempts_yet(db):
    cache.clear()


@pytest.fixture
def secret(lead):
    """The secret of the lead's authenticator app."""
    secret = generate_totp_secret()
    TOTP.activate(lead, secret)
    return secret


def code(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def by_password(user, client=None):
    client = client or Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def verbs():
    return list(AuditEvent.objects.values_list("verb", flat=True))


@pytest.mark.django_db(transaction=True)
def test_an_app_is_added_and_lets_one_through_to_the_page_one_wanted(lead):
    client = by_password(lead)
    client.get(reverse("theme_list"))
    page = client.get(reverse("mfa_activate_totp"))
    done = client.post(reverse("mfa_activate_totp"), {"code": code(page.context["form"].secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    codes = client.get(done.url)
    assert len(codes.context["unused_codes"]) == 10
    assert f'href="{reverse("theme_list")}">I have kept them' in codes.content.decode()
    assert client.get(reverse("theme_list")).status_code == 200
    assert verbs()[-2:] == ["sign-in", "second-factor-add"]
    assert [(message.subject, message.to) for message in mail.outbox] == [
        ("Golden Thread: Your authenticator app was added", [lead.email])
    ]


def test_a_wrong_code_adds_no_app(lead):
    client = by_password(lead)
    client.get(reverse("mfa_activate_totp"))
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert response.context["form"].errors == {"code": [WRONG]}
    assert not Authenticator.objects.exists()


def test_the_password_alone_opens_nothing_any_more(lead, secret):
    client = by_password(lead)
    assert client.get("/").url == "/accounts/login/?next=/"
    assert "_auth_user_id" not in client.session


def test_one_signs_in_with_the_code_and_may_be_remembered(lead, secret):
    client = by_password(lead)
    assert client.post(reverse("mfa_authenticate"), {"code": code(secret)}).url == reverse("mfa_trust")
    client.post(reverse("mfa_trust"), {"action": "trust"})
    assert client.get("/").status_code == 200
    assert client.cookies["mfa_trusted"]["max-age"] == 30 * 24 * 3600
    client.post(reverse("account_logout"))
    assert by_password(lead, client).get("/").status_code == 200


def test_who_is_not_remembered_is_asked_again(lead, secret):
    client = by_password(lead)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    client.post(reverse("mfa_trust"), {"action": "skip"})
    client.post(reverse("account_logout"))
    assert by_password(lead, client).get("/").status_code == 302


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_counts_a_little_early_and_a_little_late_but_once(lead, secret, steps):
    used = code(secret, steps)
    assert by_password(lead).post(reverse("mfa_authenticate"), {"code": used}).status_code == 302
    again = by_password(lead).post(reverse("mfa_authenticate"), {"code": f" {used[:3]} {used[3:]}"})
    assert again.context["form"].errors == {"code": [WRONG]}


def test_an_old_code_does_not_count(lead, secret):
    late = by_password(lead).post(reverse("mfa_authenticate"), {"code": code(secret, -2)})
    assert late.context["form"].errors == {"code": [WRONG]}


def test_codes_cannot_be_guessed(lead, secret):
    client = by_password(lead)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    response = client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert "too many attempts" in str(response.context["form"].errors["code"])


def test_a_sign_in_half_done_can_be_given_up(lead, secret):
    client = by_password(lead)
    assert client.get("/accounts/login/").url == reverse("mfa_authenticate")
    client.post(reverse("account_logout"), {"next": "/accounts/login/"})
    assert client.get("/accounts/login/").status_code == 200


def test_secrets_are_sealed_in_the_database_and_open_with_a_former_key(lead, secret, settings):
    stored = Authenticator.objects.get().data["secret"]
    assert secret not in stored
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key altogether"
    assert SecondFactorAdapter().decrypt(stored) == secret


def test_a_secret_sealed_with_a_lost_key_lets_nobody_in_and_is_logged(lead, secret, settings, caplog):
    settings.SECRET_KEY = "another key altogether"
    response = by_password(lead).post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert response.context["form"].errors == {"code": [WRONG]}
    assert "sealed with a SECRET_KEY that is neither here" in caplog.text


def test_removing_the_last_factor_leads_back_to_setting_one_up(lead, secret):
    client = by_password(lead)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    client.post(reverse("mfa_trust"), {"action": "skip"})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/").url == reverse("second_factor_set_up")
    assert verbs()[-1] == "second-factor-remove"


def test_a_mail_server_that_refuses_leaves_what_was_changed(lead, secret, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError(f"no mail for {lead.email}")

    monkeypatch.setattr("accounts.adapter.DefaultAccountAdapter.send_mail", refuse)
    client = by_password(lead)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    client.post(reverse("mfa_trust"), {"action": "skip"})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert f"Account {lead.pk} could not be told by mail: ConnectionRefusedError" in caplog.messages
