"""Texts save themselves: what is typed reaches the server or stays in front of its writer, and the line says so."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from conftest import PASSWORD
from national.tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

VECTORS = Path(settings.BASE_DIR) / "reviews" / "tests" / "text_vectors.json"
CHECK_VECTORS = """async (vectors) => {
    const { UnusableText, hashOf, normalise } = await import("/static/src/text.js");
    const wrong = [];
    for (const vector of vectors) {
        const text = vector.text.repeat(vector.times || 1);
        let found;
        try {
            const normalised = normalise(text);
            if ("normalised" in vector && normalised !== vector.normalised) wrong.push(`${vector.name}: normalised`);
            found = await hashOf(normalised);
        } catch (error) {
            if (!(error instanceof UnusableText)) throw error;
            found = undefined;
        }
        if (found !== vector.sha256) wrong.push(vector.name);
    }
    return wrong;
}"""
COPIES = "() => Object.keys(localStorage).filter(key => key.startsWith('golden-thread-text')).length"

KEEP_SOMETHING = """() => {
    const person = document.querySelector('meta[name="person"]').content;
    const copy = { tab: "x", address: "/nowhere/", field: "text", text: "Mine.", base: "" };
    localStorage.setItem(`golden-thread-text ${person} x /nowhere/ text`, JSON.stringify(copy));
}"""


def line(page):
    return page.locator("#save-line")


def field(page, label="Finding"):
    return page.get_by_label(label, exact=True)


def start(page, text="", kind="finding"):
    """Open a form for something new and type in it, key by key."""
    page.get_by_role("button", name=f"Add a {kind}").click()
    field(page, kind.capitalize()).press_sequentially(text)


def saved(page):
    expect(line(page)).to_contain_text("Saved")
    expect(line(page)).not_to_contain_text("…")


def change(page, text):
    page.locator("article.passage").filter(has_text=text).get_by_role("link", name="Change").click()
    field(page).wait_for()


def read(page, text):
    """Whether somebody who opens the section now reads the text there."""
    page.goto(page.url)
    expect(page.locator("article.passage").filter(has_text=text)).to_be_visible()


def lose_answers(page, times):
    """The server gets what is sent, but its answer is lost on the way."""
    left = [times]

    def handle(route):
        if left[0] == 0:
            route.continue_()
            return
        left[0] -= 1
        route.fetch()
        route.abort()

    page.route("**/save/", handle)
    page.expected.append("ERR_FAILED")


def test_the_browser_normalises_and_hashes_as_the_server_does(open_section):
    page = open_section("reviewer", "vision-and-values")
    page.expected.append("404")
    assert page.evaluate(CHECK_VECTORS, json.loads(VECTORS.read_text())) == []


def test_a_new_text_is_saved_after_a_pause_and_is_there_for_others(open_section):
    page = open_section("reviewer", "leadership")
    start(page, "They meet every month.")
    saved(page)
    assert page.evaluate(COPIES) == 0
    read(open_section("second_reviewer", "leadership"), "They meet every month.")
    with page.expect_response("**/save/"):
        field(page).press_sequentially(" And they listen.")
        field(page).blur()
    saved(page)
    page.get_by_role("link", name="Close").click()
    expect(page.locator("article.passage").filter(has_text="And they listen.")).to_be_visible()


def test_what_was_typed_before_our_scripts_were_there_is_saved_too(open_section, address, world):
    page = open_section("reviewer", "leadership")
    held = []
    page.route("**/saving*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    start(page, "Typed early.")
    expect(line(page)).to_have_text("")
    for route in held:
        route.continue_()
    saved(page)
    read(open_section("second_reviewer", "leadership"), "Typed early.")


def test_what_saved_itself_and_is_then_sent_with_its_form_is_one_passage(open_section):
    page = open_section("reviewer", "relationships")
    start(page, "They write to every school.")
    saved(page)
    field(page).press_sequentially(" Twice a year.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("form[data-typed]")).to_have_count(0)
    expect(page.locator("article.passage")).to_have_count(1)
    expect(page.locator("article.passage")).to_contain_text("They write to every school. Twice a year.")


def test_without_a_connection_it_is_kept_here_and_sent_later(open_section):
    page = open_section("reviewer", "service-model")
    start(page)
    page.context.set_offline(True)
    page.expected.append("ERR_INTERNET_DISCONNECTED")
    field(page).press_sequentially("Typed in a car park.")
    expect(line(page)).to_have_text("Kept on this device (1)")
    page.context.set_offline(False)
    saved(page)
    read(open_section("second_reviewer", "service-model"), "Typed in a car park.")


def test_a_reload_without_a_connection_brings_the_text_back_into_its_form(open_section):
    page = open_section("reviewer", "skilled-providers")
    page.route("**/save/", lambda route: route.abort())
    page.expected.append("ERR_FAILED")
    # Longer than what a browser sends for a page that goes.
    text = "Only on this device. " * 4000
    start(page)
    field(page).fill(text)
    expect(line(page)).to_have_text("Kept on this device (1)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(field(page)).to_have_value(text)
    expect(page.locator(".restored")).to_have_text("This is what you had typed here. It had not been saved yet.")
    page.unroute("**/save/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    read(open_section("second_reviewer", "skilled-providers"), "Only on this device. Only on")


def test_a_page_that_goes_still_sends_what_was_typed(open_section):
    page = open_section("reviewer", "skilled-providers")
    start(page, "The last words.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    read(open_section("second_reviewer", "skilled-providers"), "The last words.")


def test_an_answer_that_got_lost_makes_no_conflict_and_no_second_passage(open_section):
    page = open_section("reviewer", "evidence-base")
    lose_answers(page, times=2)
    start(page, "Stored at once.")
    field(page).blur()
    field(page).press_sequentially(" And more.")
    saved(page)
    page.goto(page.url)
    expect(page.locator("article.passage")).to_have_count(1)
    expect(page.locator("article.passage")).to_contain_text("Stored at once. And more.")


def test_two_tabs_of_one_person_are_two_writers(open_section):
    first = open_section("reviewer", "other-actions")
    start(first, "Both start here.")
    saved(first)
    second = first.context.new_page()
    second.goto(first.url)
    change(second, "Both start here.")
    field(second).press_sequentially(" Second tab.")
    saved(second)
    field(first).press_sequentially(" First tab.")
    first.expected.append("409")
    expect(line(first)).to_contain_text("Someone else changed this (both kept)")
    assert field(first).input_value() == "Both start here. First tab."
    line(first).get_by_role("link", name="See both").click()
    theirs, mine = first.locator(".side-by-side section .compared").all()
    expect(theirs).to_contain_text("Second tab.")
    expect(mine).to_contain_text("First tab.")


def test_the_sentence_of_a_section_saves_itself_and_two_who_write_it_see_both(open_section):
    first, second = open_section("reviewer", "leadership"), open_section("second_reviewer", "leadership")
    for page in (first, second):
        page.get_by_role("link", name="Write the sentence").click()
        field(page, "In a sentence").wait_for()
    field(first, "In a sentence").press_sequentially("They listen.")
    saved(first)
    second.expected.append("409")
    field(second, "In a sentence").press_sequentially("They decide.")
    expect(line(second)).to_contain_text("Someone else changed this (both kept)")
    line(second).get_by_role("link", name="See both").click()
    second.get_by_label("Put my text in its place").check()
    second.get_by_role("button", name="Settle it").click()
    expect(second.get_by_text("Settled. The other text is kept")).to_be_visible()
    first.reload()
    expect(field(first, "In a sentence")).to_have_value("They decide.")
    first.get_by_role("link", name="Back to the section").click()
    first.get_by_role("link", name="History of the sentence").click()
    expect(first.locator("article.version")).to_have_count(4)


def test_who_would_lead_a_recommendation_saves_itself_also_before_it_has_a_text(open_section):
    first = open_section("reviewer", "other-actions")
    first.get_by_role("button", name="Add a recommendation").click()
    # The form takes the focus once it is there; keys typed before that would go on in its text.
    expect(first.locator("form[data-typed] textarea[name=text]")).to_be_focused()
    first.get_by_label("Who would lead it").press_sequentially("Head of SEND")
    saved(first)
    first.reload()
    second = open_section("second_reviewer", "other-actions")
    for page in (first, second):
        page.locator("article.passage").filter(has_text="Head of SEND").get_by_role("link", name="Change").click()
        expect(page.get_by_label("Who would lead it")).to_have_value("Head of SEND")
    first.get_by_label("By when").press_sequentially("By May")
    first.get_by_label("Who would lead it").fill("Head of health")
    saved(first)
    second.expected.append("409")
    second.get_by_label("Who would lead it").fill("The parents’ forum")
    expect(line(second)).to_contain_text("Someone else changed this (both kept)")
    line(second).get_by_role("link", name="See both").click()
    expect(second.locator(".side-by-side .compared")).to_contain_text(["health", "forum"])
    second.get_by_label("Put my text in its place").check()
    second.get_by_role("button", name="Settle it").click()
    expect(second.locator("article.passage").filter(has_text="The parents’ forum")).to_contain_text("By May")


def test_good_practice_begins_with_its_first_words_and_is_there_once(open_section):
    page = open_section("reviewer", "summary")
    page.get_by_role("button", name="Add good practice").click()
    page.get_by_label("What they do").press_sequentially("Young people mend bikes.")
    saved(page)
    read_by = open_section("second_reviewer", "summary")
    expect(read_by.locator("#good-practice article")).to_contain_text(["Good practice without a title"])
    page.get_by_label("What it is called").press_sequentially("The bike workshop")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("“The bike workshop” is saved.")).to_be_visible()
    expect(page.locator("#good-practice article").filter(has_text="Young people mend bikes.")).to_have_count(1)
    expect(page.locator("#good-practice")).not_to_contain_text("without a title")


def test_what_cannot_be_stored_is_said_with_its_place_and_stays(open_section):
    page = open_section("reviewer", "background")
    page.expected.append("400")
    start(page, "One.\n", "paragraph")
    page.keyboard.insert_text("𓀀")
    expect(line(page)).to_contain_text("Cannot be saved: copy your text. Line 2: “𓀀”")
    page.keyboard.press("Backspace")
    saved(page)


def test_a_session_that_ended_is_taken_up_again_in_place(open_section, address):
    page = open_section("reviewer", "summary")
    page.expected += ["401", "403"]
    start(page, "Before.", "paragraph")
    saved(page)
    page.context.clear_cookies()
    field(page, "Paragraph").press_sequentially(" After.")
    expect(line(page)).to_have_text("Kept on this device (1) Sign in")
    link = page.get_by_role("link", name="Sign in again")
    expect(field(page, "Paragraph")).to_be_focused()
    with page.context.expect_page() as opened:
        link.click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill("reviewer@example.org")
    beside.get_by_label("Password", exact=True).fill(PASSWORD)
    beside.get_by_role("button", name="Sign in", exact=True).click()
    beside.get_by_role("heading", name="You are signed in again").wait_for()
    beside.close()
    saved(page)
    expect(link).to_have_count(0)
    expect(field(page, "Paragraph")).to_have_value("Before. After.")


def test_leaving_with_unsaved_text_asks(open_section):
    page = open_section("reviewer", "closing")
    page.route("**/save/", lambda route: route.abort())
    page.expected.append("ERR_FAILED")
    start(page, "Not yet.", "paragraph")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_signing_out_forgets_what_was_kept(page_of, open_section, address):
    page = page_of()
    sign_in(page, address, "reviewer")
    page.goto(f"{address}/frameworks/")
    page.evaluate(KEEP_SOMETHING)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert page.evaluate(COPIES) == 0


def test_what_somebody_else_left_in_this_browser_is_neither_shown_nor_sent(open_section, address):
    """Their session ended and they did not sign out: it waits for them alone."""
    page = open_section("reviewer", "closing")
    section = page.url
    page.expected.append("ERR_FAILED")
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/save/", lambda route: route.abort())
    start(page, "For nobody else.", "paragraph")
    expect(line(page)).to_have_text("Kept on this device (1)")
    page.context.clear_cookies()
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    sign_in(page, address, "second_reviewer")
    page.unroute("**/save/")
    page.goto(section)
    start(page, "Mine.", "paragraph")
    saved(page)
    assert [text for text in (*sent, page.content()) if "For nobody else." in text] == []
    assert page.evaluate(COPIES) == 1
    page.context.clear_cookies()
    sign_in(page, address, "reviewer")
    page.goto(section)
    page.wait_for_function(f"() => ({COPIES})() === 0")
