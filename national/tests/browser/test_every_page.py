"""Every page of the application in Chromium, opened by somebody it is for: accessible, fitting, and quiet."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from national.tests.addresses import addresses
from national.tests.browser.conftest import complaints_of, watched
from national.tests.browser.places import PLACES, Answer
from reports.output import CONTENT_TYPES

pytestmark = pytest.mark.browser

# The test of the main job opens the first, which needs a review at another stage. The tests of getting in open the
# others, which are for somebody who has been invited, has a second factor, or has just confirmed who they are.
OPENED_ELSEWHERE = {
    *("review_issue", "invitation_accept", "invitation_passkey", "second_factor_reset_confirm", "session_end"),
    *("contact_invitation_resend", "contact_invitation_revoke", "member_invitation_resend", "member_invitation_revoke"),
    *("account_reauthenticate", "second_factor_set_up"),
    *("mfa_index", "mfa_authenticate", "mfa_trust", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_login_webauthn"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
}
PAGES = [place for place in PLACES if place.answer == Answer.PAGE]
OTHERS = [place for place in PLACES if place.answer != Answer.PAGE]

# axe says much about what is right, too, which takes as long again.
ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}

PARTS_WIDER_THAN_THE_WINDOW = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > window.innerWidth + 1)
        .map(each => each.outerHTML.slice(0, 120))"""


def test_every_address_has_an_example():
    examples = {(place.name, frozenset(place.ids)) for place in PLACES}
    without = {address.name for address in addresses() if (address.name, frozenset(address.parameters)) not in examples}
    assert without == OPENED_ELSEWHERE


@pytest.mark.parametrize("place", PAGES, ids=str)
def test_page_is_accessible_fits_and_complains_of_nothing(place, address, world, browser_of):
    page = watched(browser_of(place.person).new_page())
    answer = page.goto(address + place.path(world))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert page.locator("h1").count() == 1
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
        if width != 820:
            found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
            assert found.violations_count == 0, found.generate_report()
    assert complaints_of(page) == []
    page.close()


@pytest.mark.parametrize("place", OTHERS, ids=str)
def test_address_that_is_no_page_answers_as_declared(place, address, world, browser_of):
    answer = browser_of(place.person).request.get(address + place.path(world), max_redirects=0)
    kind = answer.headers["content-type"].partition(";")[0]
    expected = {
        Answer.POST: (405, "text/html"),
        Answer.PIECE: (200, "text/html"),
        Answer.FILE: (200, "application/pdf"),
        Answer.SHEET: (200, CONTENT_TYPES["xlsx"]),
        Answer.WORD: (200, CONTENT_TYPES["docx"]),
        Answer.PHOTOGRAPH: (200, "image/jpeg"),
        Answer.DRAWING: (200, "image/svg+xml"),
        Answer.HEALTH: (503, "application/json"),
        Answer.DATA: (200, "application/json"),
        Answer.AWAY: (302, "text/html"),
    }
    assert (answer.status, kind) == expected[place.answer]
    if place.answer == Answer.PIECE:
        assert "<html" not in answer.text()
