"""Getting in, as people do it: invitations, passkeys, an authenticator app, a lost one, and being put out."""

import dataclasses
import re
import sqlite3
import time
from contextlib import ExitStack, closing

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import PASSWORD
from national.tests.browser.server import web_server

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def mails(tmp_path_factory):
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="module")
def world(prepared_world, tmp_path_factory, mails):
    """The world with production's rule for second factors, and with mail that is written to files."""
    copied = prepared_world.copy_to(tmp_path_factory.mktemp("copied") / "world")
    return dataclasses.replace(copied, settings={"SECOND_FACTOR": "forced", "EMAIL_URL": f"filemail:///{mails}"})


@pytest.fixture(scope="module")
def address(world):
    with web_server(world) as address:
        yield by_name(address)


def by_name(address):
    """Passkeys belong to a name; a number of the net has none."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def new_device(browser):
    """A browser on a device that makes passkeys and always recognises its owner."""
    with ExitStack() as contexts:

        def make():
            context = browser.new_context()
            contexts.callback(context.close)
            context.set_default_timeout(15_000)
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("WebAuthn.enable")
            session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
            return page

        yield make


@pytest.fixture(scope="module")
def somebody(new_device, address):
    """The page of a person of the world, who has come in once with their password and has added a passkey."""
    known = {}

    def come_in(name):
        if name not in known:
            known[name] = new_device()
            by_password(known[name], address, name)
            add_passkey(known[name])
        return known[name]

    return come_in


def by_password(page, address, name):
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/accounts/login/"))


def add_passkey(page):
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Add this device").click()
    page.get_by_role("link", name="I have kept them: go on").click()


@pytest.fixture
def invite(somebody, address, world, mails):
    """Have the lead invite somebody to the team; the link that is mailed to them."""
    lead = somebody("lead")

    def send(name, email):
        lead.goto(f"{address}/reviews/{world.ids['writing']}/team/new/")
        lead.get_by_label("Full name").fill(name)
        lead.get_by_label("E-mail address").fill(email)
        lead.get_by_label("Reviewer", exact=True).check()
        lead.get_by_role("button", name="Add to the team").click()
        lead.get_by_text(f"{name} is invited.").wait_for()
        return next(link_in(mail) for mail in mails.iterdir() if f"To: {email}" in mail.read_text())

    return send


def link_in(mail):
    return re.search(r"^http://\S+", mail.read_text(), re.MULTILINE)[0]


def is_accessible(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_invited_one_comes_in_with_a_passkey_and_types_nothing_ever(invite, new_device, address):
    link = invite("Rosa Lindqvist", "rosa@example.org")
    page = new_device()
    page.goto(link)
    is_accessible(page)
    page.get_by_role("button", name="With this device – no typing").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="I have kept them: go on").click()
    expect(page.get_by_role("heading", name="Hello, Rosa Lindqvist")).to_be_visible()
    page.get_by_role("link", name="Review of commissioning in Fernleigh").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with this device – no typing").click()
    expect(page.get_by_role("heading", name="Hello, Rosa Lindqvist")).to_be_visible()
    page.goto(f"{address}/device/")
    expect(page.get_by_role("status").first).to_have_text("This device is ready.")
    is_accessible(page)


def test_a_device_that_refuses_is_asked_again_and_nothing_is_lost(invite, new_device):
    link = invite("Omar Tarbuckle", "omar@example.org")
    page = new_device()
    page.add_init_script(
        "const real = navigator.credentials.create.bind(navigator.credentials); let times = 0;"
        "navigator.credentials.create = (wanted) => times++ ? real(wanted)"
        " : Promise.reject(new DOMException('', 'NotAllowedError'));"
    )
    page.goto(link)
    page.get_by_role("button", name="With this device").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Your device did not say that it is you. Try again, or choose another way."
    )
    page.get_by_role("button", name="With this device").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def test_invited_one_comes_in_with_a_password_and_an_app(invite, browser):
    link = invite("Ines Amory", "ines@example.org")
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_label("Password", exact=True).fill("three unlike words")
    page.get_by_role("button", name="With this password").click()
    page.get_by_role("heading", name="Set up your second factor").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="Use an app").click()
    is_accessible(page)
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code from the app").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Add the app").click()
    page.get_by_role("link", name="I have kept them: go on").click()
    expect(page.get_by_role("heading", name="Hello, Ines Amory")).to_be_visible()
    context.close()


def test_whose_session_ended_comes_back_beside_the_page_with_the_second_factor_too(browser, address, world):
    context = browser.new_context()
    page = context.new_page()
    by_password(page, address, "reviewer")
    page.get_by_role("link", name="Use an app").click()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code from the app").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Add the app").click()
    # A code of the app counts once in half a minute; these count at any time.
    recovery_code = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them: go on").click()
    page.goto(f"{address}/reviews/{world.ids['lines']}/sections/{world.ids['line']}/")
    page.get_by_role("button", name="Add a strength").click()
    typed = page.get_by_label("Strength", exact=True)
    typed.fill("Before.")
    expect(page.locator("#save-line")).to_contain_text("Saved")
    context.clear_cookies()
    typed.press("End")
    page.keyboard.type(" After.")
    expect(page.locator("#save-line")).to_have_text("Kept on this device (1) Sign in")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill("reviewer@example.org")
    beside.get_by_label("Password", exact=True).fill(PASSWORD)
    beside.get_by_role("button", name="Sign in", exact=True).click()
    beside.get_by_role("heading", name="One more step").wait_for()
    # Half of the way in is not in.
    page.wait_for_timeout(4000)
    expect(page.locator("#save-line")).to_have_text("Kept on this device (1) Sign in")
    beside.get_by_label("Code").fill(recovery_code)
    beside.get_by_role("button", name="Go on").click()
    beside.get_by_role("button", name="No, ask me each time").click()
    beside.get_by_role("heading", name="You are signed in again").wait_for()
    expect(page.locator("#save-line")).to_contain_text("Saved")
    expect(typed).to_have_value("Before. After.")
    context.close()


def test_a_used_link_and_one_too_old_say_what_to_do(invite, browser, world):
    used, old = invite("Tess Vale", "tess@example.org"), invite("Noor Skerrow", "noor@example.org")
    with closing(sqlite3.connect(world.folder / "world.sqlite3")) as database:
        database.execute("UPDATE reviews_invitation SET expires_at = '2016-01-01' WHERE email = 'noor@example.org'")
        database.commit()
    context = browser.new_context()
    page = context.new_page()
    page.goto(used)
    page.get_by_label("Password", exact=True).fill("three unlike words")
    page.get_by_role("button", name="With this password").click()
    page.get_by_role("heading", name="Set up your second factor").wait_for()
    context.clear_cookies()
    page.goto(used)
    expect(page.get_by_role("heading", name="You have used this link already")).to_be_visible()
    page.goto(old)
    expect(page.get_by_role("heading", name="This link is too old")).to_be_visible()
    expect(page.get_by_text("Ask the person who invited you to send it again.")).to_be_visible()
    is_accessible(page)
    context.close()


def test_a_lost_second_factor_is_reset_by_staff_and_its_sessions_end(somebody, address, world):
    reviewer, staff = somebody("second_reviewer"), somebody("staff")
    staff.goto(f"{address}/people/?q=second_reviewer")
    staff.get_by_role("link", name="Second Reviewer").click()
    staff.get_by_role("link", name="Let them set it up anew").click()
    is_accessible(staff)
    staff.get_by_label("Reason").fill("I rang the number we knew.")
    staff.get_by_role("button", name="Go on to the second step").click()
    staff.get_by_role("button", name="Reset it now").wait_for()
    is_accessible(staff)
    staff.get_by_label("Type the person’s name").fill("Second Reviewer")
    staff.get_by_role("button", name="Reset it now").click()
    staff.get_by_text("The second factor of Second Reviewer is reset.").wait_for()
    reviewer.get_by_role("link", name="Frameworks").click()
    expect(reviewer.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    by_password(reviewer, address, "second_reviewer")
    expect(reviewer.get_by_role("heading", name="Set up your second factor")).to_be_visible()


def test_who_is_taken_off_the_team_is_out_at_the_next_click(somebody, address, world):
    observer, staff = somebody("observer"), somebody("staff")
    observer.goto(f"{address}/reviews/{world.ids['writing']}/sections/")
    team = f"{address}/reviews/{world.ids['writing']}/team/"
    staff.goto(team)
    staff.get_by_role("row", name="Observer").get_by_role("link", name="Has left").click()
    staff.get_by_role("button", name="Yes, they have left").click()
    staff.get_by_text("Observer has left the team.").wait_for()
    observer.get_by_role("link", name="Overview").click()
    expect(observer.get_by_role("heading", name="We cannot find that page")).to_be_visible()


def test_guesses_are_counted_by_all_processes_together(browser, world):
    with web_server(world) as one, web_server(world) as other:
        context = browser.new_context()
        page = context.new_page()
        for _ in range(5):
            guess(page, one, "not the password")
            page.get_by_text("The e-mail address or the password is not right.").first.wait_for()
        guess(page, other, PASSWORD)
        expect(page.get_by_text("There have been too many attempts to sign in.").first).to_be_visible()
        context.close()


def guess(page, address, password):
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill("outsider@example.org")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
