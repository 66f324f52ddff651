"""A lost second factor: staff reset it in two steps, on the record, and the person is told."""

import io

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts import watch
from accounts.models import AuditEvent, SecondFactorReset
from conftest import PASSWORD

REASON = {"reason": "I rang the number in last year's list, and it was her voice."}


@pytest.fixture
def lead_with_app(lead):
    cache.clear()
    TOTP.activate(lead, generate_totp_secret())
    return lead


@pytest.fixture
def office(staff, login):
    return login(staff)


def ask(office, person, reason=REASON):
    return office.post(reverse("second_factor_reset", args=[person.pk]), reason)


def by_password(user):
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def test_both_steps_are_for_staff_and_do_not_exist_for_others(cast, login):
    reset = SecondFactorReset.objects.create(user=cast["lead"], by=cast["staff"], reason="x")
    pages = [
        reverse("second_factor_reset", args=[cast["lead"].pk]),
        reverse("second_factor_reset_confirm", args=[cast["lead"].pk, reset.pk]),
    ]
    for who, user in cast.items():
        client = login(user)
        assert [client.get(page).status_code for page in pages] == ([200, 200] if who == "staff" else [404, 404]), who


def test_asking_changes_nothing_yet_and_keeps_the_reason(lead_with_app, office, staff):
    response = ask(office, lead_with_app)
    reset = SecondFactorReset.objects.get()
    assert response.url == reverse("second_factor_reset_confirm", args=[lead_with_app.pk, reset.pk])
    assert (reset.reason, reset.by, reset.confirmed_at) == (REASON["reason"], staff, None)
    assert watch.has_second_factor(lead_with_app)
    assert mail.outbox == []


def test_a_reason_must_be_given(lead_with_app, office):
    assert list(ask(office, lead_with_app, {"reason": " "}).context["form"].errors) == ["reason"]


@pytest.mark.parametrize(("typed", "works"), [("Lead", True), ("  lead ", True), ("Leads", False), ("", False)])
def test_the_second_step_takes_the_name(lead_with_app, office, typed, works):
    response = office.post(ask(office, lead_with_app).url, {"name": typed})
    assert (response.status_code == 302) is works
    assert watch.has_second_factor(lead_with_app) is not works


def test_a_reset_ends_sessions_tells_the_person_and_is_recorded(
    lead_with_app, office, staff, django_capture_on_commit_callbacks
):
    elsewhere = by_password(lead_with_app)
    lead_with_app.authenticator_set.all().delete()
    elsewhere = by_password(lead_with_app)
    TOTP.activate(lead_with_app, generate_totp_secret())
    with django_capture_on_commit_callbacks(execute=True):
        office.post(ask(office, lead_with_app).url, {"name": "Lead"})
    assert elsewhere.get("/").url == "/accounts/login/?next=/"
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([lead_with_app.email], "Golden Thread: your second factor was reset")
    ]
    recorded = AuditEvent.objects.filter(target_id=lead_with_app.pk, actor_id=staff.pk).values_list("verb", "detail")
    assert list(recorded) == [("second-factor-reset-ask", {}), ("second-factor-reset", {})]
    assert by_password(lead_with_app).get("/").url == reverse("second_factor_set_up")


def test_the_second_step_is_open_for_an_hour_once_and_to_who_began(lead_with_app, office, staff, outsider, login):
    page = ask(office, lead_with_app).url
    SecondFactorReset.objects.update(
        asked_at=SecondFactorReset.objects.get().asked_at - SecondFactorReset.CONFIRM_WITHIN
    )
    assert office.get(page).status_code == 404
    page = ask(office, lead_with_app).url
    outsider.is_staff = True
    outsider.save()
    assert login(outsider).get(page).status_code == 404
    login(staff).post(page, {"name": "Lead"})
    assert office.get(page).status_code == 404


def test_nobody_resets_their_own(staff, office):
    assert office.get(reverse("second_factor_reset", args=[staff.pk])).status_code == 404


def test_the_last_of_the_staff_is_helped_from_the_command_line(lead_with_app, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("reset_second_factor", "LEAD@example.org", stdout=io.StringIO())
    assert not watch.has_second_factor(lead_with_app)
    assert mail.outbox[0].to == [lead_with_app.email]
    with pytest.raises(CommandError, match="no account with the address"):
        call_command("reset_second_factor", "nobody@example.org")
