"""What was typed survives a bad moment: each of these once lost words, or said something that was not so."""

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD
from national.tests.browser.test_saving import COPIES, KEEP_SOMETHING, change, field, line, read, saved, start

pytestmark = pytest.mark.browser

SAVES, CHANGES, ADDS = "**/save/", "**/change/", "**/add/finding/"

FORGET_IT = """() => {
    for (const key of Object.keys(localStorage)) if (key.includes("/nowhere/")) localStorage.removeItem(key);
}"""


FAIL = """async (status) => (await import("/static/src/failures.js")).sayFailed(status)"""


def hold(page, pattern, method):
    """Hold back requests; returns them, to be let go one by one."""
    held = []
    page.route(pattern, lambda route: held.append(route) if route.request.method == method else route.continue_())
    return held


def type_on(page, text, label="Finding"):
    field(page, label).press("Control+End")
    page.keyboard.type(text)


def wait_for(page, held, count=1):
    for _ in range(200):
        if len(held) >= count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(held)} requests were sent, not {count}")


def test_who_types_on_while_the_form_is_being_stored_keeps_it(open_section):
    page = open_section("reviewer", "leadership")
    start(page, "First words.")
    saved(page)
    held = hold(page, ADDS, "POST")
    page.get_by_role("button", name="Save", exact=True).click()
    wait_for(page, held)
    type_on(page, " And last words.")
    for route in held:
        route.continue_()
    saved(page)
    expect(field(page)).to_have_value("First words. And last words.")
    read(open_section("second_reviewer", "leadership"), "First words. And last words.")


def test_who_types_on_while_the_form_is_being_closed_keeps_it(open_section):
    page = open_section("reviewer", "leadership")
    start(page, "To be closed.")
    saved(page)
    page.goto(page.url)
    change(page, "To be closed.")
    held = hold(page, "**/passages/*/", "GET")
    page.get_by_role("link", name="Close").click()
    wait_for(page, held)
    type_on(page, " Or not.")
    for route in held:
        route.continue_()
    saved(page)
    expect(field(page)).to_have_value("To be closed. Or not.")


def test_a_form_opened_again_before_its_text_got_through_has_that_text(open_section):
    page = open_section("reviewer", "relationships")
    start(page, "Before.")
    saved(page)
    page.goto(page.url)
    change(page, "Before.")
    page.route(SAVES, lambda route: route.abort())
    page.expected.append("ERR_FAILED")
    type_on(page, " On the train.")
    page.get_by_role("link", name="Close").click()
    expect(page.locator("form[data-typed]")).to_have_count(0)
    change(page, "Before.")
    expect(field(page)).to_have_value("Before. On the train.")
    page.unroute(SAVES)
    saved(page)
    read(open_section("second_reviewer", "relationships"), "Before. On the train.")


def test_typing_early_after_a_reload_does_not_take_the_place_of_what_was_kept(open_section, address, world):
    page = open_section("reviewer", "service-model")
    page.goto(f"{address}/reviews/{world.ids['writing']}/visit/notes/new/")
    field(page, "Note").press_sequentially("A note.")
    saved(page)
    note = page.evaluate("document.querySelector('[data-save-to]').dataset.saveTo").replace("save/", "")
    page.goto(address + note)
    page.route(SAVES, lambda route: route.abort())
    page.expected += ["ERR_FAILED", "409"]
    type_on(page, " Kept on this device.", "Note")
    expect(line(page)).to_have_text("Kept on this device (1)")
    page.on("dialog", lambda dialog: dialog.accept())
    held = hold(page, "**/saving*.js", "GET")
    page.reload(wait_until="commit")
    type_on(page, " Typed early.", "Note")
    page.unroute(SAVES)
    for route in held:
        route.continue_()
    expect(line(page)).to_contain_text("Someone else changed this (both kept)")
    expect(field(page, "Note")).to_have_value("A note. Typed early.")
    page.wait_for_function(f"({COPIES})() === 0")
    page.get_by_role("link", name="See both").click()
    expect(page.locator("main")).to_contain_text("Kept on this device")


def test_what_was_kept_is_sent_although_its_form_could_not_be_opened_again(open_section):
    page = open_section("reviewer", "leadership")
    start(page, "By daylight.")
    saved(page)
    page.goto(page.url)
    change(page, "By daylight.")
    page.route(SAVES, lambda route: route.abort())
    page.expected += ["ERR_FAILED", "htmx"]
    type_on(page, " In a tunnel.")
    expect(line(page)).to_have_text("Kept on this device (1)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(CHANGES, lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: "/change/" in request.url):
        page.reload()
    page.unroute(SAVES)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(line(page)).to_have_text("Saved what was kept on this device")
    read(open_section("second_reviewer", "leadership"), "By daylight. In a tunnel.")


def test_a_passage_removed_by_somebody_else_is_said_to_be_removed_until_the_end(open_section):
    page = open_section("reviewer", "skilled-providers")
    page.expected.append("410")
    start(page, "Soon gone.")
    saved(page)
    other = open_section("second_reviewer", "skilled-providers")
    gone = other.locator("article.passage").filter(has_text="Soon gone.")
    gone.get_by_role("button", name="Remove").click()
    expect(other.locator(".passage--removed")).to_be_visible()
    type_on(page, " Too late.")
    removed = "What you wrote is kept among its earlier versions."
    expect(line(page)).to_contain_text(removed)
    field(page).blur()
    with page.expect_response(SAVES):
        start(page, "Something else.", "recommendation")
    page.wait_for_timeout(500)
    expect(line(page)).to_contain_text(removed)


def test_after_signing_in_again_in_place_the_form_can_be_sent(open_section):
    page = open_section("reviewer", "evidence-base")
    page.expected += ["401", "403"]
    start(page, "Before.")
    saved(page)
    page.context.clear_cookies()
    type_on(page, " After.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill("reviewer@example.org")
    beside.get_by_label("Password", exact=True).fill(PASSWORD)
    beside.get_by_role("button", name="Sign in", exact=True).click()
    beside.get_by_role("heading", name="You are signed in again").wait_for()
    beside.close()
    saved(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("article.passage").filter(has_text="Before. After.")).to_be_visible()
    expect(page.locator("form[data-typed]")).to_have_count(0)


def test_what_else_failed_does_not_lie_over_the_way_to_sign_in_again(open_section):
    page = open_section("reviewer", "evidence-base")
    page.set_viewport_size({"width": 390, "height": 600})
    page.expected += ["401", "403"]
    start(page, "Here.")
    saved(page)
    page.evaluate(FAIL, 404)
    page.context.clear_cookies()
    type_on(page, " And gone.")
    link = page.get_by_role("link", name="Sign in again")
    link.wait_for()
    for status in (0, 401, 403, 409, 413, 500):
        page.evaluate(FAIL, status)
        # Nothing lies over what can be pressed.
        link.click(trial=True)
    page.get_by_role("button", name="Close", exact=True).first.click()
    expect(page.locator(".failure")).to_have_count(6)


def test_a_wrong_clock_on_the_device_changes_nothing(open_section):
    page = open_section("reviewer", "other-actions")
    page.clock.set_fixed_time("2031-05-04T03:02:00")
    start(page, "Typed in the future.")
    saved(page)
    page.clock.set_fixed_time("2009-05-04T03:02:00")
    type_on(page, " And long ago.")
    with page.expect_response(SAVES):
        pass
    saved(page)
    expect(line(page)).not_to_contain_text("03:02")
    read(open_section("second_reviewer", "other-actions"), "Typed in the future. And long ago.")


def test_what_another_tab_has_sent_is_no_longer_said_to_be_kept_here(open_section):
    page = open_section("reviewer", "summary")
    page.evaluate(KEEP_SOMETHING)
    page.expected.append("ERR_FAILED")
    page.route("**/nowhere/", lambda route: route.abort())
    page.reload()
    expect(line(page)).to_have_text("Kept on this device (1)")
    page.evaluate(FORGET_IT)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(line(page)).to_have_text("")
