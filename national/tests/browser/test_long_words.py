"""Whatever people write or are called, no page gets wider than its window."""

import sqlite3
from contextlib import closing

import pytest

from national.tests.browser.places import PLACES, Answer
from national.tests.browser.test_every_page import PARTS_WIDER_THAN_THE_WINDOW

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikbesitzerswitwenversicherungspolice"
WRITTEN = (
    "accounts_user.name",
    "reviews_body.name",
    "reviews_note.text",
    "reviews_passage.text",
    "reviews_passage.title",
    "reviews_review.headline",
    "reviews_review.title",
    "reviews_session.place",
    "reviews_session.title",
    "reviews_sessiongroup.how",
    "reviews_site.name",
    "reports_action.response",
    "reports_easyreadrow.text",
    "reports_trialanswer.tells",
    "reports_triallink.group",
)
# Those on which what people wrote stands thickest.
OPENED = (
    *(
        "home",
        "person_list",
        "site_detail",
        "review_detail",
        "team_detail",
        "visit_detail",
        "note_list",
        "session_edit",
    ),
    *("board_detail", "room_detail", "section_detail", "passage_history", "details_history", "report_read"),
    *("easy_read_edit", "tester_link_detail", "comparison_detail"),
)
PAGES = [place for place in PLACES if place.answer == Answer.PAGE and place.name in OPENED]


@pytest.fixture(scope="module")
def world_of_long_words(world):
    with closing(sqlite3.connect(world.folder / "world.sqlite3")) as database:
        for table, column in (each.split(".") for each in WRITTEN):
            said = f'update {table} set "{column}" = "{column}" || ? where length("{column}") > 0'
            assert database.execute(said, (f" {WORD}",)).rowcount > 0, (table, column)
        database.commit()
    return world


def test_every_page_that_is_opened_is_one():
    assert {place.name for place in PAGES} == set(OPENED)


@pytest.mark.parametrize("place", PAGES, ids=str)
def test_a_long_word_makes_no_page_wider_than_its_window(place, address, world_of_long_words, browser_of):
    page = browser_of(place.person).new_page()
    page.goto(address + place.path(world_of_long_words))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
    page.close()
