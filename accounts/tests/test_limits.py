"""How often one person may do something, and what is answered afterwards."""

import re

import pytest
from django.core.cache import cache, caches
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from accounts import limits
from config import urls as real_urls
from conftest import make_user

pytestmark = pytest.mark.django_db


@csrf_exempt
@limits.limited("render", 2)
def render_something(request):
    return HttpResponse("done")


@limits.limited("download", 1, per="minute", method="GET")
def download_something(request):
    return HttpResponse("bytes")


urlpatterns = [path("render/", render_something), path("download/", download_something), *real_urls.urlpatterns]


@pytest.fixture(autouse=True)
def _pages_with_limits(settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    cache.clear()
    clock = [1_475_582_410.0]
    monkeypatch.setattr(limits, "time", lambda: clock[0])
    return clock


@pytest.fixture
def clock(_pages_with_limits):
    """The time in seconds since 1970, in a list of one: 4 October 2016, 13:00:10 in London."""
    return _pages_with_limits


def test_the_third_of_two_is_turned_away_with_words_and_gets_its_text_back(login, outsider):
    visitor = login(outsider)
    answers = [visitor.post("/render/", {"text": "An hour of work."}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    html = answers[2].content.decode()
    assert "It works again at 14:00." in html
    assert re.findall(r"<textarea[^>]*>\n(.*)</textarea>", html) == ["An hour of work."]
    assert answers[2].headers["Retry-After"] == "Tue, 04 Oct 2016 13:00:00 GMT"


def test_a_script_is_answered_in_json(login, outsider):
    visitor = login(outsider)
    answers = [visitor.post("/render/", headers={"HX-Request": "true"}) for _ in range(3)]
    message = "You have done this very often. It works again at 14:00."
    assert answers[2].status_code == 429
    assert answers[2].json() == {"reason": "busy", "message": message}


def test_each_person_is_counted_alone_and_asking_for_the_form_is_not(client, outsider):
    for person in (outsider, make_user("somebody_else")):
        client.force_login(person)
        methods = [client.get, client.get, client.get, client.post, client.post]
        assert [ask("/render/").status_code for ask in methods] == [200] * 5


def test_the_count_begins_anew_by_the_clock(login, outsider, clock):
    visitor = login(outsider)
    first = [visitor.get("/download/").status_code for _ in range(2)]
    clock[0] += 60
    assert (first, visitor.get("/download/").status_code) == ([200, 429], 200)


def test_what_is_counted_lies_in_the_cache_that_all_processes_share(login, outsider, settings):
    login(outsider).post("/render/")
    counted = f"limit:render:{outsider.pk}:3600:409884"
    assert (caches["default"].get(counted), caches["process"].get(counted)) == (1, None)
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
