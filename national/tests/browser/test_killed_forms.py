"""A browser that is killed keeps what was filled in in a form, as it keeps texts; nobody else sees it."""

import pytest
from playwright.sync_api import expect

from national.tests.browser.conftest import sign_in
from national.tests.browser.killing import kill
from national.tests.browser.test_killed_browser import NAME, NO_MIRROR, NO_ROOM, SILENT_MIRROR
from national.tests.browser.test_saving import line
from national.tests.browser.test_saving_elsewhere import FORMS, fill_in_a_session, leave, nothing_is_kept

pytestmark = pytest.mark.browser

KIND = "golden-thread-form"
KEPT = f"""async () => (await import("/static/src/saving/mirror.js")).all("{KIND}")"""
FILLED_IN = "This is what you had filled in here. It has not been sent yet."
# As a browser leaves it that was killed before it wrote to the disk, or after: a copy, and whose it is if not theirs.
MIRROR = f"""async ([copy, somebody]) => {{
    const person = somebody || document.querySelector('meta[name="person"]').content;
    const key = ["{KIND}", person, copy.tab, copy.place].join(" ");
    await (await import("/static/src/saving/mirror.js")).put(key, copy);
}}"""
LEAVE = """([kind, copy, value]) => {
    const person = document.querySelector('meta[name="person"]').content;
    localStorage.setItem([kind, person, copy.tab, copy.place].join(" "), JSON.stringify(value));
}"""
SHAPE = """() => [...document.querySelector("form[data-keeps]").elements]
    .filter((each) => each.type === "hidden" && /(-id|-offered|_FORMS)$/.test(each.name))
    .map((each) => `${each.name}=${each.value}`).join(" ")"""
PLACE = """() => {
    const form = document.querySelector("form[data-keeps]");
    return form.dataset.keeps || new URL(form.action).pathname;
}"""


@pytest.fixture
def page(page_of, address, world):
    """The form of a new session, before whoever plans the visit."""
    page = page_of("coordinator")
    page.goto(f"{address}/reviews/{world.ids['visited']}/sessions/new/")
    return page


def left_copy(page, purpose, order):
    """What a closed tab might have kept of the form of a session that is on the page."""
    place, shape = page.evaluate(PLACE), page.evaluate(SHAPE)
    return {"tab": "closed", "place": place, "shape": shape, "values": [["place", purpose]], "order": order}


def go_elsewhere(page):
    """Where no form takes up what is left in the browser while a test leaves it there."""
    page.goto(page.url.split("/sessions/")[0] + "/papers/")


def place(page):
    return page.get_by_label("Place")


def mirrors(page, count):
    """The copies of the mirror, once there are so many of them."""
    for _ in range(100):
        if len(copies := page.evaluate(KEPT)) == count:
            return copies
        page.wait_for_timeout(50)
    raise AssertionError(f"The mirror has {copies}.")


def test_what_was_filled_in_before_the_whole_browser_was_killed_comes_back(start_browser, address, world):
    form = f"{address}/reviews/{world.ids['visited']}/sessions/new/"
    page, pids = start_browser("coordinator")
    page.goto(form)
    # At one stroke: local storage must not have the time that it takes on a slow machine to fill in field by field.
    place(page).click()
    page.keyboard.insert_text("The youth club")
    page.wait_for_timeout(700)
    kill(pids)

    page, _ = start_browser("coordinator")
    page.goto(form)

    expect(page.locator(".restored")).to_contain_text(FILLED_IN)
    expect(place(page)).to_have_value("The youth club")
    page.get_by_role("button", name="Throw it away").click()
    nothing_is_kept(page)
    mirrors(page, 0)


def test_of_two_copies_of_a_form_the_newer_counts(page):
    form = page.url
    older, newer = left_copy(page, "The hall", order=7), left_copy(page, "The hall, upstairs", order=8)
    go_elsewhere(page)
    page.evaluate(LEAVE, [KIND, older, older])
    page.evaluate(MIRROR, [newer, ""])
    page.goto(form)
    expect(place(page)).to_have_value("The hall, upstairs")
    expect(page.locator(".kept-text")).to_have_count(0)


def test_a_form_that_was_sent_does_not_come_back_from_the_mirror(page):
    fill_in_a_session(page, "Sent")
    page.get_by_label("Month").first.fill("10")
    page.get_by_label("Year").first.fill("2016")
    assert len(mirrors(page, 1)) == 1
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_text("“Sent” is saved.")).to_be_visible()
    nothing_is_kept(page)
    mirrors(page, 0)


def test_a_form_that_was_thrown_away_does_not_come_back_from_the_mirror(page):
    form, dropped = page.url, left_copy(page, "What was thrown away", order=7)
    go_elsewhere(page)
    page.evaluate(LEAVE, ["golden-thread-gone-form", dropped, 7])
    page.evaluate(MIRROR, [dropped, ""])
    page.goto(form)
    mirrors(page, 0)
    expect(place(page)).to_have_value("")
    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('golden-thread-gone'))")


def test_the_form_of_a_living_tab_is_left_to_it(page):
    copy = left_copy(page, "Theirs", order=7) | {"tab": page.wait_for_function(NAME).json_value()}
    page.evaluate(MIRROR, [copy, ""])
    beside = page.context.new_page()
    beside.goto(page.url)
    beside.get_by_label("What it is for").fill("Mine.")
    expect(line(beside)).to_have_text("Not sent yet. It is kept on this device.")
    expect(place(beside)).to_have_value("")
    assert copy in mirrors(beside, 2)


def test_the_form_of_somebody_else_is_neither_shown_nor_taken_away(page_of, address, world):
    # Whoever signs out ends the session that all others here share.
    page = page_of()
    sign_in(page, address, "coordinator")
    page.goto(f"{address}/reviews/{world.ids['visited']}/sessions/new/")
    theirs = left_copy(page, "For nobody else", order=7)
    page.evaluate(MIRROR, [theirs, "999"])
    page.reload()
    place(page).fill("Mine")
    expect(line(page)).to_have_text("Not sent yet. It is kept on this device.")
    assert len(mirrors(page, 2)) == 2
    leave(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.evaluate(KEPT) == [theirs]


def test_a_form_that_finds_no_room_but_in_the_mirror_is_kept(page):
    page.context.add_init_script(NO_ROOM)
    page.reload()
    place(page).fill("Kept beside")
    expect(line(page)).to_have_text("Not sent yet. It is kept on this device.")
    assert page.evaluate(FORMS) == 0
    leave(page)
    page.reload()
    expect(place(page)).to_have_value("Kept beside")


def test_a_form_that_finds_no_room_anywhere_is_not_said_to_be_kept(page):
    page.context.add_init_script(NO_ROOM + NO_MIRROR)
    page.reload()
    place(page).fill("Nowhere")
    expect(line(page)).to_have_text("Not sent yet. There is no room on this device to keep it.")


@pytest.mark.parametrize("fault", [NO_MIRROR, SILENT_MIRROR], ids=["none", "silent"])
def test_without_a_mirror_forms_are_kept_in_local_storage(page, fault):
    page.context.add_init_script(fault)
    page.reload()
    place(page).fill("Without")
    expect(line(page)).to_have_text("Not sent yet. It is kept on this device.")
    leave(page)
    page.reload()
    expect(place(page)).to_have_value("Without")


def test_signing_out_forgets_the_mirror_of_forms_too(page_of, address):
    page = page_of()
    sign_in(page, address, "coordinator")
    page.goto(f"{address}/frameworks/")
    copy = {"tab": "closed", "place": "/nowhere/", "shape": "", "values": [["place", "Mine"]], "order": 7}
    page.evaluate(MIRROR, [copy, ""])
    assert page.evaluate(KEPT) == [copy]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.evaluate(KEPT) == []
