"""Sessions end when they were left unused, by role; a second factor is asked of those who must have one."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import watch
from accounts.checks import second_factor_is_forced
from accounts.models import AuditEvent
from conftest import PASSWORD

SET_UP = "/accounts/second-factor/set-up/"
HOUR = 3600
DATA = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _no_attempts_yet(db):
    cache.clear()


def by_password(user):
    """Somebody who came in with the password alone."""
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def let_pass(client, seconds):
    """As if the session had begun, and been used last, so long ago."""
    session = client.session
    state = session[watch.KEY]
    session[watch.KEY] = state | {"seen": state["seen"] - seconds, "since": state["since"] - seconds}
    session.save()


def test_who_must_have_a_second_factor(cast):
    forced = {who for who, user in cast.items() if watch.rules_for(user).second_factor}
    assert forced == {"lead", "reviewer", "observer", "independent", "staff"}


def test_staff_force_it_for_everybody_who_signs_in_for_a_site(site, other_site, cast):
    site.second_factor_forced = True
    site.save()
    people = ("commissioner", "coordinator", "other_commissioner", "outsider")
    assert [watch.rules_for(cast[who]).second_factor for who in people] == [True, True, False, False]
    cast["commissioner"].site_contacts.update(left="2016-12-01")
    assert not watch.rules_for(cast["commissioner"]).second_factor


def test_how_long_a_session_may_lie_unused(cast):
    hours = {who: watch.rules_for(user).idle // timedelta(hours=1) for who, user in cast.items()}
    long = {who for who, count in hours.items() if count == 12}
    assert long == {"lead", "reviewer", "observer", "independent", "staff"}
    assert {count for who, count in hours.items() if who not in long} == {1}


@pytest.mark.parametrize("who", ["lead", "reviewer", "observer", "independent", "staff"])
def test_without_a_second_factor_there_is_one_page_only(cast, who):
    client = by_password(cast[who])
    asked = reverse("theme_list")
    assert client.get(asked).url == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert client.post(reverse("account_change_password")).url == SET_UP
    assert client.get(reverse("about_detail")).status_code == 200
    assert client.session["wanted_page"] == asked


@pytest.mark.parametrize("who", ["commissioner", "coordinator", "outsider"])
def test_others_are_free_to_do_without(cast, who):
    assert by_password(cast[who]).get(reverse("theme_list")).status_code == 200


def test_scripts_are_told_instead_of_sent(lead):
    client = by_password(lead)
    refused = client.get(reverse("theme_list"), headers=DATA)
    assert (refused.status_code, refused.json()["reason"]) == (403, "second-factor")
    stranger = Client().get(reverse("theme_list"), headers={"Sec-Fetch-Dest": "empty"})
    assert (stranger.status_code, stranger.json()["reason"]) == (401, "sign-in")


def test_where_it_is_only_offered_nobody_is_sent_anywhere(lead, settings):
    settings.SECOND_FACTOR = "offered"
    assert by_password(lead).get(reverse("theme_list")).status_code == 200


def test_what_staff_force_for_a_site_counts_where_it_is_only_offered_too(site, commissioner, reviewer, settings):
    settings.SECOND_FACTOR = "offered"
    assert by_password(commissioner).get(reverse("theme_list")).status_code == 200
    site.second_factor_forced = True
    site.save()
    assert by_password(commissioner).get(reverse("theme_list")).url == SET_UP
    assert by_password(reviewer).get(reverse("theme_list")).status_code == 200
    reviewer.site_contacts.create(site=site, role="commissioner")
    assert by_password(reviewer).get(reverse("theme_list")).url == SET_UP


def test_production_is_told_when_it_is_not_forced(settings):
    assert second_factor_is_forced(None) == []
    settings.SECOND_FACTOR = "offered"
    assert [error.id for error in second_factor_is_forced(None)] == ["accounts.E001"]
    settings.DEBUG = True
    assert second_factor_is_forced(None) == []


def test_a_session_of_the_password_alone_ends_when_the_factor_is_added_elsewhere(lead):
    thief = by_password(lead)
    TOTP.activate(lead, generate_totp_secret())
    assert thief.get(reverse("mfa_add_webauthn")).url == "/accounts/login/?next=/accounts/second-factor/passkeys/new/"
    assert "_auth_user_id" not in thief.session


def test_a_commissioner_s_session_of_the_password_alone_ends_within_minutes(commissioner):
    client = by_password(commissioner)
    TOTP.activate(commissioner, generate_totp_secret())
    let_pass(client, watch.TOUCHED_EVERY + 1)
    assert client.get("/").url == "/accounts/login/?next=/"


@pytest.mark.parametrize(("who", "hours"), [("reviewer", 12), ("staff", 12), ("commissioner", 1), ("coordinator", 1)])
def test_an_unused_session_ends_and_leads_back_to_where_one_was(cast, who, hours, client):
    client.force_login(cast[who])
    let_pass(client, hours * HOUR - 60)
    assert client.get("/frameworks/?x=1").status_code == 200
    let_pass(client, hours * HOUR + 1)
    assert client.get("/frameworks/?x=1").url == "/accounts/login/?next=/frameworks/%3Fx%3D1"
    words = "nothing had happened for an hour" if hours == 1 else "nothing had happened for 12 hours"
    assert words in client.get("/accounts/login/").content.decode()
    assert AuditEvent.objects.values_list("verb", "detail").last() == ("sign-out", {"reason": "idle"})


def test_even_a_session_in_use_ends_after_a_week(reviewer, client):
    client.force_login(reviewer)
    session = client.session
    session[watch.KEY] |= {"since": time.time() - 7 * 24 * HOUR - 1}
    session.save()
    assert client.get("/").url == "/accounts/login/?next=/"


def test_what_was_typed_into_an_old_page_is_handed_back(review, reviewer, client):
    client.force_login(reviewer)
    let_pass(client, 13 * HOUR)
    page = reverse("line_add", args=[review.pk])
    typed = {"title": "They know every <family>.", "password": "never said"}
    response = client.post(page, typed, headers={"Referer": f"http://testserver{page}"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "They know every &lt;family&gt;." in html
    assert "never said" not in html
    assert f'href="/accounts/login/?next=http%3A//testserver{page}"' in html


def test_a_script_of_an_old_page_is_told_that_the_session_is_over(reviewer, client):
    client.force_login(reviewer)
    let_pass(client, 13 * HOUR)
    response = client.get("/", headers=DATA)
    assert (response.status_code, response.json()["reason"]) == (401, "idle")


def test_being_here_writes_nothing_for_five_minutes(reviewer, client, django_assert_num_queries):
    client.force_login(reviewer)
    before = client.session[watch.KEY]
    with django_assert_num_queries(2):  # the session and the person
        client.get(SET_UP)
    assert client.session[watch.KEY] == before
    let_pass(client, watch.TOUCHED_EVERY + 1)
    client.get(SET_UP)
    assert client.session[watch.KEY]["seen"] >= before["seen"]


def test_a_new_role_counts_within_minutes(review, outsider):
    client = by_password(outsider)
    review.members.create(user=outsider, name="Outsider", role="reviewer")
    let_pass(client, watch.TOUCHED_EVERY + 1)
    assert client.get("/").url == SET_UP


def test_recovery_codes_alone_are_no_second_factor(lead):
    Authenticator.objects.create(user=lead, type="recovery_codes", data={})
    assert not watch.has_second_factor(lead)
