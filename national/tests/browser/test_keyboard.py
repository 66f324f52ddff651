"""Every kind of form is filled in and sent by keyboard alone, and the focus is always to be seen."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD
from national.tests.browser.keyboard import Press, fill_by_keyboard, next_stop
from national.tests.browser.places import Place

pytestmark = pytest.mark.browser
OPEN = TICK = True
VISITED = {"review_id": "visited"}


@dataclass(frozen=True)
class Form:
    """A form at a place, what is answered, the button that sends it, and the words that follow."""

    place: Place
    answers: dict
    submit: str
    said: str

    def __str__(self):
        return str(self.place)


def visited(name, person="reviewer", **ids):
    return Place(name, person, VISITED | ids)


FORMS = [
    Form(
        Place("account_login", None),
        {"E-mail address": "observer@example.org", "Password": PASSWORD},
        "Sign in",
        "Hello, Observer",
    ),
    Form(
        visited("passage_add", code="section", kind="finding"),
        {
            "Finding": "They know every family.",
            "Short title, themes, indicators": OPEN,
            "Short title": "Families",
            "Person-centred planning": TICK,
            "Where it comes from": OPEN,
            "How we know": "Read in a paper",
        },
        "Save",
        "Saved.",
    ),
    Form(visited("passage_edit", passage_id="passage"), {"Finding": "They know them all."}, "Save", "Saved."),
    Form(
        visited("passage_refile", passage_id="passage"), {"Where it belongs": 1}, "File it there", "It is filed under"
    ),
    Form(
        visited("section_cell", code="section"),
        {"In a sentence": "Everybody says the same."},
        "Save",
        "The sentence is saved.",
    ),
    Form(
        visited("good_practice_add"),
        {"What it is called": "A shared register", "What makes it work": "Trust\nTime"},
        "Save",
        "“A shared register” is saved.",
    ),
    Form(
        Place("line_add", "reviewer", {"review_id": "lines"}),
        {"The line of enquiry": "How are families heard?"},
        "Add the line",
        "The line “How are families heard?” is added.",
    ),
    Form(
        visited("session_add", "coordinator"),
        {
            "Date: Day": "24",
            "Date: Month": "11",
            "Date: Year": "2026",
            "What the session is": "Grandparents, at the library",
            "Who": "Commissioners",
            "How many people": "9",
        },
        "Save the session",
        "Grandparents, at the library",
    ),
    Form(
        visited("paper_add", "coordinator"),
        {"What the paper is": "A map of short breaks", "It has arrived": TICK},
        "Save the paper",
        "A map of short breaks",
    ),
    Form(
        visited("easy_read_row_new"),
        {
            "Sentence": "We came by bus.",
            "Find a picture": "bus",
            "Find pictures": Press("Pictures for “bus”"),
            "Pictures for “bus”": 1,
        },
        "Save",
        "The row is saved.",
    ),
    Form(
        visited("easy_read_test_new"),
        {"Who tested it": "Two self-advocates", "When: Day": "1", "When: Month": "11", "When: Year": "2026"},
        "Save",
        "Saved who tested the easy read.",
    ),
    Form(
        visited("review_edit", "lead"),
        {"The review in one sentence": "Families are known and wait."},
        "Save the details",
        "The details are saved.",
    ),
    Form(
        visited("member_new", "lead"),
        {"Full name": "Rosa Amberley", "Role": "Observer", "Job": "Nurse"},
        "Add to the team",
        "The team is saved.",
    ),
    Form(
        visited("review_move", "lead", stage="preparing"),
        {"Why": "The visit is put off by a week."},
        "Back to preparing",
        "The review is now at the stage “Preparing”.",
    ),
    Form(
        Place("release_recall", "staff", {"review_id": "issued", "number": 1}),
        {"Why is it recalled?": "A name was left in it."},
        "Recall it",
        "Version 1 is recalled.",
    ),
    Form(
        Place("site_new", "staff"),
        {"Name": "Upper Fernleigh", "Partners": "Upper Fernleigh Council", "This site is invented": TICK},
        "Save the site",
        "Upper Fernleigh is saved.",
    ),
    Form(
        Place("contact_new", "staff", {"code": "new_site"}),
        {
            "Full name": "Jo Cole",
            "E-mail address": "jo@example.org",
            "What they are for the site": "Coordinator: gathers the papers and the programme, and sees no report",
            "Organisation": "Fernleigh Council",
        },
        "Add",
        "Jo Cole",
    ),
    Form(
        Place("review_choose", "staff"),
        {"Site": "Fernleigh", "Framework": 1},
        "Continue",
        "By the framework",
    ),
    Form(
        Place("review_new", "staff", {"code": "new_site", "edition": "send-peer-challenge-2022"}),
        {
            "Title": "Peer challenge in Fernleigh",
            "First day of the visit: Day": "3",
            "First day of the visit: Month": "3",
            "First day of the visit: Year": "2027",
            "Last day of the visit: Day": "4",
            "Last day of the visit: Month": "3",
            "Last day of the visit: Year": "2027",
        },
        "Set up the review",
        "“Peer challenge in Fernleigh” is set up.",
    ),
    Form(
        Place("person_edit", "staff", {"user_id": "user"}),
        {"Full name": "Outsider No More"},
        "Save",
        "Outsider No More",
    ),
]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_form_is_filled_in_and_sent_by_keyboard_alone(form, page_of, address, world):
    page = page_of(form.place.person)
    page.goto(address + form.place.path(world))
    fill_by_keyboard(page, form.answers, form.submit)
    expect(page.get_by_text(form.said).first).to_be_visible()


def test_shift_tab_goes_back_the_same_way(page_of, address, world):
    page = page_of("reviewer")
    page.goto(address + visited("passage_add", code="section", kind="recommendation").path(world))
    there = [next_stop(page)["html"] for _ in range(25)]
    back = [next_stop(page, "Shift+Tab")["html"] for _ in range(24)]
    assert back == there[-2::-1]


def test_a_mistake_is_reached_from_the_summary_by_keyboard(page_of, address, world):
    page = page_of("reviewer")
    page.goto(address + visited("passage_add", code="section", kind="finding").path(world))
    fill_by_keyboard(page, {}, "Save")
    page.locator(".govuk-error-summary").wait_for()
    while next_stop(page)["kind"] != "a":
        pass
    page.keyboard.press("Enter")
    expect(page.get_by_label("Finding", exact=True)).to_be_focused()


def test_a_passage_is_changed_in_its_place_and_the_focus_stays_with_it(page_of, address, world):
    page = page_of("second_reviewer")
    page.goto(address + Place("section_detail", None, VISITED | {"code": "passage_section"}).path(world))
    first = page.locator("article.passage").first
    first.get_by_role("link", name="Change").focus()
    page.keyboard.press("Enter")
    expect(page.locator("form[data-typed] textarea").first).to_be_focused()
    page.keyboard.insert_text("They know each other. ")
    fill_by_keyboard(page, {}, "Save")
    expect(first).to_contain_text("They know each other.")
    expect(first.get_by_role("link", name="Change")).to_be_focused()
