"""The main job, once through as people do it: from a reviewer's first finding to the commissioner's PDF."""

import re

import pytest
from playwright.sync_api import expect

from national.tests.browser.conftest import sign_in
from national.tests.browser.printed import addresses_linked, places_of, words_of

pytestmark = pytest.mark.browser

FINDING = """Families in Fernleigh told us that plans are made with them and not about them.[^1]

They named three things that had helped during the last winter:

- one worker who stays
- a plan in plain words
- weekends away for brothers and sisters

The council knows which families wait longest and rings each of them every month.

[^1]: The register of families was last checked in March 2017."""
FINDING_AS_PRINTED = [
    "Families in Fernleigh told us that plans are made with them and not about them.",
    "They named three things that had helped during the last winter:",
    "one worker who stays",
    "a plan in plain words",
    "weekends away for brothers and sisters",
    "The council knows which families wait longest and rings each of them every month.",
]
NOTE = "The register of families was last checked in March 2017."
STRENGTH = "Parents sit on every panel that chooses a provider, and they are paid for it."
GUIDE, TOOLKIT = "https://www.example.org/short-breaks-guide", "https://www.example.com/toolkit?part=2"
RECOMMENDATION = (
    f"Write down what a short break is for, starting from the [guide for councils]({GUIDE}), "
    f"and ask families to test it with the [toolkit of questions]({TOOLKIT})."
)
RECOMMENDATION_AS_PRINTED = (
    "Write down what a short break is for, starting from the guide for councils, "
    "and ask families to test it with the toolkit of questions."
)


def write(page, kind, text):
    """Add a passage in its place on the page of a section."""
    page.get_by_role("button", name=f"Add a {kind}").click()
    form = page.locator("form[data-typed]")
    form.get_by_label(kind.capitalize(), exact=True).fill(text)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_have_count(0)
    expect(page.locator("#save-line")).to_contain_text("Saved")


def open_review(page, tab=None):
    page.get_by_role("link", name="Review of commissioning in Fernleigh").click()
    if tab:
        page.get_by_role("link", name=tab, exact=True).click()


@pytest.fixture(scope="module")
def issued(new_signed_in_page, running_worker):
    """The review as it was written, checked and issued by four people in four browsers."""
    reviewer = new_signed_in_page("reviewer")
    open_review(reviewer, "Sections")
    reviewer.get_by_role("link", name="Vision").click()
    write(reviewer, "finding", FINDING)
    write(reviewer, "strength", STRENGTH)
    write(reviewer, "recommendation", RECOMMENDATION)

    lead = new_signed_in_page("lead")
    open_review(lead)
    lead.get_by_role("link", name="Send to the quality check").click()
    lead.get_by_role("button", name="Send to the quality check").click()
    lead.get_by_text("The review is now at the stage “Quality check”.").wait_for()

    independent = new_signed_in_page("independent")
    open_review(independent)
    independent.get_by_role("link", name="Approve for factual accuracy").click()
    independent.get_by_role("button", name="Approve for factual accuracy").click()
    independent.get_by_text("The review is now at the stage “Factual accuracy”.").wait_for()

    lead.get_by_role("link", name="Release", exact=True).click()
    lead.get_by_role("button", name="Issue the report").click()
    lead.get_by_label("Why does it go out without an easy read").fill("The group that tests it meets in May.")
    lead.get_by_role("button", name="Issue and release").click()
    # The page asks by itself whether the version has been made.
    lead.get_by_role("link", name="Version 1", exact=True).wait_for(timeout=60_000)
    return lead.url


@pytest.fixture(scope="module")
def new_signed_in_page(browser, address):
    """Pages of people who sign in by typing, each in a browser of their own."""
    contexts = []

    def open_page(name):
        contexts.append(browser.new_context(accept_downloads=True))
        page = contexts[-1].new_page()
        sign_in(page, address, name)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def report(issued, new_signed_in_page, tmp_path_factory):
    """The site report as its commissioner downloads it."""
    page = new_signed_in_page("commissioner")
    page.get_by_role("link", name="Fernleigh", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"^PDF ?: the site report, version 1")).click()
    path = tmp_path_factory.mktemp("downloads") / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.fixture(scope="module")
def body(report):
    """The words of the report, without its running header and footer."""
    return [word for word in words_of(report) if word.is_in_the_body]


def test_the_commissioner_downloads_the_report_by_its_name(report):
    assert report.name == "fernleigh-2017-site-report-version-1.pdf"
    assert report.read_bytes().startswith(b"%PDF-1.7")


def test_every_word_of_the_report_is_on_its_page(report):
    words = words_of(report)
    assert len(words) > 200
    assert [word for word in words if not word.is_on_the_page] == []


def test_every_word_that_was_typed_is_printed_in_its_order(body):
    texts = [*FINDING_AS_PRINTED, STRENGTH, RECOMMENDATION_AS_PRINTED]
    first = [places_of(text, body)[0][0] for text in texts]
    assert [body.index(word) for word in first] == sorted(body.index(word) for word in first)
    assert [len(places_of(text, body)) for text in [*FINDING_AS_PRINTED, NOTE, STRENGTH]] == [1] * 8


def test_the_footnote_stands_at_the_foot_of_the_page_of_its_sentence(body):
    (note,) = places_of(NOTE, body)
    (sentence,) = places_of(FINDING_AS_PRINTED[-1], body)
    assert note[0].box[1] > sentence[0].box[3]


def test_passages_are_numbered_after_the_good_practice_of_their_chapter(body):
    assert len(places_of(f"2.2 {FINDING_AS_PRINTED[0]}", body)) == 1
    assert len(places_of(f"2.3 Strength {STRENGTH}", body)) == 1


def test_the_recommendation_stands_in_its_chapter_and_again_in_chapter_nine(body):
    places = places_of(RECOMMENDATION_AS_PRINTED, body)
    assert [body[body.index(place[0]) - 1].text for place in places] == ["R1", "R1"]


def test_the_report_links_to_the_two_addresses_that_were_typed(report):
    assert addresses_linked(report) == {GUIDE, TOOLKIT}


@pytest.mark.parametrize("end", ["release/1/", "release/1/site/", "release/1/site.pdf", ""])
def test_the_commissioner_of_another_site_finds_nothing_there(issued, address, world, page_of, end):
    page = page_of("other_commissioner")
    page.expected.append("404")
    answer = page.goto(f"{address}/reviews/{world.ids['writing']}/{end}")
    assert answer.status == 404
    expect(page.get_by_text("Fernleigh")).to_have_count(0)


@pytest.mark.parametrize("end", ["release/1/", "release/1/site/", "release/1/site.pdf", ""])
def test_a_stranger_is_asked_to_sign_in(issued, address, world, page_of, end):
    page = page_of()
    page.goto(f"{address}/reviews/{world.ids['writing']}/{end}")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Fernleigh")).to_have_count(0)
