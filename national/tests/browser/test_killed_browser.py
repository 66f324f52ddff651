"""A browser that is killed keeps what was typed: local storage and its mirror together, and neither says too much."""

import hashlib

import pytest
from playwright.sync_api import expect

from national.tests.browser.conftest import sign_in
from national.tests.browser.killing import kill
from national.tests.browser.test_saving import COPIES, change, field, line, read, saved, start

pytestmark = pytest.mark.browser

SAVES = "**/save/"
KEPT = """async () => (await import("/static/src/saving/mirror.js")).all("golden-thread-text")"""
MIRROR = """async (copy) => {
    const person = document.querySelector('meta[name="person"]').content;
    const key = ["golden-thread-text", person, copy.tab, copy.address, copy.field].join(" ");
    await (await import("/static/src/saving/mirror.js")).put(key, copy);
}"""
# As a browser leaves it that was killed before it wrote to the disk, or after: [kind, copy or its order].
LEAVE = """([kind, copy, value]) => {
    const person = document.querySelector('meta[name="person"]').content;
    localStorage.setItem([kind, person, copy.tab, copy.address, copy.field].join(" "), JSON.stringify(value));
}"""
NAME = """async () => {
    const name = sessionStorage.getItem("tab");
    const { held } = await navigator.locks.query();
    return held.some((lock) => lock.name === `tab-${name}`) && name;
}"""
NO_ROOM = """Storage.prototype.setItem = function (key) {
    if (this === localStorage && key.startsWith("golden-thread")) throw new DOMException("Full", "QuotaExceededError");
    this[key] = arguments[1];
};"""
NO_MIRROR = """IDBFactory.prototype.open = () => { throw new DOMException("No", "UnknownError"); };"""
SILENT_MIRROR = "IDBFactory.prototype.open = () => ({});"
HOLD = """(name) => new Promise((held) => {
    navigator.locks.request(`tab-${name}`, () => new Promise((release) => {
        window.release = release;
        held();
    }));
})"""
PATIENT = 40_000
# To look again, to be sure that a tab is closed, and to look once more, on a slow machine.
MORE_PATIENT = 90_000


def left_copy(page, text, order):
    """What a closed tab might have kept of the passage that is open on the page."""
    save_to, base = page.evaluate(
        """() => {
            const field = document.querySelector("textarea[data-save-to]");
            return [field.dataset.saveTo, field.form.elements[field.dataset.basedOn].value];
        }"""
    )
    return {"tab": "closed", "address": save_to, "field": "text", "text": text, "base": base, "order": order}


def is_sent(page):
    expect(line(page)).to_have_text("Saved what was kept on this device", timeout=PATIENT)
    assert page.evaluate(COPIES) == 0
    mirrors(page, 0)


def mirrors(page, count):
    """The copies of the mirror, once there are so many of them."""
    for _ in range(100):
        if len(copies := page.evaluate(KEPT)) == count:
            return copies
        page.wait_for_timeout(50)
    raise AssertionError(f"The mirror has {copies}.")


def test_what_was_typed_before_the_whole_browser_was_killed_is_there_again(start_browser, address, world, open_section):
    section = f"{address}/reviews/{world.ids['writing']}/sections/leadership/"
    page, pids = start_browser()
    page.goto(section)
    page.route(SAVES, lambda route: route.abort())
    start(page)
    # At one stroke: local storage must not have the time that it takes on a slow machine to type key by key.
    page.keyboard.insert_text("Typed just before the end.")
    page.wait_for_timeout(700)
    kill(pids)

    page, _ = start_browser()
    page.goto(section)

    is_sent(page)
    read(open_section("second_reviewer", "leadership"), "Typed just before the end.")


def test_what_only_the_mirror_has_comes_back_into_its_field(open_section):
    page = open_section("reviewer", "relationships")
    start(page, "As it was.")
    saved(page)
    page.goto(page.url)
    change(page, "As it was.")
    page.evaluate(MIRROR, left_copy(page, "As it was. And lost.", order=7))
    page.reload()
    change(page, "As it was.")
    expect(field(page)).to_have_value("As it was. And lost.")
    saved(page)
    read(open_section("second_reviewer", "relationships"), "As it was. And lost.")


def test_of_two_copies_the_newer_counts(open_section):
    page = open_section("reviewer", "evidence-base")
    start(page, "A start.")
    saved(page)
    older, newer = left_copy(page, "A start. Half.", order=7), left_copy(page, "A start. Half and whole.", order=8)
    page.evaluate(LEAVE, ["golden-thread-text", older, older])
    page.evaluate(MIRROR, newer)
    page.goto(page.url)
    is_sent(page)
    read(open_section("second_reviewer", "evidence-base"), "A start. Half and whole.")


def test_what_was_dropped_does_not_come_back_from_the_mirror(open_section):
    page = open_section("reviewer", "service-model")
    start(page, "What stays.")
    saved(page)
    dropped = left_copy(page, "What was thrown away.", order=7)
    page.evaluate(LEAVE, ["golden-thread-gone", dropped, 7])
    page.evaluate(MIRROR, dropped)
    page.goto(page.url)
    mirrors(page, 0)
    assert page.evaluate(COPIES) == 0
    page.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('golden-thread-gone'))")


def test_what_a_living_tab_is_at_work_on_is_left_to_it(open_section):
    page = open_section("reviewer", "service-model")
    # On a slow machine the tab may find its former name taken, and give itself another.
    name = page.wait_for_function(NAME).json_value()
    copy = {"tab": name, "address": "/nowhere/", "field": "text", "text": "Theirs.", "base": "", "order": 7}
    page.evaluate(MIRROR, copy)
    beside = page.context.new_page()
    beside.goto(page.url)
    start(beside, "Our scripts are there.")
    saved(beside)
    mirrors(beside, 1)
    assert beside.evaluate(COPIES) == 0


def test_what_a_crashed_tab_left_is_sent_although_its_name_was_held_for_a_moment_more(open_section, address):
    page = open_section("reviewer", "leadership")
    start(page, "As it was.")
    saved(page)
    own = left_copy(page, "As it was. And mine.", order=7)
    own["tab"] = page.wait_for_function(NAME).json_value()
    theirs = own | {"tab": "crashed", "field": "title", "text": "A title", "base": hashlib.sha256(b"").hexdigest()}
    # A page without scripts of ours.
    beside = page.context.new_page()
    beside.goto(f"{address}/static/src/thread.svg")
    beside.evaluate(HOLD, "crashed")
    for copy in (own, theirs):
        page.evaluate(LEAVE, ["golden-thread-text", copy, copy])
    page.goto(page.url)
    # It has looked for what is left; the crashed tab seemed to be at work.
    expect(line(page)).to_have_text("Saved what was kept on this device")
    assert page.evaluate(COPIES) == 1

    beside.evaluate("release()")

    page.wait_for_function(f"() => ({COPIES})() === 0", timeout=MORE_PATIENT)
    page.goto(page.url)
    expect(page.locator("article.passage").filter(has_text="And mine.")).to_contain_text("A title")


def test_a_copy_that_comes_back_after_it_was_stored_does_no_harm(open_section):
    page = open_section("reviewer", "other-actions")
    held = []
    page.route(SAVES, lambda route: held.append(route))
    start(page, "Stored.")
    [stored] = mirrors(page, 1)
    page.unroute(SAVES)
    for route in held:
        route.continue_()
    saved(page)
    field(page).press_sequentially(" And built upon.")
    field(page).blur()
    saved(page)
    mirrors(page, 0)

    page.evaluate(MIRROR, {**stored, "tab": "closed"})
    page.goto(page.url)

    is_sent(page)
    page.goto(page.url)
    expect(page.locator("article.passage")).to_have_count(1)
    expect(page.locator("article.passage")).to_contain_text("Stored. And built upon.")
    expect(page.locator("main")).not_to_contain_text("Someone else")


def test_what_finds_no_room_but_in_the_mirror_is_kept(open_section):
    page = open_section("reviewer", "skilled-providers")
    page.context.add_init_script(NO_ROOM)
    page.expected.append("ERR_FAILED")
    page.reload()
    page.route(SAVES, lambda route: route.abort())
    start(page, "Kept beside.")
    expect(line(page)).to_have_text("Kept on this device (1)")
    assert page.evaluate(COPIES) == 0
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(field(page)).to_have_value("Kept beside.")


def test_what_finds_no_room_anywhere_is_not_said_to_be_kept(open_section):
    page = open_section("reviewer", "summary")
    page.context.add_init_script(NO_ROOM + NO_MIRROR)
    page.expected.append("ERR_FAILED")
    page.reload()
    page.route(SAVES, lambda route: route.abort())
    start(page, "Nowhere.", "paragraph")
    expect(line(page)).to_have_text("Cannot be saved: copy your text. There is no room on this device.")


@pytest.mark.parametrize("fault", [NO_MIRROR, SILENT_MIRROR], ids=["none", "silent"])
def test_without_a_mirror_texts_are_kept_and_saved(open_section, fault):
    page = open_section("reviewer", "background")
    page.context.add_init_script(fault)
    page.expected.append("ERR_FAILED")
    page.reload()
    page.route(SAVES, lambda route: route.abort())
    start(page, "Without.", "paragraph")
    expect(line(page)).to_have_text("Kept on this device (1)")
    page.unroute(SAVES)
    saved(page)
    assert page.evaluate(COPIES) == 0


def test_signing_out_forgets_the_mirror_too(page_of, address):
    page = page_of()
    sign_in(page, address, "reviewer")
    page.goto(f"{address}/frameworks/")
    copy = {"tab": "closed", "address": "/nowhere/", "field": "text", "text": "Mine.", "base": "", "order": 7}
    page.evaluate(MIRROR, copy)
    assert page.evaluate(KEPT) == [copy]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.evaluate(KEPT) == []
