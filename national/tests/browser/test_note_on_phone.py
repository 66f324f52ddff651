"""On a phone a note is written at once, and nothing lies over it, also when the session is over."""

import pytest
from playwright.sync_api import expect

from national.tests.browser.test_saving import line, saved

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Above the keyboard of a phone of this size.
IN_SIGHT = 480
# What lies over the field, at all places of it that can be seen.
OVER = """field => {
  const { left, right, top, bottom } = field.getBoundingClientRect();
  const over = new Set();
  for (let x = left + 3; x < right - 3; x += 10)
    for (let y = Math.max(0, top + 3); y < Math.min(window.innerHeight, bottom - 3); y += 10) {
      const found = document.elementFromPoint(x, y);
      if (found !== field) over.add(found.className);
    }
  return [...over];
}"""


@pytest.fixture
def phone(page_of, address, world):
    page = page_of("reviewer", **PHONE)
    page.goto(f"{address}/reviews/{world.ids['visited']}/")
    page.get_by_role("button", name="Add a note").first.tap()
    page.wait_for_url("**/notes/new/")
    return page


def box_of(field):
    box = field.bounding_box()
    return box["y"], box["y"] + box["height"]


def test_one_tap_leads_from_the_review_to_the_box_of_a_note_above_the_keyboard(phone):
    note = phone.get_by_label("Note", exact=True)
    expect(note).to_be_focused()
    top, bottom = box_of(note)
    assert 0 < top < bottom < IN_SIGHT
    phone.keyboard.type("They wait for a year.")
    saved(phone)


def test_where_there_is_a_keyboard_the_page_of_a_note_begins_at_its_top(page_of, address, world):
    page = page_of("reviewer")
    page.goto(f"{address}/reviews/{world.ids['visited']}/visit/notes/new/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Note", exact=True)).not_to_be_focused()
    expect(page.get_by_role("link", name="Overview")).to_be_visible()


def type_without_session(page, field, words):
    page.expected += ["401", "403"]
    page.context.clear_cookies()
    before = box_of(field)
    page.keyboard.type(words)
    expect(line(page)).to_have_text("Kept on this device (1) Sign in")
    return before


def test_what_asks_to_sign_in_again_lies_over_nothing_that_is_typed(phone):
    note = phone.get_by_label("Note", exact=True)
    top, bottom = type_without_session(phone, note, "They wait.\n" * 6)
    link = phone.get_by_role("link", name="Sign in again")
    expect(link).to_be_in_viewport()
    assert note.evaluate(OVER) == []
    phone.wait_for_timeout(300)
    assert box_of(note) == (pytest.approx(top, abs=1), pytest.approx(bottom, abs=1))
    expect(note).to_be_focused()


@pytest.mark.parametrize("width", [820, 1280])
def test_it_lies_over_no_field_further_down_and_is_reached_from_the_line(page_of, address, world, width):
    page = page_of("reviewer", viewport={"width": width, "height": 600})
    page.goto(f"{address}/reviews/{world.ids['visited']}/details/")
    text = page.get_by_label("What the team could not see or do")
    text.click()
    top, _bottom = type_without_session(page, text, "No night staff.")
    link = page.get_by_role("link", name="Sign in again")
    expect(link).to_be_attached()
    assert text.evaluate(OVER) == []
    page.wait_for_timeout(300)
    assert box_of(text)[0] == pytest.approx(top, abs=1)
    line(page).get_by_role("link", name="Sign in").click()
    expect(link).to_be_in_viewport()
