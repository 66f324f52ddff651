"""Whoever reads a section sees who is writing in it, for as long as they look at it."""

import pytest
from playwright.sync_api import expect

from national.tests.browser.test_saving import saved, start

pytestmark = pytest.mark.browser

SAYS = "[data-who-writes]"


def test_who_reads_a_section_sees_who_writes_there_at_once_and_later(page_of, open_section, address, world):
    reader = page_of("lead")
    reader.clock.install()
    reader.goto(f"{address}/reviews/{world.ids['writing']}/sections/closing/")
    expect(reader.locator("html.saves-itself")).to_be_attached()
    expect(reader.locator(SAYS)).to_have_text("")
    writer = open_section("reviewer", "closing")
    start(writer, "While others read.", "paragraph")
    saved(writer)
    # Its scripts may have begun only now, and look first half a minute later.
    for place in (20, 40):
        reader.mouse.move(place, place)
        reader.clock.run_for(31_000)
        reader.wait_for_timeout(500)
    expect(reader.locator(SAYS)).to_have_text("Reviewer is writing in this section.")
    expect(open_section("second_reviewer", "closing").locator(SAYS)).to_have_text(
        "Reviewer is writing in this section."
    )
    # Their own page says it of others only.
    expect(writer.locator(SAYS)).to_have_text("")


def test_a_page_that_nobody_looks_at_asks_no_more(page_of, address, world):
    reader = page_of("lead")
    reader.clock.install()
    reader.goto(f"{address}/reviews/{world.ids['writing']}/sections/background/")
    reader.wait_for_load_state("networkidle")
    reader.mouse.move(30, 30)
    reader.clock.run_for(200_000)
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.clock.run_for(600_000)
    reader.wait_for_timeout(300)
    assert asked == []
    reader.mouse.move(40, 40)
    with reader.expect_request("**/here/"):
        reader.clock.run_for(31_000)
