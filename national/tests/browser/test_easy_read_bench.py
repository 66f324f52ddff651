"""The easy read from empty to signed off, tested meanwhile by a group on a telephone that has nothing but the link."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from national.tests.browser.test_every_page import ONLY_WHAT_IS_WRONG, PARTS_WIDER_THAN_THE_WINDOW

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ROWS = (("We came to Fernleigh.", "bus"), ("Some people wait a long time for a break.", "clock"))
TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main label.tester__option")]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)
    .map(each => each.outerHTML.slice(0, 120))"""


def write_row(page, text, word):
    page.get_by_role("button", name="Add a row", exact=True).click()
    page.get_by_label("Sentence", exact=True).fill(text)
    page.get_by_label("Find a picture").fill(word)
    page.get_by_role("button", name="Find pictures").click()
    page.locator(".picture-choice__one:has(img)").first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The row is saved.").wait_for()


def assert_good_on_a_phone(page):
    assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
    assert page.evaluate(TOO_SMALL) == []
    found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(scope="module")
def bench(address, world):
    return f"{address}/reviews/{world.ids['writing']}/easy-read/"


@pytest.fixture(scope="module")
def link(browser, signed_in, bench):
    """The link that the lead makes for a group once two rows are written."""
    context = browser.new_context(storage_state=signed_in("lead"))
    page = context.new_page()
    page.goto(bench)
    for text, word in ROWS:
        write_row(page, text, word)
    page.get_by_role("button", name="Make a link for a group").click()
    page.get_by_label("Who will test it").fill("Fernleigh self-advocacy group")
    page.get_by_role("button", name="Make the link").click()
    made = page.get_by_label("Link for").input_value()
    context.close()
    return made


@pytest.fixture
def phone(page_of):
    return page_of(None, **PHONE)


def tells(page, words):
    page.get_by_label("What does this tell you?").fill(words)


def saved(page):
    return page.locator("#tester-saved")


def test_a_group_tests_it_on_a_telephone_and_the_lead_signs_it_off(phone, page_of, link, bench):
    phone.goto(link)
    expect(phone.get_by_text("You are: Fernleigh self-advocacy group")).to_be_visible()
    assert_good_on_a_phone(phone)
    phone.get_by_role("button", name="Start").tap()
    expect(phone.get_by_text(ROWS[0][0])).to_be_visible()
    assert_good_on_a_phone(phone)
    tells(phone, "A team came to us.")
    phone.get_by_text("Easy", exact=True).tap()
    expect(saved(phone)).to_contain_text("Saved at")
    phone.get_by_role("button", name="Next part").tap()
    expect(phone.get_by_text("Part 2 of 2")).to_be_visible()
    tells(phone, "We have to wait.")
    phone.get_by_text("Hard", exact=True).tap()
    phone.get_by_text("We don’t like the picture").tap()
    phone.get_by_label("What is wrong with the picture?").fill("A clock is not waiting.")
    # Nobody waits for the line to say so: going on saves first.
    phone.get_by_role("button", name="To the end").tap()
    phone.get_by_label("Yes, please name us").check()
    phone.get_by_label("How shall we write it?").fill("Four members of a group")
    assert_good_on_a_phone(phone)
    phone.get_by_role("button", name="We have finished").tap()
    expect(phone.get_by_text("We will write that it was tested by: Four members of a group")).to_be_visible()
    assert_good_on_a_phone(phone)

    lead = page_of("lead")
    lead.goto(bench)
    second = lead.locator(".easy-row").nth(1)
    expect(second.locator(".heard__sum")).to_contain_text("1 found this hard, 1 did not like the picture.")
    expect(second).to_contain_text("“We have to wait.”")
    expect(second).to_contain_text("“A clock is not waiting.”")
    second.get_by_role("link", name="Change").click()
    lead.get_by_label("Sentence", exact=True).fill("Some people wait a long time.")
    lead.get_by_role("button", name="Save", exact=True).click()
    expect(second).to_contain_text("The row has changed since.")
    second.get_by_role("button", name="Dealt with").click()
    expect(second).to_contain_text("Dealt with: Lead")
    lead.get_by_role("link", name="Write down what you changed").click()
    expect(lead.get_by_label("Who tested it")).to_have_value("Four members of a group")
    for part, value in (("Day", "3"), ("Month", "5"), ("Year", "2017")):
        lead.get_by_label(part, exact=True).fill(value)
    lead.get_by_label("What changed").fill("We made the second row shorter.")
    lead.get_by_label("How they were thanked and paid").fill("A card, and £20 each.")
    lead.get_by_role("button", name="Save", exact=True).click()
    lead.get_by_role("button", name="Sign it off as it stands").click()
    expect(lead.get_by_text("Signed off by Lead on")).to_be_visible()


def test_what_is_typed_without_a_connection_stays_and_saves_itself_later(phone, link):
    phone.goto(f"{link}rows/1/")
    # The browser says in its own words that a request failed.
    phone.expected.append("Failed to load resource")
    phone.context.set_offline(True)
    tells(phone, "Typed in a tunnel.")
    expect(saved(phone)).to_contain_text("Not saved yet: there is no connection.")
    phone.get_by_role("button", name="Next part").tap()
    expect(phone.get_by_label("What does this tell you?")).to_have_value("Typed in a tunnel.")
    phone.context.set_offline(False)
    expect(saved(phone)).to_contain_text("Saved at")
    phone.goto(f"{link}rows/1/")
    expect(phone.get_by_label("What does this tell you?")).to_have_value("Typed in a tunnel.")


def test_without_scripts_the_buttons_save(page_of, link):
    page = page_of(None, **PHONE | {"java_script_enabled": False})
    page.goto(f"{link}rows/2/")
    tells(page, "Said without scripts.")
    page.get_by_role("button", name="Part before").tap()
    page.get_by_text("Part 1 of 2").wait_for()
    page.goto(f"{link}rows/2/")
    expect(page.get_by_label("What does this tell you?")).to_have_value("Said without scripts.")


@pytest.mark.parametrize("end", ["", "easy-read/", "report/", "easy-read/links/1/", "sections/"])
def test_the_link_opens_nothing_else(phone, link, address, world, end):
    phone.goto(link)
    phone.goto(f"{address}/reviews/{world.ids['writing']}/{end}")
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
