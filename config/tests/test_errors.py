"""Pages for when something goes wrong."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from config import urls as real_urls

handler400, handler403 = real_urls.handler400, real_urls.handler403
handler404, handler500 = real_urls.handler404, real_urls.handler500


@login_not_required
def refuse(request):
    raise PermissionDenied("Only the lead may <issue> this.")


@login_not_required
def distrust(request):
    raise SuspiciousOperation


@login_not_required
def break_down(request):
    raise RuntimeError


@login_not_required
def take(request):
    return HttpResponse(request.POST["text"])


@login_not_required
@require_POST
def press(request):
    return HttpResponse("pressed")


urlpatterns = [
    path("press/", press),
    path("refuse/", refuse),
    path("distrust/", distrust),
    path("break-down/", break_down),
    path("take/", take),
    *real_urls.urlpatterns,
]


@pytest.fixture(autouse=True)
def _pages_that_fail(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def strict_client():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def heading(response):
    html = response.content.decode()
    return html.partition('page-heading">')[2].partition("</h1>")[0]


def test_a_refusal_gives_its_reason_and_no_html(strict_client):
    response = strict_client.get("/refuse/")
    assert (response.status_code, heading(response)) == (403, "You cannot do that here")
    assert "Only the lead may &lt;issue&gt; this." in response.content.decode()


def test_an_unknown_page_says_so_to_somebody_signed_out(strict_client):
    response = strict_client.get("/nothing/here/")
    assert (response.status_code, heading(response)) == (404, "We cannot find that page")


def test_a_request_that_makes_no_sense_is_answered_in_plain_words(strict_client):
    response = strict_client.get("/distrust/")
    assert (response.status_code, heading(response)) == (400, "We could not read that")


def test_an_address_that_only_a_button_leads_to_says_so(strict_client):
    response = strict_client.get("/press/")
    assert (response.status_code, heading(response)) == (405, "This address cannot be opened like that")
    assert response.headers["Allow"] == "POST"


def test_a_script_gets_no_page_for_it(strict_client):
    response = strict_client.get("/press/", headers={"Sec-Fetch-Dest": "empty"})
    assert (response.status_code, response.content) == (405, b"")


def test_our_own_fault_is_said_without_database_or_context(strict_client):
    # No db fixture: a query would fail this test.
    response = strict_client.get("/break-down/")
    assert (response.status_code, heading(response)) == (500, "Something went wrong")


def test_too_much_text_is_answered_with_413_and_what_to_do(strict_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2048
    response = strict_client.post("/take/", {"text": "x" * 4000})
    assert response.status_code == 413
    assert "more than we can take at once (2.0\xa0KB)" in response.content.decode()


def test_a_failed_check_gives_every_typed_text_back(strict_client):
    typed = "\nThey said <b>“yes”</b> & meant it.\nTwice."
    response = strict_client.post("/take/", {"text": typed, "working_title": "A vision", "empty": " "})
    html = response.content.decode()
    assert (response.status_code, heading(response)) == (403, "This page was open too long")
    # A browser drops the first line break after <textarea>, so the page puts one of its own there.
    assert "readonly>\n\nThey said &lt;b&gt;“yes”&lt;/b&gt; &amp; meant it.\nTwice.</textarea>" in html
    assert html.count("<textarea") == 2
    assert '<label class="govuk-label" for="kept-1">Working title</label>' in html


def test_a_failed_check_never_gives_passwords_back(strict_client):
    secrets = {"password": "secret-1", "oldpassword": "secret-2", "csrfmiddlewaretoken": "secret-3"}
    assert "secret-" not in strict_client.post("/take/", secrets).content.decode()


@pytest.mark.parametrize(
    ("came_from", "offered"),
    [("http://testserver/sections/vision/", "http://testserver/sections/vision/"), ("http://evil.example/", "/")],
)
def test_the_way_back_leads_to_our_own_pages_only(strict_client, came_from, offered):
    html = strict_client.post("/take/", {"text": "x"}, headers={"referer": came_from}).content.decode()
    assert f'<a class="govuk-link" href="{offered}">Open the page afresh</a>' in html


def test_a_wrong_address_shows_our_page_with_debug_on_too(strict_client, settings):
    settings.DEBUG = True
    response = strict_client.get("/no-such-page/")
    assert (response.status_code, heading(response)) == (404, "We cannot find that page")
    assert b"urlpatterns" not in response.content
