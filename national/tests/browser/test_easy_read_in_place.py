"""Rows of the easy read that are moved and taken out, and answers that are dealt with, by the keyboard and in place."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from national.tests.browser.test_easy_read_bench import open_form, row_of
from national.tests.browser.test_every_page import ONLY_WHAT_IS_WRONG

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(address, world):
    return f"{address}/reviews/{world.ids['visited']}/easy-read/"


@pytest.fixture
def page(page_of, bench):
    page = page_of("reviewer")
    page.goto(bench)
    page.evaluate("() => (window.isStillThisPage = true)")
    return page


def said(page):
    return page.locator("#rows-said")


def texts(page):
    return page.locator(".easy-row__text, .easy-row__heading").all_inner_texts()


def add(page, text):
    """A row at the end, for one test alone; the page stays the one that it was."""
    row = page.locator(".easy-row").last
    row.get_by_role("link", name="Add after").click()
    expect(row.get_by_label("Sentence", exact=True)).to_be_focused()
    row.get_by_label("Sentence", exact=True).fill(text)
    row.get_by_role("button", name="Save", exact=True).click()
    expect(row_of(page, text).get_by_role("link", name="Change")).to_be_focused()
    return row_of(page, text)


def assert_same_page(page):
    assert page.evaluate("() => window.isStillThisPage")


def test_a_row_moves_in_place_and_the_focus_stays_on_its_button(page):
    add(page, "Before them.")
    row = add(page, "First of the last.")
    add(page, "Second of the last.")
    count = page.locator(".easy-row").count()
    up, down = row.get_by_role("button", name="Up"), row.get_by_role("button", name="Down")
    up.focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(re.compile(rf"Moved up\. It is {count - 2} of {count} now, after “.*”\."))
    expect(up).to_be_focused()
    page.keyboard.press("Space")
    expect(said(page)).to_contain_text(f"It is {count - 3} of {count} now")
    expect(up).to_be_focused()
    for place in (count - 2, count - 1, count):
        down.press("Enter")
        expect(said(page)).to_contain_text(f"Moved down. It is {place} of {count} now")
    # The last row has no button to move it down.
    expect(down).to_be_hidden()
    expect(up).to_be_focused()
    assert_same_page(page)
    shown = texts(page)
    page.reload()
    assert texts(page) == shown


def test_a_row_is_asked_about_and_taken_out_where_it_stands(page):
    add(page, "To be taken out.")
    row, follows = row_of(page, "To be taken out."), add(page, "It follows.")
    before = page.locator("#whole-hints").inner_text()
    remove = row.get_by_role("link", name="Remove")
    remove.focus()
    page.keyboard.press("Enter")
    expect(row.get_by_text("Take out this row: “To be taken out.”?")).to_be_focused()
    found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(row.get_by_role("link", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(remove).to_be_focused()
    expect(row.get_by_text("Take out this row")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(row.get_by_text("Take out this row")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Removed: “To be taken out.”")
    expect(row).to_have_count(0)
    expect(follows).to_be_focused()
    page.keyboard.press("Tab")
    expect(follows.get_by_role("link", name="Change")).to_be_focused()
    # One row without a picture less.
    assert page.locator("#whole-hints").inner_text() != before
    assert_same_page(page)


def test_a_form_that_is_open_keeps_what_is_typed_while_another_row_moves(page):
    row = add(page, "Being written.")
    add(page, "Moved meanwhile.")
    open_form(row)
    field = row.get_by_label("Sentence", exact=True)
    field.fill("Being written anew.")
    field.evaluate("field => { field.isTheSame = true; }")
    row_of(page, "Moved meanwhile.").get_by_role("button", name="Up").click()
    expect(said(page)).to_contain_text("Moved up.")
    expect(field).to_have_value("Being written anew.")
    assert field.evaluate("field => field.isTheSame")
    row.get_by_role("button", name="Save", exact=True).click()
    expect(said(page)).to_contain_text("The row is saved.")
    expect(row_of(page, "Being written anew.").get_by_role("link", name="Change")).to_be_focused()
    expect(page.locator("[data-row-slot] form")).to_have_count(0)
    assert_same_page(page)


def test_two_people_at_once_end_with_the_same_rows(page, page_of, bench):
    add(page, "Of both.")
    add(page, "Of the first.")
    add(page, "Of the second.")
    other = page_of("second_reviewer")
    other.goto(bench)
    row_of(page, "Of the first.").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(row_of(page, "Of the first.")).to_have_count(0)
    row_of(other, "Of the first.").get_by_role("button", name="Up").click()
    expect(said(other)).to_have_text("Somebody has taken this row out meanwhile.")
    expect(row_of(other, "Of the first.")).to_have_count(0)
    expect(other.locator("#easy-rows")).to_be_focused()
    row_of(other, "Of the second.").get_by_role("button", name="Up").click()
    expect(said(other)).to_contain_text("Moved up.")
    row_of(page, "Of both.").get_by_role("button", name="Up").click()
    expect(said(page)).to_contain_text("Moved up.")
    shown = texts(page)
    other.reload()
    assert texts(other) == shown


def test_whoever_writes_in_a_row_that_was_taken_out_is_asked_before_it_goes(page, page_of, bench):
    above = add(page, "Stands above it.")
    row = add(page, "Written in.")
    open_form(row)
    row.get_by_label("Sentence", exact=True).fill("Written in by one.")
    other = page_of("second_reviewer")
    other.goto(bench)
    other.locator(".easy-row").last.get_by_role("link", name="Remove").click()
    other.get_by_role("button", name="Remove it").click()
    expect(row_of(other, "Written in")).to_have_count(0)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.expected.append("404")
    above.get_by_role("button", name="Up").click()
    expect(row.get_by_label("Sentence", exact=True)).to_have_value("Written in by one.")
    page.wait_for_function("() => document.querySelectorAll('.htmx-request').length === 0")
    assert asked == ["Somebody has taken out the row that you are writing in. Throw away what you typed there?"]


def test_an_answer_is_dealt_with_in_place_on_both_of_its_pages(page, bench, world):
    answer = page.locator(f"#answer-{world.ids['answer']}")
    button = answer.locator(".heard__button")
    button.focus()
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("Dealt with: Reviewer")
    expect(said(page)).to_have_text("It is dealt with.")
    expect(button).to_be_focused()
    expect(button).to_contain_text("Open again")
    expect(page.locator(".heard__sum").first).not_to_contain_text("not dealt with yet")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("It is open again.")
    expect(page.locator(".heard__sum").first).to_contain_text("1 not dealt with yet.")
    assert_same_page(page)
    page.goto(f"{bench}links/{world.ids['link']}/")
    page.evaluate("() => (window.isStillThisPage = true)")
    button.press("Enter")
    expect(answer).to_contain_text("Dealt with: Reviewer")
    expect(said(page)).to_have_text("It is dealt with.")
    expect(button).to_be_focused()
    assert_same_page(page)


def test_without_scripts_the_page_comes_back_at_the_row(page_of, bench):
    page = page_of("reviewer", java_script_enabled=False)
    page.goto(bench)
    row = page.locator(".easy-row").last
    place = row.get_attribute("id")
    row.get_by_role("button", name="Up").click()
    page.wait_for_url(f"**/easy-read/#{place}")
    assert page.locator(".easy-row").nth(-2).get_attribute("id") == place
    page.locator(f"[id='{place}']").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator(f"[id='{place}']")).to_have_count(0)
