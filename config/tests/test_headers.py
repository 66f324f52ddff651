"""What every answer tells browsers, and how cookies are set where people come by https."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("address", ["/", "/about/", "/accounts/login/", "/healthz", "/nothing-here/"])
def test_every_answer_is_closed_to_others(address, staff, login):
    response = login(staff).get(address)
    assert {name: response.headers[name] for name in ALWAYS} == ALWAYS
    assert "camera=(), " in response.headers["Permissions-Policy"]
    # In which order they are differs from one process to the next.
    directives = response.headers["Content-Security-Policy"].split("; ")
    assert directives.count("default-src 'none'") == 1


def test_styles_and_scripts_are_for_our_own_pages(client):
    response = client.get("/static/src/app.js")
    response.close()
    assert response.status_code == 200
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    sources = {source for allowed in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values() for source in allowed}
    assert sources == {"'none'", "'self'", "data:"}
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] == ["'self'"]


def in_production(*names, **environment):
    """These settings as they are when nothing but `environment` is set, read by a process that runs no tests."""
    program = (
        "import json, sys; from config import settings;"
        "print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))"
    )
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given = {"SECRET_KEY": "only for this test", "DEBUG": "false", "SECOND_FACTOR": "forced"} | environment
    done = subprocess.run(
        [sys.executable, "-c", program, *names],
        cwd=settings.BASE_DIR,
        env=clean | given,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_in_production_cookies_travel_by_https_to_this_host_only():
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "MFA_TRUST_COOKIE_NAME"]
    found = in_production(*names, "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY")
    assert {found[name].startswith("__Host-") for name in names} == {True}
    assert {found[name] for name in found if name not in names} == {True}


def test_in_production_everything_is_by_https_for_a_year():
    wanted = {"SECURE_SSL_REDIRECT": True, "SECURE_HSTS_SECONDS": 31_536_000, "DEBUG": False}
    assert in_production(*wanted) == wanted
