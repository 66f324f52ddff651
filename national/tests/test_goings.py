"""Whoever comes and goes, in whatever order: after each step nobody opens what the rules say they cannot."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from conftest import CastClient, make_passage
from national.tests.goings import PEOPLE, STEPS, Goings
from reports.door import get_version
from reviews.access import Verb, get_review
from reviews.models import Site

number = st.integers(min_value=0, max_value=9)
steps = st.lists(st.tuples(st.sampled_from(STEPS), number, number), min_size=4, max_size=24)


def opened(rf, door, name, **more):
    """What is behind a door for this person, read anew from the database; None where it stays shut."""
    request = rf.get("/")
    request.user = User.objects.get(pk=name.pk)
    try:
        return door(request, **more)
    except (Http404, PermissionDenied):
        return None


def wrong(goings, rf):
    """Where the doors and the account differ, in words."""
    account, review = goings.account, goings.review
    for name, user in goings.users.items():
        found = opened(rf, get_review, user, review_id=review.pk, to=tuple(Verb))
        if (set(found.allowed) if found else set()) != account.verbs(name):
            yield f"{name} may {found and found.allowed}, not {account.verbs(name)}"
        if Site.objects.visible_to(User.objects.get(pk=user.pk)).exists() != account.sees_site(name):
            yield f"{name} sees the site, or does not"
        for number in account.released:
            is_open = opened(rf, get_version, user, review_id=review.pk, number=number) is not None
            if is_open != account.opens(name, number):
                yield f"{name} opens version {number}, or does not"


def wrong_pages(goings, clients):
    """The same of pages, for sessions that were open from the start."""
    account, review = goings.account, goings.review
    section = reverse("section_detail", args=[review.pk, "vision"])
    for name, client in clients.items():
        sees = {section: Verb.SEE in account.verbs(name), review.site.get_absolute_url(): account.sees_site(name)}
        for number in account.released:
            sees[reverse("version_read", args=[review.pk, number, "site"])] = account.opens(name, number)
        for page, is_open in sees.items():
            if (client.get(page).status_code == 200) != is_open:
                yield f"{name} opens {page}, or does not"


def signed_in(user):
    client = CastClient()
    client.force_login(user)
    return client


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=steps)
@example(taken=[("join_site", 0, 0), ("issue_in_one_go", 0, 0), ("leave_site", 0, 0), ("join_site", 0, 1)])
@example(taken=[("join_team", 0, 1), ("join_team", 1, 0), ("leave", 0, 1), ("join_team", 1, 3)])
@example(taken=[("invite_to_team", 0, 0), ("leave", 0, 0), ("accept", 0, 0)])
@example(taken=[("join_site", 0, 0), ("issue_in_one_go", 0, 0), ("recall", 0, 0), ("issue_in_one_go", 0, 0)])
def test_whoever_comes_and_goes_opens_what_the_rules_give_them(review, staff, rf, quiet_logs, taken):
    with transaction.atomic():
        make_passage(review, text="They know every family.")
        goings = Goings(review, staff)
        clients = {name: signed_in(goings.users[name]) for name in PEOPLE}
        for step, person, choice in taken:
            goings.take(step, person, choice)
            assert list(wrong(goings, rf)) == [], f"after {step}"
        assert list(wrong_pages(goings, clients)) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_taken(review, staff, step):
    """Otherwise the steps above would prove nothing: each of them does happen, from a place where it can."""
    make_passage(review, text="They know every family.")
    goings = Goings(review, staff)
    prepared = ("join_team", "join_team", "join_site", "invite_to_team", "invite_to_site", "issue_in_one_go")
    for position, earlier in enumerate(prepared):
        goings.take(earlier, position, position % 2)
    if step == "issue":
        type(review).objects.update(stage="factual-accuracy")
    assert goings.take(step, 3, 0)
