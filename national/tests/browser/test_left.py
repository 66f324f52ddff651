"""Whoever leaves a review while they type in it: the team has their words, and their browser keeps none."""

import re

import pytest
from playwright.sync_api import expect

from national.tests.browser.test_saving import field, line, saved, start

pytestmark = pytest.mark.browser

LEFT = "You are not part of this review any more, so nothing of it is kept on this device."
PASSED_ON = "What you typed last is kept for the team among the earlier texts."
KEPT = """async () => {
    const mirror = await import("/static/src/saving/mirror.js");
    const there = await mirror.all("golden-thread");
    const here = Object.entries(localStorage).filter(([key]) => key.startsWith("golden-thread"));
    return JSON.stringify([here, there]);
}"""


def keeps_nothing(page, *words):
    """Whether neither local storage nor its mirror soon has any of the words."""
    for _ in range(100):
        kept = page.evaluate(KEPT)
        if not any(word in kept for word in words):
            return
        page.wait_for_timeout(100)
    assert [word for word in words if word in page.evaluate(KEPT)] == []


def remove(page, address, review, name):
    page.goto(f"{address}/reviews/{review}/team/")
    page.get_by_role("link", name=re.compile(f"^Has left ?: ?{name}$")).click()
    page.get_by_role("button", name="Yes, they have left").click()
    expect(page.get_by_text("has left the team.")).to_be_visible()


def test_removed_while_typing(page_of, address, world, open_section):
    page, staff = open_section("second_reviewer", "leadership"), page_of("staff")
    page.expected.append("404")
    start(page, "They keep a list.")
    saved(page)
    page.get_by_text("Where it comes from").click()
    page.get_by_label("Detail").fill("The list of June")
    assert "The list of June" in page.evaluate(KEPT)
    remove(staff, address, world.ids["writing"], "Second Reviewer")
    field(page).press_sequentially(" It is never read.")
    expect(line(page)).to_have_text(f"{LEFT} {PASSED_ON}")
    keeps_nothing(page, "never read", "list of June")
    # Whatever is typed from now on is not kept either, and nothing asks before the page goes.
    field(page).press_sequentially(" Nor written.")
    page.get_by_label("Detail").fill("The list of July")
    page.wait_for_timeout(600)
    keeps_nothing(page, "Nor written", "list of July")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(address)
    assert asked == []
    expect(page.locator("#main-content")).not_to_contain_text("could not be saved")
    keeps_nothing(page, "never read", "list of June", "Nor written", "list of July")
    staff.goto(f"{address}/reviews/{world.ids['writing']}/sections/leadership/")
    passage = staff.locator("article.passage").filter(has_text="They keep a list.")
    expect(passage).not_to_contain_text("never read")
    passage_id = passage.get_attribute("id").removeprefix("passage-")
    staff.goto(f"{address}/reviews/{world.ids['writing']}/passages/{passage_id}/history/")
    expect(staff.locator("article.version").filter(has_text="never")).to_contain_text("Kept from a conflict")


def test_removed_before_what_is_kept_was_sent(page_of, address, world):
    """It goes when its owner comes back, to whatever page, and they are told where their words are."""
    page, staff, review = page_of("reviewer"), page_of("staff"), world.ids["visited"]
    page.expected += ["404", "ERR_FAILED"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/save/", lambda route: route.abort())
    page.goto(f"{address}/reviews/{review}/details/")
    page.get_by_label("The review in one sentence").fill("They listen at night.")
    expect(line(page)).to_contain_text("Kept on this device")
    page.goto(f"{address}/reviews/{review}/sessions/new/")
    page.get_by_label("What the session is").fill("The plan of 2015")
    page.wait_for_timeout(600)
    kept = page.evaluate(KEPT)
    assert "at night" in kept
    assert "plan of 2015" in kept
    page.goto("about:blank")
    page.unroute("**/save/")
    remove(staff, address, review, "Reviewer")
    page.goto(address)
    expect(page.get_by_text(f"{LEFT} {PASSED_ON}")).to_be_visible()
    expect(page.get_by_text(LEFT)).to_have_count(1)
    keeps_nothing(page, "at night", "plan of 2015")
