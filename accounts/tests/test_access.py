"""Who signed in long ago shows again who they are before what cannot be taken back, and then goes on."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.urls import reverse

from conftest import PASSWORD

ELEVEN_MINUTES = 660


@pytest.fixture
def lead_of_long_ago(client, lead):
    client.force_login(lead)
    session = client.session
    for entry in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        entry["at"] -= ELEVEN_MINUTES
    session.save()
    return client


@pytest.fixture
def issue_page(review):
    review.stage = "factual-accuracy"
    review.save()
    return reverse("review_issue", args=[review.pk])


def test_who_has_just_signed_in_is_not_asked(client, lead, issue_page):
    client.force_login(lead)
    assert client.get(issue_page).status_code == 200


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_changing_a_second_factor_asks_again(lead_of_long_ago, name):
    page = reverse(name)
    assert lead_of_long_ago.get(page).url == f"/accounts/confirm/?next={page.replace('/', '%2F')}"


def test_releasing_asks_again_and_goes_on_after_the_password(lead_of_long_ago, issue_page):
    asked = lead_of_long_ago.get(issue_page).url
    assert asked.startswith("/accounts/confirm/?next=")
    assert lead_of_long_ago.post(asked, {"password": "something else"}).status_code == 200
    assert lead_of_long_ago.get(issue_page).status_code == 302
    assert lead_of_long_ago.post(asked, {"password": PASSWORD, "next": issue_page}).url == issue_page
    assert lead_of_long_ago.get(issue_page).status_code == 200


def test_a_form_sent_too_late_is_kept_until_the_password_is_given(lead_of_long_ago, review, issue_page, monkeypatch):
    reasons = []
    monkeypatch.setattr("reports.views.releases.recall_release", lambda **said: reasons.append(said["reason"]))
    monkeypatch.setattr("reports.views.releases.get_object_or_404", lambda *args, **kwargs: review)
    page = reverse("release_recall", args=[review.pk, 1])
    review.release = None
    asked = lead_of_long_ago.post(page, {"reason": "A name was left in."}).url
    assert reasons == []
    done = lead_of_long_ago.post(asked, {"password": PASSWORD, "next": page})
    assert done.url == reverse("release_detail", args=[review.pk])
    assert reasons == ["A name was left in."]


def test_another_way_is_offered_a_passkey_first(lead_of_long_ago, lead):
    lead.authenticator_set.create(type="totp", data={"secret": "x"})
    lead.authenticator_set.create(type="webauthn", data={"name": "My tablet", "credential": {}})
    assert lead_of_long_ago.get(reverse("mfa_generate_recovery_codes")).url.startswith(
        reverse("mfa_reauthenticate_webauthn")
    )
