"""Every page of the application in Chromium, opened by somebody it is for: accessible, fitting, and quiet."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from national.tests.browser.places import PLACES, Answer, declared_addresses

pytestmark = pytest.mark.browser

# Addresses of pages that need a review at another stage; the test of the main job opens them.
OPENED_ELSEWHERE = {("review_issue", frozenset({"review_id"}))}
PAGES = [place for place in PLACES if place.answer == Answer.PAGE]
OTHERS = [place for place in PLACES if place.answer != Answer.PAGE]

# axe says much about what is right, too, which takes as long again.
ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}

PARTS_WIDER_THAN_THE_WINDOW = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > window.innerWidth + 1)
        .map(each => each.outerHTML.slice(0, 120))"""


def test_every_address_has_an_example():
    examples = {(place.name, frozenset(place.ids)) for place in PLACES}
    assert declared_addresses() - examples == OPENED_ELSEWHERE


@pytest.mark.parametrize("place", PAGES, ids=str)
def test_page_is_accessible_fits_and_complains_of_nothing(place, address, world, page_of):
    page = page_of(place.person)
    answer = page.goto(address + place.path(world))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert page.locator("h1").count() == 1
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
        if width != 820:
            found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
            assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("place", OTHERS, ids=str)
def test_address_that_is_no_page_answers_as_declared(place, address, world, page_of):
    answer = page_of(place.person).request.get(address + place.path(world), max_redirects=0)
    kind = answer.headers["content-type"].partition(";")[0]
    expected = {
        Answer.POST: (405, "text/html"),
        Answer.PIECE: (200, "text/html"),
        Answer.FILE: (200, "application/pdf"),
        Answer.DATA: (503, "application/json"),
        Answer.EXPORT: (200, "application/json"),
        Answer.AWAY: (302, "text/html"),
    }
    assert (answer.status, kind) == expected[place.answer]
    if place.answer == Answer.PIECE:
        assert "<html" not in answer.text()
