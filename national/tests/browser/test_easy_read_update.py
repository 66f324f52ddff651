"""What happened next, tested by a group on a telephone that has nothing but the link, and signed off by the team."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from national.tests.browser.test_easy_read_bench import PHONE, assert_good_on_a_phone, saved, tells
from national.tests.browser.test_every_page import ONLY_WHAT_IS_WRONG, PARTS_WIDER_THAN_THE_WINDOW

pytestmark = pytest.mark.browser
WORDS = "The new short break is open. 13 children go there."


@pytest.fixture
def bench(address, world):
    return f"{address}/reviews/{world.ids['issued']}/easy-read/update/"


def test_a_group_tests_what_happened_next_and_the_team_signs_it_off(page_of, bench):
    lead, phone = page_of("lead"), page_of(None, **PHONE)
    a_group_tests_it(phone, a_link_is_made(lead, bench))
    what_they_said_stands_beside_the_row(lead, bench)
    it_is_signed_off(lead)


def a_link_is_made(page, bench):
    page.goto(bench)
    page.get_by_role("button", name="Make a link for a group").click()
    # The summary went out and is closed, so there is nothing to choose.
    expect(page.get_by_label("Who will test it")).to_be_visible()
    expect(page.get_by_text("What will they test?")).to_have_count(0)
    page.get_by_label("Who will test it").fill("Larkmere speaking-up group")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("It shows “What happened next” as it stands now.")).to_be_visible()
    return page.get_by_label("Link for").input_value()


def a_group_tests_it(page, link):
    page.goto(link)
    expect(page.get_by_text("You are: Larkmere speaking-up group")).to_be_visible()
    expect(page.get_by_text("It is called: What happened next in Larkmere")).to_be_visible()
    assert_good_on_a_phone(page)
    page.get_by_role("link", name="Read all of it first").tap()
    assert_read_as_its_readers_like_it(page)
    page.get_by_role("button", name="Tell us about it").tap()
    go_to(page, WORDS)
    expect(page.get_by_text("The part before:")).to_be_attached()
    assert_good_on_a_phone(page)
    tells(page, "There is a place for a break.")
    page.get_by_text("Hard", exact=True).tap()
    expect(saved(page)).to_contain_text("Saved at")
    page.goto(f"{link}end/")
    page.get_by_label("Yes, please name us").check()
    page.get_by_label("How shall we write it?").fill("Three members of a group")
    assert_good_on_a_phone(page)
    page.get_by_role("button", name="We have finished").tap()
    expect(page.get_by_text("We will write that it was tested by: Three members of a group")).to_be_visible()


def assert_read_as_its_readers_like_it(page):
    """As large as the edition that is issued, and in the colours that somebody chose."""
    words = page.get_by_text(WORDS)
    expect(words).to_have_css("font-size", "24px")
    page.get_by_role("button", name="Largest", exact=True).tap()
    expect(words).to_have_css("font-size", "36px")
    page.get_by_role("button", name="White on black").tap()
    expect(words).to_have_css("color", "rgb(255, 255, 255)")
    assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
    found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
    assert found.violations_count == 0, found.generate_report()


def go_to(page, words):
    """Part after part, as the group goes, until this one."""
    page.locator(".tester__where").wait_for()
    while page.locator(".tester__sentence").inner_text() != words:
        part = page.locator(".tester__where").inner_text()
        page.get_by_role("button", name="Next part").tap()
        expect(page.locator(".tester__where")).not_to_have_text(part)


def what_they_said_stands_beside_the_row(page, bench):
    page.goto(bench)
    row = page.locator(".easy-row--row", has_text=WORDS)
    expect(row.locator(".heard__sum")).to_contain_text("1 found this hard. 1 not dealt with yet.")
    expect(row).to_contain_text("“There is a place for a break.”")
    row.get_by_role("button", name="Dealt with").click()
    expect(row).to_contain_text("Dealt with: Lead")


def it_is_signed_off(page):
    page.get_by_role("link", name=re.compile("^Write down .* Larkmere")).click()
    expect(page.get_by_label("Who tested it")).to_have_value("Three members of a group")
    for part, value in (("Day", "3"), ("Month", "5"), ("Year", "2017")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Sign it off as it stands").click()
    expect(page.get_by_text("Signed off by Lead on")).to_be_visible()
