"""Where one is signed in: listed, and ended one by one or all at once."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.templatetags.browsers import browser_in_words
from conftest import PASSWORD

IPAD = "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0"


def sign_in(user, browser=""):
    client = Client(headers={"User-Agent": browser})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def here_and_elsewhere(commissioner):
    cache.clear()
    return sign_in(commissioner, EDGE), sign_in(commissioner, IPAD)


def is_in(client):
    return client.get("/").status_code == 200


def test_every_browser_is_listed_in_words(here_and_elsewhere):
    html = here_and_elsewhere[0].get(reverse("usersessions_list")).content.decode()
    assert html.count("Edge on Windows") == html.count("Safari on an iPad") == html.count("Here, now") == 1
    assert "In 2 browsers" in here_and_elsewhere[0].get(reverse("account_detail")).content.decode()


def test_one_session_is_ended_and_recorded(here_and_elsewhere, commissioner):
    here, elsewhere = here_and_elsewhere
    other = UserSession.objects.get(session_key=elsewhere.session.session_key)
    assert here.post(reverse("session_end", args=[other.pk])).url == reverse("usersessions_list")
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert AuditEvent.objects.values_list("verb", flat=True).last() == "session-end"


def test_all_others_are_ended_at_once(here_and_elsewhere):
    here, elsewhere = here_and_elsewhere
    here.post(reverse("usersessions_list"))
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_nobody_ends_the_session_of_somebody_else(here_and_elsewhere, coordinator):
    other = UserSession.objects.get(session_key=here_and_elsewhere[1].session.session_key)
    assert sign_in(coordinator).post(reverse("session_end", args=[other.pk])).status_code == 404
    assert is_in(here_and_elsewhere[1])


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (EDGE, "Edge on Windows"),
        (IPAD, "Safari on an iPad"),
        ("", "A browser we do not know"),
        ("curl", "A browser we do not know"),
    ],
)
def test_browsers_are_named_as_people_know_them(user_agent, words):
    assert browser_in_words(user_agent) == words
