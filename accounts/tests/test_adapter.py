"""Signing in and out: who gets in, what is said to those who do not, what is recorded."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.models import AuditEvent, User
from accounts.tasks import send_password_link

PASSWORD = "three unlike words"
WRONG = "The e-mail address or the password is not right. Check both and try again."


@pytest.fixture(autouse=True)
def _no_attempts_yet(db):
    cache.clear()


@pytest.fixture
def person(db):
    return User.objects.create_user("rosa@example.org", PASSWORD, name="Rosa Lindqvist")


def sign_in(client, email="rosa@example.org", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def events():
    return list(AuditEvent.objects.values_list("verb", "actor_id", "target_id", "detail"))


def test_signing_in_is_recorded(client, person):
    response = sign_in(client, "Rosa@Example.org")
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert events() == [("sign-in", person.pk, str(person.pk), {})]


def test_signing_out_takes_a_post_and_is_recorded(client, person):
    sign_in(client)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
    assert events()[-1] == ("sign-out", person.pk, str(person.pk), {})


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client, person):
    wrong = sign_in(client, password="something else")
    unknown = sign_in(client, email="nobody@example.org")
    assert wrong.context["form"].errors == unknown.context["form"].errors == {"__all__": [WRONG]}


def test_a_failed_attempt_is_recorded_without_the_address(client, person):
    sign_in(client, password="something else")
    sign_in(client, email="nobody@example.org")
    assert events() == [("sign-in-fail", None, str(person.pk), {}), ("sign-in-fail", None, "", {})]


def test_after_five_failures_even_the_right_password_waits(client, person):
    for _ in range(5):
        sign_in(client, password="something else")
    response = sign_in(client)
    assert "_auth_user_id" not in client.session
    assert response.context["form"].errors == {
        "__all__": ["There have been too many attempts to sign in. Wait five minutes, then try again."]
    }


def test_somebody_who_may_no_longer_sign_in_is_turned_away(client, person):
    User.objects.update(is_active=False)
    response = sign_in(client)
    assert response.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session
    assert "This account is closed" in client.get(response.url).content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_signing_in(client, person, address):
    assert sign_in(client, next=address).url == "/"


def test_one_is_sent_on_to_the_page_one_asked_for(client, person):
    asked = client.get(reverse("account_detail"))
    assert asked.url == "/accounts/login/?next=/accounts/"
    assert 'value="/accounts/"' in client.get(asked.url).content.decode()
    assert sign_in(client, next="/accounts/").url == "/accounts/"


@pytest.mark.parametrize("address", ["signup/", "email/", "password/set/", "reauthenticate/", "confirm-email/"])
def test_no_other_page_of_allauth_exists(client, address):
    assert client.get(f"/accounts/{address}").status_code == 404


def test_a_reset_link_changes_the_password_once(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    assert mail.outbox[0].subject == "Golden Thread: Choose a new password"
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    form_page = client.get(link, follow=True)
    new = {"password1": "another three unlike words", "password2": "another three unlike words"}
    client.post(form_page.context["action_url"], new)
    person.refresh_from_db()
    assert person.check_password("another three unlike words")
    assert events() == [("password-change", person.pk, str(person.pk), {})]
    assert "This link no longer works" in client.get(link, follow=True).content.decode()


def test_a_reset_for_an_unknown_address_looks_the_same_and_mails_nobody(client, person):
    known = client.post(reverse("account_reset_password"), {"email": person.email}, follow=True)
    assert len(mail.outbox) == 1
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    assert len(mail.outbox) == 1
    assert unknown.content == known.content


def test_a_mail_server_that_is_away_does_not_tell_which_address_has_an_account(client, person, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", away)
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (person.email, "nobody@example.org")
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_a_link_is_asked_of_the_worker_for_every_address(client, person, monkeypatch):
    """A mail takes a while, so it is sent when the page has been answered."""
    asked = []
    monkeypatch.setattr(send_password_link.__class__, "enqueue", lambda task, **sent: asked.append(sent))
    for email in (person.email, "nobody@example.org"):
        client.post(reverse("account_reset_password"), {"email": email})
    site = "http://testserver/"
    assert asked == [{"user_id": person.pk, "site": site}, {"user_id": None, "site": site}]
    assert mail.outbox == []


def test_changing_the_password_asks_for_the_old_one(client, person):
    sign_in(client)
    new = {"password1": "another three unlike words", "password2": "another three unlike words"}
    refused = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
    assert refused.context["form"].errors == {"oldpassword": ["Your current password is not right."]}
    done = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    assert done.url == reverse("account_detail")
    assert "Your password is changed." in client.get(done.url).content.decode()


def test_too_many_requests_for_a_link_are_answered_in_plain_words(client, person):
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": person.email})
    response = client.post(reverse("account_reset_password"), {"email": person.email})
    assert response.status_code == 429
    assert "Wait five minutes" in response.content.decode()
