"""A visit, once through as people make it: from the programme to the handout that stays in the room."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from conftest import PASSWORD
from national.tests.browser.printed import places_of, words_of

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SESSION = "Parents and carers, at the family centre"
HEARD = "Nobody rang us back for a year."
JOINED = "A key worker told us the same of six other families."
ASIDE = "The car park was full."


@pytest.fixture(scope="module")
def people(browser, address):
    """Somebody's page, each in a browser of their own that stays open for the whole visit."""
    contexts, pages = [], {}

    def page_of(name, **options):
        if name not in pages:
            contexts.append(browser.new_context(accept_downloads=True, **options))
            contexts[-1].set_default_timeout(15_000)
            pages[name] = contexts[-1].new_page()
            sign_in(pages[name], address, name)
        return pages[name]

    yield page_of
    for context in contexts:
        context.close()


def sign_in(page, address, name):
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Review of commissioning in Fernleigh").wait_for()


@pytest.fixture(scope="module")
def review_page(address, world):
    return f"{address}/reviews/{world.ids['writing']}/"


def fill_date(page, name, date):
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(date, part)))


def press(page, name, **more):
    page.get_by_role("button", name=name, **more).click()


def test_the_lead_lays_out_the_programme_and_the_visit_begins(people, review_page):
    lead, today = people("lead"), timezone.localdate()
    lead.goto(f"{review_page}details/")
    fill_date(lead, "visit_from", today)
    fill_date(lead, "visit_to", today + timedelta(days=1))
    lead.locator("[name=safeguarding_contact]").fill("The duty team, 01632 960001")
    press(lead, "Save the details")
    lead.get_by_role("link", name="Back to the visit").click()
    lead.locator("[name=reason]").fill("The visit is only now.")
    press(lead, "Back to the visit")
    lead.get_by_text("The review is now at the stage “Visiting”.").wait_for()
    lead.goto(f"{review_page}papers/")
    press(lead, "Lay out the framework’s model programme")
    expect(lead.get_by_text("sessions of the framework’s model are in the programme")).to_be_visible()
    sessions = lead.locator(".programme > li")
    assert sessions.count() > 8


def test_a_session_says_who_is_met_how_they_take_part_and_who_brings_the_easy_read_back(people, review_page):
    lead, now = people("lead"), timezone.localtime()
    lead.goto(f"{review_page}papers/#programme")
    press(lead, "Add a session")
    lead.locator("[name=title]").fill(SESSION)
    fill_date(lead, "date", now.date())
    # It is going on now; near midnight it is a short one.
    lead.locator("[name=start]").fill("00:00")
    lead.locator("[name=end]").fill("23:59")
    lead.locator("[name=access]").fill("A signer, and breaks.")
    lead.locator("[name=groups-0-group]").select_option(label="Families")
    lead.locator("[name=groups-0-number]").fill("9")
    lead.locator("[name=groups-0-easy_read_by]").fill("The parents’ forum")
    fill_date(lead, "groups-0-easy_read_due", now.date() + timedelta(days=60))
    press(lead, "Save the session")
    expect(lead.get_by_text(f"“{SESSION}” is saved.")).to_be_visible()
    lead.goto(f"{review_page}visit/")
    expect(lead.locator(".session--now").filter(has_text=SESSION)).to_be_visible()
    card = lead.locator(".visit__programme li").filter(has_text=SESSION)
    for words in ("A signer, and breaks.", "9", "The parents’ forum"):
        expect(card).to_contain_text(words)


def test_on_a_phone_two_taps_lead_from_the_review_to_a_note_that_saves_itself(people, review_page):
    phone = people("reviewer", **PHONE)
    phone.goto(review_page)
    phone.get_by_role("button", name="Add a note").first.tap()
    phone.get_by_label("Note", exact=True).tap()
    phone.keyboard.type(HEARD)
    expect(phone.locator("#save-line")).to_contain_text("Saved")
    # The session is the one that is going on, by the clock of the server.
    assert SESSION in phone.locator("[name=session] option:checked").inner_text()
    phone.get_by_label("These are their own words").check()
    phone.get_by_label("They said we may quote them").check()
    phone.locator("[name=group]").select_option(label="Families")
    phone.get_by_role("checkbox", name="Vision").check()
    press(phone, "Save and write another")
    expect(phone.get_by_label("Note", exact=True)).to_have_value("")
    write_note(phone, JOINED)
    phone.get_by_role("button", name="Add a note").first.tap()
    write_note(phone, ASIDE, about=False)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def write_note(page, text, about=True):
    page.get_by_label("Note", exact=True).fill(text)
    if about:
        page.get_by_role("checkbox", name="Vision").check()
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="Visit", exact=True)).to_be_visible()


def test_a_concern_is_passed_on_without_what_it_was(people):
    phone = people("reviewer", **PHONE)
    expect(phone.get_by_text("The duty team, 01632 960001")).to_be_visible()
    press(phone, "I have passed it on")
    expect(phone.get_by_text("What it was is not kept here.")).to_be_visible()
    expect(phone.get_by_text("by Reviewer, " + SESSION)).to_be_visible()


def test_notes_wait_until_one_becomes_a_passage_and_another_joins_it(people, review_page):
    lead = people("lead")
    lead.goto(f"{review_page}visit/")
    expect(lead.get_by_role("heading", name="Notes not yet used (3)")).to_be_visible()
    use_note(lead, HEARD, "A new finding")
    lead.goto(f"{review_page}visit/")
    use_note(lead, JOINED, "Add to")
    lead.goto(f"{review_page}visit/")
    expect(lead.get_by_role("heading", name="Notes not yet used (1)")).to_be_visible()
    expect(lead.locator(".note")).to_contain_text(ASIDE)
    lead.goto(f"{review_page}sections/")
    lead.get_by_role("link", name="Vision").click()
    passage = lead.locator("article.passage").filter(has_text=HEARD)
    expect(passage.locator("blockquote")).to_contain_text(HEARD)
    expect(passage).to_contain_text(JOINED)


def use_note(page, text, place):
    note = page.locator(".note").filter(has_text=text)
    label = note.locator("option").filter(has_text=place).first.inner_text()
    note.locator("[name=place]").select_option(label=label)
    note.get_by_role("button", name="Use it").click()
    expect(page.locator(".note").filter(has=page.locator("form.note__use")).filter(has_text=text)).to_have_count(0)


def test_the_board_says_who_was_heard_and_takes_an_answer_in_one_click(people, review_page):
    lead = people("lead")
    lead.goto(f"{review_page}visit/board/")
    row = lead.get_by_role("row").filter(has=lead.get_by_role("rowheader", name="Vision"))
    # The second note names no group, but its session met one only.
    expect(row.locator(".board__heard")).to_have_text("2")
    indicator = lead.locator("form.answers").first
    name = indicator.get_attribute("id")
    indicator.get_by_role("button", name="Partly").click()
    expect(lead.locator(f"#{name}").get_by_role("button", name="Partly")).to_have_attribute("aria-pressed", "true")
    lead.reload()
    expect(lead.get_by_text("Answered already (1)")).to_be_visible()


def test_what_was_chosen_is_spoken_and_marked_as_said(people, review_page):
    lead = people("lead")
    lead.goto(f"{review_page}visit/room/choose/")
    choice = lead.locator("form.answers").filter(has_text="Nobody rang us back")
    name = choice.get_attribute("id")
    choice.get_by_role("button", name="In full").click()
    expect(lead.locator(f"#{name}").get_by_role("button", name="In full")).to_have_attribute("aria-pressed", "true")
    lead.goto(f"{review_page}visit/room/")
    expect(lead.get_by_text("1 of 1")).to_be_visible()
    expect(lead.locator("[data-heading]:visible")).to_have_count(1)
    press(lead, "Said")
    expect(lead.locator(".said button")).to_have_attribute("aria-pressed", "true")


def test_before_the_draft_goes_out_one_list_says_what_nobody_heard(people, review_page):
    lead = people("lead")
    lead.goto(f"{review_page}visit/room/compare/")
    expect(lead.get_by_role("heading", name="In the report, and not said in the room (0)")).to_be_visible()
    lead.goto(f"{review_page}sections/leadership/")
    press(lead, "Add a finding")
    form = lead.locator("form[data-typed]")
    form.get_by_label("Finding", exact=True).fill("Nobody in the room heard this.")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_have_count(0)
    lead.goto(f"{review_page}visit/room/compare/")
    expect(lead.get_by_role("heading", name="In the report, and not said in the room (1)")).to_be_visible()
    expect(lead.get_by_text("Nobody in the room heard this.")).to_be_visible()


def test_the_handout_is_a_pdf_of_what_was_chosen(people, review_page, running_worker, tmp_path):
    lead = people("lead")
    lead.goto(f"{review_page}report/feedback-pack/")
    press(lead, "Make a PDF of this draft")
    ready = lead.get_by_role("link", name="Download")
    ready.wait_for(timeout=60_000)
    with lead.expect_download() as download:
        ready.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    words = words_of(path)
    assert len(places_of(HEARD, words)) == 1
    assert len(places_of(JOINED, words)) == 1
    assert places_of("Nobody in the room heard this.", words) == []
    assert places_of(ASIDE, words) == []
