"""The page that says whether a device is ready for the visit."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import PASSWORD
from reviews.models import Stage

PAGE = "/device/"


def answers(response):
    """Each thing looked at by the server, and whether it is there."""
    html = response.content.decode()
    found = re.findall(r'data-ready="(\w+)">\s*<dt class="[^"]*">([^<]*)</dt>', html)
    return {what: ready for ready, what in found}


def test_somebody_who_came_in_by_both_steps_is_told_what_is_still_missing(reviewer, login):
    wanted = {"Signed in": "yes", "Second factor": "yes", "Gets you in again": "no"}
    assert answers(login(reviewer).get(PAGE)) == wanted


@pytest.mark.parametrize(("minutes_ago", "ready"), [(0, "yes"), (60, "no")])
def test_a_passkey_made_in_this_session_gets_one_in_again(reviewer, login, minutes_ago, ready):
    client = login(reviewer)
    made = timezone.now() - timedelta(minutes=minutes_ago)
    reviewer.authenticator_set.create(type="webauthn", data={"name": "My tablet", "credential": {}}, created_at=made)
    assert answers(client.get(PAGE))["Gets you in again"] == ready


def test_without_a_second_factor_it_is_not_ready(commissioner):
    cache.clear()
    client = Client()
    client.post(reverse("account_login"), {"login": commissioner.email, "password": PASSWORD})
    assert answers(client.get(PAGE))["Second factor"] == "no"


@pytest.mark.parametrize(("stage", "shown"), [("preparing", True), ("visiting", True), ("writing", False)])
def test_the_safeguarding_contact_of_a_visit_to_come_is_at_hand(review, reviewer, login, stage, shown):
    review.stage = stage
    review.safeguarding_contact = "Duty desk, 01234 567890"
    review.save()
    assert ("Duty desk, 01234 567890" in login(reviewer).get(PAGE).content.decode()) is shown


def test_nobody_sees_the_contact_of_a_review_they_have_left_or_never_joined(review, cast, login):
    review.stage = Stage.VISITING
    review.safeguarding_contact = "Duty desk, 01234 567890"
    review.save()
    seen = {who for who, user in cast.items() if b"Duty desk" in login(user).get(PAGE).content}
    assert seen == {"lead", "reviewer", "observer", "independent"}


def test_a_review_without_a_contact_says_whom_to_ask(review, reviewer, login):
    review.stage = Stage.PREPARING
    review.save()
    assert "is not written down yet. Ask the lead reviewer." in login(reviewer).get(PAGE).content.decode()


def test_whoever_only_checks_a_review_finds_no_link_that_does_not_open_yet(review, independent, reviewer, login):
    review.stage = Stage.VISITING
    review.save()
    link = f'href="{review.get_absolute_url()}"'
    assert link in login(reviewer).get(PAGE).content.decode()
    html = login(independent).get(PAGE).content.decode()
    assert review.title in html
    assert link not in html
