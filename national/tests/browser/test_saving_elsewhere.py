"""Texts outside sections save themselves too; what is sent with its form is kept in the browser until it has been."""

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD
from national.tests.browser.test_saving import line, saved

pytestmark = pytest.mark.browser

FORMS = "() => Object.keys(localStorage).filter(key => key.startsWith('golden-thread-form')).length"
LINKS = """async (late) => (await import("/static/src/saving/line.js")).linksToBoth(late)"""


@pytest.fixture
def open_page(page_of, address, world):
    def open_as(person, path):
        page = page_of(person)
        page.goto(f"{address}/reviews/{world.ids['visited']}/{path}")
        return page

    return open_as


def nothing_is_kept(page):
    """Whether the browser soon keeps no form any more."""
    for _ in range(50):
        if page.evaluate(FORMS) == 0:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(FORMS) == 0


def leave(page):
    """Goes away when asked, from now on. Returns the kinds of what asked."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    return asked


def test_the_details_of_a_review_save_themselves_and_two_who_write_them_see_both(open_page):
    first, second = open_page("lead", "details/"), open_page("reviewer", "details/")
    for page in (first, second):
        page.get_by_label("The review in one sentence").wait_for()
    first.get_by_label("The review in one sentence").fill("They listen.")
    saved(first)
    first.reload()
    expect(first.get_by_label("The review in one sentence")).to_have_value("They listen.")
    second.expected.append("409")
    second.get_by_label("The review in one sentence").fill("They decide.")
    expect(line(second)).to_contain_text("Someone else changed this (both kept)")
    second.get_by_label("What the team could not see or do").fill("No night staff.")
    second.get_by_label("What the team could not see or do").blur()
    line(second).get_by_role("link", name="See both").click()
    second.get_by_label("Put my text in its place").check()
    second.get_by_role("button", name="Settle it").click()
    expect(second.get_by_text("Settled. The other text is kept")).to_be_visible()
    first.reload()
    expect(first.get_by_label("The review in one sentence")).to_have_value("They decide.")
    expect(first.get_by_label("What the team could not see or do")).to_have_value("No night staff.")
    first.get_by_role("link", name="Earlier texts").click()
    first.get_by_role("link", name="The review in one sentence").click()
    expect(first.locator("article.version").first).to_contain_text("decide")


def test_a_session_and_its_groups_save_themselves(open_page, world):
    page = open_page("coordinator", f"sessions/{world.ids['session']}/change/")
    page.get_by_label("Place").fill("The family centre")
    page.get_by_label("How you met").first.fill("Focus group")
    saved(page)
    page.get_by_label("How you met").first.blur()
    saved(page)
    other = open_page("lead", f"sessions/{world.ids['session']}/change/")
    expect(other.get_by_label("Place")).to_have_value("The family centre")
    expect(other.get_by_label("How you met").first).to_have_value("Focus group")
    other.expected.append("409")
    page.get_by_label("How you met").first.fill("By phone")
    page.get_by_label("How you met").first.blur()
    saved(page)
    other.get_by_label("How you met").first.fill("At home")
    expect(line(other)).to_contain_text("Someone else changed this (both kept)")
    line(other).get_by_role("link", name="See both").click()
    expect(other.locator(".side-by-side .compared")).to_contain_text(["phone", "home"])


def test_all_that_two_changed_in_a_session_and_its_groups_is_settled_on_one_page(open_page, world):
    first, second = (open_page(name, f"sessions/{world.ids['session']}/change/") for name in ("coordinator", "lead"))
    for page, words in ((first, "Theirs"), (second, "Mine")):
        page.expected.append("409")
        for label in ("What it is for", "How you met"):
            page.get_by_label(label).first.fill(f"{words}: {label}")
            with page.expect_response("**/save/"):
                page.get_by_label(label).first.blur()
    line(second).get_by_role("link", name="See both", exact=True).click()
    expect(second.locator(".side-by-side")).to_have_count(2)
    for choice in second.get_by_label("Put my text in its place").all():
        choice.check()
    second.get_by_role("button", name="Settle it").click()
    expect(second.get_by_text("Settled. The other text is kept")).to_be_visible()
    expect(second.get_by_label("What it is for")).to_have_value("Mine: What it is for")
    expect(second.get_by_label("How you met").first).to_have_value("Mine: How you met")


def test_conflicts_of_one_thing_have_one_link_and_those_of_others_each_their_own(open_page):
    page = open_page("coordinator", "sessions/new/")
    late = [
        "/a/?title-offered=1",
        "/b/?text-offered=2",
        "/a/?place-offered=3",
        "/a/?title-offered=4",
        "/b/?text-offered=2",
    ]
    assert page.evaluate(LINKS, late) == [
        {"words": "See both", "address": "/a/?title-offered=1&place-offered=3"},
        {"words": "See both of another text", "address": "/b/?text-offered=2"},
        {"words": "See both of another text", "address": "/a/?title-offered=4"},
    ]


def fill_in_a_session(page, title="Young people"):
    page.get_by_label("What the session is").fill(title)
    page.get_by_label("Day").first.fill("12")
    page.get_by_label("Place").fill("The youth club")
    page.get_by_role("checkbox").first.check()


def test_a_new_session_is_kept_in_this_browser_until_it_is_sent(open_page):
    page = open_page("coordinator", "sessions/new/")
    fill_in_a_session(page)
    expect(line(page)).to_have_text("Not sent yet. It is kept on this device.")
    asked = leave(page)
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator(".restored")).to_contain_text("This is what you had filled in here. It has not been sent yet.")
    expect(page.get_by_label("What the session is")).to_have_value("Young people")
    expect(page.get_by_label("Place")).to_have_value("The youth club")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    beside = page.context.new_page()
    beside.goto(page.url)
    expect(beside.get_by_label("Place")).to_have_value("")
    page.get_by_label("Month").first.fill("10")
    page.get_by_label("Year").first.fill("2016")
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_text("“Young people” is saved.")).to_be_visible()
    nothing_is_kept(page)
    beside.reload()
    expect(beside.get_by_label("Place")).to_have_value("")


def test_what_a_closed_tab_left_comes_back_and_can_be_thrown_away(open_page):
    page = open_page("coordinator", "sessions/new/")
    fill_in_a_session(page)
    expect(line(page)).to_contain_text("Not sent yet")
    again = page.context.new_page()
    page.close()
    again.goto(page.url)
    expect(again.get_by_label("Place")).to_have_value("The youth club")
    again.get_by_role("button", name="Throw it away").click()
    expect(again.get_by_label("Place")).to_have_value("")
    again.reload()
    expect(again.get_by_label("What the session is")).to_have_value("")
    nothing_is_kept(again)


def test_a_form_that_is_refused_goes_on_being_kept(open_page):
    page = open_page("coordinator", "sessions/new/")
    fill_in_a_session(page)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("alert")).to_contain_text("date")
    expect(line(page)).to_contain_text("Not sent yet")
    expect(page.get_by_label("Place")).to_have_value("The youth club")
    asked = leave(page)
    page.goto(page.url)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Place")).to_have_value("The youth club")
    page.get_by_label("What it is for").fill("To hear them.")
    page.reload()
    expect(page.get_by_label("Place")).to_have_value("The youth club")
    expect(page.get_by_label("What it is for")).to_have_value("To hear them.")


def test_words_that_have_no_place_in_the_form_any_more_are_shown_to_be_copied(open_page, world):
    page = open_page("coordinator", f"sessions/{world.ids['session']}/change/")
    groups = page.get_by_label("How you met")
    groups.last.fill("On a walk")
    expect(line(page)).to_contain_text("Not sent yet")
    other = open_page("lead", f"sessions/{world.ids['session']}/change/")
    other.get_by_label("Who", exact=True).last.select_option(index=1)
    other.get_by_role("button", name="Save the session").click()
    other.get_by_text("is saved.").wait_for()
    leave(page)
    for _ in range(2):
        page.reload()
        expect(page.get_by_label("The text that could not be saved")).to_have_value("On a walk")
    page.get_by_role("button", name="Throw this copy away").click()
    nothing_is_kept(page)


def test_without_a_connection_a_form_stays_in_front_of_its_writer(open_page):
    page = open_page("coordinator", "sessions/new/")
    fill_in_a_session(page)
    page.context.set_offline(True)
    page.expected.append("ERR_INTERNET_DISCONNECTED")
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_text("there is no connection")).to_be_visible()
    expect(page.get_by_label("Place")).to_have_value("The youth club")
    page.context.set_offline(False)


def test_a_form_waits_for_its_writer_to_sign_in_again(open_page):
    page = open_page("coordinator", "sessions/new/")
    fill_in_a_session(page, "After signing in")
    page.expected.append("401")
    page.get_by_label("Month").first.fill("10")
    page.get_by_label("Year").first.fill("2016")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save the session").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").click()
    beside = opened.value
    beside.get_by_label("E-mail address").fill("coordinator@example.org")
    beside.get_by_label("Password", exact=True).fill(PASSWORD)
    beside.get_by_role("button", name="Sign in", exact=True).click()
    beside.get_by_role("heading", name="You are signed in again").wait_for()
    beside.close()
    expect(page.get_by_role("link", name="Sign in again")).to_have_count(0)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_text("“After signing in” is saved.")).to_be_visible()


def test_what_is_filled_in_beside_a_passage_comes_back_when_it_is_opened_again(open_section):
    page = open_section("reviewer", "leadership")
    page.get_by_role("button", name="Add a finding").click()
    page.get_by_label("Finding", exact=True).fill("They keep a list.")
    saved(page)
    page.get_by_text("Where it comes from").click()
    page.get_by_label("How we know").select_option("document")
    page.get_by_label("Detail").fill("The list of June")
    leave(page)
    page.reload()
    page.locator("article.passage").filter(has_text="They keep a list.").get_by_role("link", name="Change").click()
    page.get_by_text("Where it comes from").click()
    expect(page.get_by_label("Detail")).to_have_value("The list of June")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("form[data-typed]")).to_have_count(0)
    nothing_is_kept(page)


def test_signing_out_asks_before_it_forgets_what_was_not_sent(page_of, address):
    page = page_of()
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill("coordinator@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign out").wait_for()
    page.wait_for_load_state()
    person = page.evaluate("document.querySelector('meta[name=person]').content")
    copy = [f"golden-thread-form {person} x /a/", {"tab": "x", "place": "/a/", "values": []}]
    page.evaluate("([key, copy]) => localStorage.setItem(key, JSON.stringify(copy))", copy)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    assert [words.split(".")[0] for words in asked] == ["What you typed is not all saved yet"]
    nothing_is_kept(page)


def test_a_row_of_the_easy_read_saves_itself_and_two_who_write_it_see_both(open_page, world):
    first, second = open_page("reviewer", "easy-read/"), open_page("lead", "easy-read/")
    row = f"#row-{world.ids['row']}"
    for page in (first, second):
        page.locator(row).get_by_role("link", name="Change").click()
        page.get_by_label("Sentence").wait_for()
    first.get_by_label("Sentence").fill("We met the young people.")
    saved(first)
    # Typed and taken back: nothing is left to be saved, and the line does not say that it is being saved.
    first.get_by_label("Sentence").press("End")
    first.get_by_label("Sentence").press_sequentially("!")
    first.get_by_label("Sentence").press("Backspace")
    expect(line(first)).to_have_text("")
    first.get_by_role("link", name="Close").click()
    expect(first.locator(f"{row} .easy-row__text")).to_have_text("We met the young people.")
    second.expected.append("409")
    second.get_by_label("Sentence").fill("We met many families.")
    expect(line(second)).to_contain_text("Someone else changed this (both kept)")
    line(second).get_by_role("link", name="See both").click()
    second.get_by_label("Put my text in its place").check()
    second.get_by_role("button", name="Settle it").click()
    expect(second.locator(f"{row} .easy-row__text")).to_have_text("We met many families.")
    second.locator(row).get_by_role("link", name="Change").click()
    second.get_by_role("link", name="Earlier texts").click()
    expect(second.locator("article.version")).to_have_count(4)


def test_a_new_row_is_kept_in_this_browser_until_it_is_sent(open_page):
    page = open_page("reviewer", "easy-read/rows/new/")
    page.get_by_label("Sentence").fill("We came in March.")
    leave(page)
    page.reload()
    expect(page.get_by_label("Sentence")).to_have_value("We came in March.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".easy-row__text").filter(has_text="We came in March.")).to_have_count(1)
    page.goto(f"{page.url.split('#')[0]}rows/new/")
    expect(page.get_by_label("Sentence")).to_have_value("")
