"""Writing in a section with scripts and without: the same passages, whichever way they are sent."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])


@pytest.fixture
def open_section(page_of, address, world):
    """Opens a section of the review that is being written; each test takes a section of its own."""

    def open_as(person, code, scripts=True):
        page = page_of(person, java_script_enabled=scripts)
        page.goto(f"{address}/reviews/{world.ids['writing']}/sections/{code}/")
        return page

    return open_as


def fill_and_save(page, label, text):
    form = page.locator("form[data-typed]")
    form.get_by_label(label, exact=True).fill(text)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_have_count(0)


def add(page, kind, text):
    page.get_by_role("button", name=f"Add a {kind}").click()
    fill_and_save(page, kind.capitalize(), text)
    expect(passage(page, text)).to_be_visible()


def passage(page, text):
    return page.locator("article.passage").filter(has_text=text)


def texts(page):
    """The passages of the page as [(number, text)], top to bottom."""
    return [
        (each.locator(".passage__number").inner_text(), each.locator(".prose").inner_text().strip())
        for each in page.locator("article.passage").all()
    ]


@WAYS
def test_passage_is_added_changed_moved_removed_and_put_back(open_section, scripts):
    page = open_section("reviewer", "leadership" if scripts else "relationships", scripts)
    chapter = 3 if scripts else 4
    add(page, "finding", "They meet every month.")
    add(page, "finding", "They write to every school.")

    passage(page, "every month").get_by_role("link", name="Change").click()
    fill_and_save(page, "Finding", "They meet every week.")
    expect(passage(page, "every week")).to_be_visible()

    passage(page, "every school").get_by_role("button", name="Move up").click()
    expect(passage(page, "every school").locator(".passage__number")).to_have_text(f"{chapter}.2")
    assert texts(page) == [(f"{chapter}.2", "They write to every school."), (f"{chapter}.3", "They meet every week.")]

    passage(page, "every school").get_by_role("button", name="Remove").click()
    expect(passage(page, "every week").locator(".passage__number")).to_have_text(f"{chapter}.2")
    page.reload()
    assert texts(page) == [(f"{chapter}.2", "They meet every week.")]
    page.get_by_role("link", name="Removed passages (1)").click()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("article.passage")).to_have_count(2)
    assert texts(page) == [(f"{chapter}.2", "They write to every school."), (f"{chapter}.3", "They meet every week.")]


def test_removing_can_be_undone_where_it_happened(open_section):
    page = open_section("reviewer", "evidence-base")
    add(page, "strength", "They count what matters to families.")
    passage(page, "They count").get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(passage(page, "They count what matters to families.")).to_be_visible()


@WAYS
def test_text_is_previewed_as_it_will_print(open_section, scripts):
    page = open_section("reviewer", "leadership", scripts)
    page.get_by_role("button", name="Add a finding").click()
    page.get_by_label("Finding", exact=True).fill("Two things:\n\n- a <b>list</b>\n- of **words**")
    if scripts:
        page.get_by_role("button", name="See how it will print").click()
        preview = page.locator(".preview")
    else:
        with page.context.expect_page() as opened:
            page.get_by_role("button", name="See how it will print").click()
        preview = opened.value.locator("main")
    expect(preview.locator("li")).to_have_text(["a <b>list</b>", "of words"])
    expect(preview.locator("strong")).to_have_text("words")


@WAYS
def test_two_people_change_one_passage_and_nothing_is_lost(open_section, scripts):
    code = "skilled-providers" if scripts else "other-actions"
    first = open_section("reviewer", code, scripts)
    add(first, "finding", "Forty families wait.")
    second = open_section("second_reviewer", code, scripts)
    for page in (first, second):
        passage(page, "Forty families wait.").get_by_role("link", name="Change").click()
        page.locator("form[data-typed]").wait_for()

    fill_and_save(first, "Finding", "Forty families wait for a year.")
    second.expected.append("409")
    second.get_by_label("Finding", exact=True).fill("Forty families wait, and they are rung.")
    second.get_by_role("button", name="Save", exact=True).click()

    second.get_by_role("heading", name="Somebody else changed this while you were writing").wait_for()
    theirs, mine = second.locator(".side-by-side section").all()
    expect(theirs.get_by_role("heading")).to_contain_text("Stored now: Reviewer")
    expect(mine.get_by_role("heading")).to_contain_text("Yours: Second Reviewer")
    expect(theirs.locator(".compared")).to_contain_text("for a year")
    expect(mine.locator(".compared")).to_contain_text("they are rung")

    second.get_by_label("Use the text below, made of both").check()
    second.get_by_label("A text made of both").fill("Forty families wait for a year, and they are rung.")
    second.get_by_role("button", name="Settle it").click()
    expect(passage(second, "Forty families wait for a year, and they are rung.")).to_be_visible()
    first.reload()
    expect(passage(first, "Forty families wait for a year, and they are rung.")).to_be_visible()


def test_what_is_typed_stays_where_the_session_has_ended(open_section):
    page = open_section("reviewer", "service-model")
    page.get_by_role("button", name="Add a finding").click()
    page.get_by_label("Finding", exact=True).fill("Typed for an hour.")
    page.context.clear_cookies()
    page.expected += ["401", "403"]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Finding", exact=True)).to_have_value("Typed for an hour.")
