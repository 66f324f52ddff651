"""Something new is one thing, however often its page is left, come back to or loaded again."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from national.tests.browser.test_saving import saved

pytestmark = pytest.mark.browser

WORDS = "They wait for a year and nobody rings."
# Where it is begun, the field of its text, its own page, and what the page says to whoever comes back.
NEW = {
    "note": ("visit/notes/new/", "Note", "/visit/notes/", "with the notes of the visit"),
    "passage": ("sections/skilled-providers/add/finding/", "Finding", "/passages/", "saved already, in “"),
    "good practice": ("good-practice/new/", "What it is called", "/good-practice/", "with the good practice"),
}

TABLES = {
    "note": ("reviews_note", "text"),
    "passage": ("reviews_passage", "text"),
    "good practice": ("reviews_goodpractice", "title"),
}


@pytest.fixture
def begin(page_of, address, world):
    def open_new(path):
        page = page_of("reviewer")
        page.goto(f"{address}/reviews/{world.ids['visited']}/")
        page.goto(f"{address}/reviews/{world.ids['visited']}/{path}")
        return page

    return open_new


def number_of(world, what, words):
    """How many there are with these words."""
    table, column = TABLES[what]
    with closing(sqlite3.connect(world.folder / "world.sqlite3")) as base:
        return base.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", [words]).fetchone()[0]


@pytest.mark.parametrize("what", NEW)
def test_back_and_forward_come_to_what_was_begun_and_do_not_begin_another(begin, world, what):
    path, label, own, said = NEW[what]
    words = f"{what.capitalize()}: {WORDS}"
    page = begin(path)
    page.get_by_label(label, exact=True).fill(words)
    saved(page)
    page.get_by_role("link", name="Overview").click()
    page.wait_for_url(f"**/reviews/{world.ids['visited']}/")
    page.go_back()
    expect(page.get_by_text(said)).to_be_visible()
    assert own in page.url
    assert "new" not in page.url
    expect(page.get_by_label(label, exact=True)).to_have_value(words)
    page.go_back()
    page.go_forward()
    expect(page.get_by_label(label, exact=True)).to_have_value(words)
    page.reload()
    expect(page.get_by_label(label, exact=True)).to_have_value(words)
    # Time enough for whatever the browser filled in again to save itself.
    page.wait_for_timeout(2500)
    assert number_of(world, what, words) == 1


@pytest.mark.parametrize("what", NEW)
def test_what_could_not_be_saved_yet_comes_back_into_its_own_form(begin, world, what):
    path, label, _own, _said = NEW[what]
    words = f"{what.capitalize()} without a connection: {WORDS}"
    page = begin(path)
    page.expected.append("ERR_")
    page.route("**/save/", lambda route: route.abort())
    page.get_by_label(label, exact=True).fill(words)
    expect(page.locator("#save-line")).to_contain_text("Kept on this device")
    page.on("dialog", lambda dialog: dialog.accept())
    page.go_back()
    page.go_forward()
    expect(page.get_by_label(label, exact=True)).to_have_value(words)
    page.unroute("**/save/")
    saved(page)
    assert number_of(world, what, words) == 1
