"""The easy read from empty to signed off, tested meanwhile by a group on a telephone that has nothing but the link."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from national.tests.browser.test_every_page import ONLY_WHAT_IS_WRONG, PARTS_WIDER_THAN_THE_WINDOW

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, main label.tester__option")]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)
    .map(each => each.outerHTML.slice(0, 120))"""


def assert_good_on_a_phone(page):
    assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
    assert page.evaluate(TOO_SMALL) == []
    found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
    assert found.violations_count == 0, found.generate_report()


def row_of(page, words):
    return page.locator(".easy-row", has_text=words)


def whole_hints(page):
    return page.locator("#whole-hints .hint:not(.hint--quiet) .hint__guides")


def has_focus(field):
    return field.evaluate("field => field === document.activeElement")


@pytest.fixture
def bench(address, world):
    return f"{address}/reviews/{world.ids['writing']}/easy-read/"


@pytest.fixture
def link(address, world):
    """A link to an easy read of two rows."""
    return f"{address}/test/{world.ids['token']}/"


@pytest.fixture
def phone(page_of):
    return page_of(None, **PHONE)


def tells(page, words):
    page.get_by_label("What does this tell you?").fill(words)


def saved(page):
    return page.locator("#tester-saved")


def test_from_nothing_to_signed_off_with_a_test_on_a_telephone(page_of, phone, bench):
    lead = page_of("lead")
    recommend(lead, bench)
    a_start_is_proposed(lead, bench)
    hints_come_while_somebody_types_and_go_when_they_are_followed(lead)
    a_hint_is_set_aside(lead)
    a_row_is_added_with_a_picture_found_by_its_word(lead)
    a_row_is_removed(lead)
    the_row_without_a_picture_is_found_and_gets_one(lead)
    assert_good_in_every_width(lead)
    it_is_seen_as_it_will_be_printed(lead, bench)
    a_group_tests_it(phone, a_link_is_made(lead))
    what_they_said_is_dealt_with(lead, bench)
    it_is_signed_off(lead)
    a_change_voids_that(lead, bench)


def recommend(page, bench):
    page.goto(bench.replace("easy-read/", "sections/vision/add/recommendation/"))
    page.get_by_label("Recommendation", exact=True).fill("The council should train its staff.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The council should train its staff.").first.wait_for()


def a_start_is_proposed(page, bench):
    page.goto(bench)
    expect(page.get_by_text("There are no rows yet.")).to_be_visible()
    page.get_by_role("button", name="Propose a start").click()
    expect(page.get_by_text("A start is proposed.")).to_be_visible()
    expect(page.locator("#whole-hints")).to_contain_text("Still to be written: 2 rows.")
    expect(whole_hints(page)).to_contain_text(["Why we came", "Whom to ask", "No picture yet"])
    # The report's own words stand beside the row that somebody has to write.
    expect(
        row_of(page, "Say what we asked them to do").get_by_text("The council should train its staff.")
    ).to_be_visible()


def hints_come_while_somebody_types_and_go_when_they_are_followed(page):
    row = row_of(page, "Say why we came.")
    row.get_by_role("link", name="Change").click()
    field = row.get_by_label("Sentence", exact=True)
    expect(field).to_be_focused()
    field.press_sequentially("Support for young people was looked at.")
    expect(row.locator(".typing-hints")).to_contain_text("Say who does it: “was looked”.")
    expect(row.get_by_role("status").first).to_have_text("1 hint")
    assert has_focus(field)
    for _ in "Support for young people was looked at.":
        field.press("Backspace")
    field.press_sequentially("We came to look at support for young people.")
    expect(row.get_by_role("status").first).to_contain_text("No hints.")
    assert has_focus(field)
    choose_picture(row, "question")
    row = row_of(page, "We came to look at support for young people.")
    expect(row.get_by_role("img")).to_be_visible()
    expect(row.get_by_role("link", name="Change")).to_be_focused()
    expect(page.locator("#rows-said")).to_have_text("The row is saved.")
    expect(row.locator(".hint")).to_have_count(0)
    expect(whole_hints(page)).to_contain_text(["Whom to ask", "No picture yet"])


def open_form(row):
    """It takes the focus when it is there: what is typed elsewhere before that would go into the sentence."""
    row.get_by_role("link", name="Change").click()
    expect(row.get_by_label("Sentence", exact=True)).to_be_focused()


def choose_picture(form, word):
    """Find pictures for a word, take the first one and save the row."""
    form.get_by_label("Find a picture").fill(word)
    form.get_by_role("button", name="Find pictures").click()
    expect(form.locator(".picture-choice legend")).to_have_text(f"Pictures for “{word}”")
    form.locator(".picture-choice [role=group] .picture-choice__one").first.click()
    form.get_by_role("button", name="Save", exact=True).click()
    form.page.get_by_text("The row is saved.").wait_for()


def a_hint_is_set_aside(page):
    row = row_of(page, "Say what we asked them to do")
    open_form(row)
    row.get_by_label("Sentence", exact=True).fill("We asked the council to train 60% of staff.")
    choose_picture(row, "teacher")
    row = row_of(page, "to train 60% of staff")
    expect(row.locator("mark")).to_have_text("60%")
    page.evaluate("() => (window.isStillThisPage = true)")
    row.get_by_role("button", name="Set aside").click()
    aside = row.locator(".hints-aside summary")
    expect(aside).to_have_text("Set aside: 1")
    expect(row.locator("mark")).to_have_count(0)
    # The reader's place stays with the row: at what was set aside, and at the hint when it is brought back.
    expect(aside).to_be_focused()
    expect(page.locator("#rows-said")).to_have_text("The hint is set aside.")
    aside.press("Enter")
    row.get_by_role("button", name="Bring back").click()
    expect(row.get_by_role("button", name="Set aside")).to_be_focused()
    expect(page.locator("#rows-said")).to_have_text("The hint is back.")
    row.get_by_role("button", name="Set aside").press("Enter")
    expect(aside).to_be_focused()
    assert page.evaluate("() => window.isStillThisPage")
    expect(page.locator("#whole-hints")).not_to_contain_text("Still to be written")
    expect(whole_hints(page)).to_contain_text(["Whom to ask"])


def a_row_is_added_with_a_picture_found_by_its_word(page):
    row = row_of(page, "We are a team from outside Fernleigh.")
    row.get_by_role("link", name="Add after").click()
    expect(row.get_by_label("Sentence", exact=True)).to_be_focused()
    # What cannot be saved stays where it was typed, with what has to be put right.
    row.get_by_role("button", name="Save", exact=True).click()
    expect(row.locator(".govuk-error-summary")).to_be_focused()
    row.get_by_label("Sentence", exact=True).fill("You can ask the team about this report.")
    choose_picture(row, "telephone")
    expect(page.locator("[data-row-slot] form")).to_have_count(0)
    rows = page.locator(".easy-row--row .easy-row__text")
    expect(rows.nth(1)).to_have_text("You can ask the team about this report.")


def a_row_is_removed(page):
    row = row_of(page, "Thank you to everyone")
    row.get_by_role("link", name="Remove").click()
    expect(row.get_by_text("Take out this row: “Thank you to everyone who talked to us.”?")).to_be_visible()
    row.get_by_role("button", name="Remove it").click()
    expect(page.locator("#rows-said")).to_have_text("Removed: “Thank you to everyone who talked to us.”")
    expect(row_of(page, "Thank you to everyone")).to_have_count(0)


def the_row_without_a_picture_is_found_and_gets_one(page):
    expect(whole_hints(page)).to_contain_text(["No picture yet"])
    page.locator("#whole-hints").get_by_role("button", name="Next row with a hint or without a picture").click()
    row = page.locator(".easy-row:target")
    open_form(row)
    choose_picture(row, "compass")
    expect(page.locator("#whole-hints")).to_contain_text("Nothing to point out here.")
    expect(page.get_by_text("No picture yet")).to_have_count(0)


def assert_good_in_every_width(page):
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
        found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
        assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 1280, "height": 900})


def it_is_seen_as_it_will_be_printed(page, bench):
    page.get_by_role("link", name="See it as it will be printed").click()
    expect(page.get_by_text("You can ask the team about this report.")).to_be_visible()
    expect(page.get_by_text("Thank you to everyone who talked to us.")).to_have_count(0)
    expect(page.get_by_text("To be written")).to_have_count(0)
    page.goto(bench)


def a_link_is_made(page):
    page.get_by_role("button", name="Make a link for a group").click()
    page.get_by_label("Who will test it").fill("Fernleigh self-advocacy group")
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_label("Link for").input_value()


def a_group_tests_it(page, link):
    page.goto(link)
    expect(page.get_by_text("You are: Fernleigh self-advocacy group")).to_be_visible()
    assert_good_on_a_phone(page)
    page.get_by_role("button", name="Start").tap()
    expect(page.get_by_text("We are a team from outside Fernleigh.")).to_be_visible()
    assert_good_on_a_phone(page)
    tells(page, "A team came to us.")
    page.get_by_text("Easy", exact=True).tap()
    expect(saved(page)).to_contain_text("Saved at")
    page.get_by_role("button", name="Next part").tap()
    expect(page.get_by_text("You can ask the team about this report.")).to_be_visible()
    tells(page, "We can ring you.")
    page.get_by_text("Hard", exact=True).tap()
    page.get_by_text("We don’t like the picture").tap()
    page.get_by_label("What is wrong with the picture?").fill("Nobody has such a telephone.")
    # Nobody waits for the line to say so: going on saves first.
    for part in range(3, 9):
        page.get_by_role("button", name="Next part").tap()
        expect(page.get_by_text(f"Part {part} of 8")).to_be_visible()
    page.get_by_role("button", name="To the end").tap()
    page.get_by_label("Yes, please name us").check()
    page.get_by_label("How shall we write it?").fill("Four members of a group")
    assert_good_on_a_phone(page)
    page.get_by_role("button", name="We have finished").tap()
    expect(page.get_by_text("We will write that it was tested by: Four members of a group")).to_be_visible()
    assert_good_on_a_phone(page)


def what_they_said_is_dealt_with(page, bench):
    page.goto(bench)
    second = page.locator(".easy-row--row").nth(1)
    expect(second.locator(".heard__sum")).to_contain_text("1 found this hard, 1 did not like the picture.")
    expect(second).to_contain_text("“We can ring you.”")
    expect(second).to_contain_text("“Nobody has such a telephone.”")
    change(page, second, "You can ask us about this report.")
    expect(second).to_contain_text("The row has changed since.")
    second.get_by_role("button", name="Dealt with").click()
    expect(second).to_contain_text("Dealt with: Lead")
    assert_good_in_every_width(page)


def change(page, row, text):
    open_form(row)
    row.get_by_label("Sentence", exact=True).fill(text)
    row.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The row is saved.").wait_for()


def it_is_signed_off(page):
    page.get_by_role("link", name="Write down what you changed").click()
    expect(page.get_by_label("Who tested it")).to_have_value("Four members of a group")
    for part, value in (("Day", "3"), ("Month", "5"), ("Year", "2017")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("What changed").fill("We made the second row shorter.")
    page.get_by_label("How they were thanked and paid").fill("A card, and £20 each.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Sign it off as it stands").click()
    expect(page.get_by_text("Signed off by Lead on")).to_be_visible()


def a_change_voids_that(page, bench):
    change(page, page.locator(".easy-row--row").first, "We are a team of visitors.")
    expect(page.get_by_text("It has changed since it was signed off by Lead on")).to_be_visible()
    expect(page.get_by_role("button", name="Sign it off as it stands")).to_be_visible()
    page.goto(bench.replace("easy-read/", "release/"))
    expect(page.get_by_text("The easy read has changed since it was signed off.").first).to_be_visible()


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
    phone.goto(f"{address}/reviews/{world.ids['visited']}/{end}")
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()


def test_summary_and_what_happened_next_are_read_beside_each_other(page_of, address, world):
    page = page_of("commissioner", **PHONE)
    page.goto(f"{address}/reviews/{world.ids['issued']}/release/1/easy-read/")
    page.get_by_role("link", name="Read what happened next").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened next in Larkmere: easy read")
    expect(page.get_by_text("The new short break is open. 13 children go there.")).to_be_visible()
    assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
    page.get_by_role("link", name="Read the summary of our report").last.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Support for young people in Larkmere: easy read")


def test_the_lead_writes_what_is_left_of_the_update_and_is_asked_why_it_is_not_signed_off(page_of, address, world):
    page = page_of("lead")
    update = f"{address}/reviews/{world.ids['issued']}/easy-read/update/"
    page.goto(f"{address}/reviews/{world.ids['issued']}/release/issue-update/")
    expect(page.get_by_text("It can be issued when everything that has to be done is done.")).to_be_visible()
    page.goto(update)
    row = page.locator(f"[id='row-{world.ids['update_row']}']")
    expect(row).to_contain_text("Say what they have done, in one idea.")
    open_form(row)
    row.get_by_label("Sentence", exact=True).fill("The council wrote a new plan.")
    choose_picture(row, "page")
    expect(row).to_contain_text("The council wrote a new plan.")
    page.get_by_role("link", name="Issue it").click()
    page.get_by_role("button", name="Issue what happened next").click()
    expect(page.get_by_label("Why does it go out without being tested and signed off?")).to_be_visible()
    expect(page.get_by_role("button", name="Issue and release")).to_be_visible()
