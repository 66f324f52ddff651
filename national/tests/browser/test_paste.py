"""What office programs put on the clipboard becomes Markdown: pasted in a page, saved, and read as it was meant."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from national.tests.browser.test_saving import field, line, read, saved, start

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parent / "pasted"
PASTE = """([field, html]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    field.focus();
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    return field.dispatchEvent(event);
}"""
CONVERT = """async (html) => (await import("/static/src/paste.js")).markdownOf(html).text"""


def sample(name):
    return (SAMPLES / f"{name}.html").read_text()


def paste(page, html, label="Finding"):
    """Paste as a browser tells a page of it; says whether the page took it over."""
    return not page.evaluate(PASTE, [field(page, label).element_handle(), html])


def put_on_the_clipboard(page, html):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """async (html) => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], { type: "text/html" }),
            "text/plain": new Blob(["plain"], { type: "text/plain" }),
        })])""",
        html,
    )


@pytest.mark.parametrize("name", ["word", "google-docs", "outlook"])
def test_a_sample_becomes_the_markdown_beside_it(open_section, name):
    page = open_section("reviewer", "leadership")
    start(page)
    assert paste(page, sample(name))
    assert field(page).input_value() == (SAMPLES / f"{name}.md").read_text().rstrip("\n")


def test_what_was_pasted_from_word_is_saved_and_read_as_it_was_meant(open_section):
    page = open_section("reviewer", "relationships")
    start(page)
    paste(page, sample("word"))
    saved(page)
    read(page, "Families told us")
    passage = page.locator("article.passage").filter(has_text="Families told us")
    expect(passage.locator("strong").filter(has_text="nobody says why")).to_be_visible()
    expect(passage.get_by_role("link", name="local offer")).to_have_attribute("href", "https://example.org/offer")
    expect(passage.locator("ul ul li")).to_have_text("without parents")
    expect(passage.locator("ol li").filter(has_text="Send them within a week")).to_be_visible()
    expect(passage.locator("blockquote")).to_contain_text("we wait.")
    expect(passage).to_contain_text("Its letters use * and _ freely")
    expect(passage).to_contain_text("Nine families of twelve.")


def test_the_keys_paste_and_undo(open_section):
    page = open_section("reviewer", "leadership")
    start(page, "Before ")
    put_on_the_clipboard(page, "<p>It is <b>bold</b> here.</p>")
    field(page).press("Control+v")
    expect(field(page)).to_have_value("Before It is **bold** here.")
    field(page).press("Control+z")
    expect(field(page)).to_have_value("Before ")


def test_paragraphs_pasted_into_a_line_stand_apart_from_it(open_section):
    page = open_section("reviewer", "leadership")
    start(page, "Before")
    paste(page, "<p>One.</p><p>Two.</p>")
    assert field(page).input_value() == "Before\n\nOne.\n\nTwo."


def test_plain_text_is_left_to_the_browser(open_section):
    page = open_section("reviewer", "leadership")
    start(page)
    assert not paste(page, "")


def test_notes_that_are_pasted_take_numbers_that_are_free(open_section):
    page = open_section("reviewer", "leadership")
    start(page, "Known.[^1]")
    paste(page, sample("word"))
    assert "refused.[^2]" in field(page).input_value()
    assert "[^2]: Nine families of twelve." in field(page).input_value()


def test_far_too_much_is_pasted_and_says_that_it_cannot_be_saved(open_section):
    page = open_section("reviewer", "leadership")
    start(page)
    paste(page, "<p>" + "They wait. " * 90_000 + "</p>")
    expect(line(page)).to_contain_text("Cannot be saved")
    assert len(field(page).input_value()) > 900_000


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>1. not a list</p>", "1\\. not a list"),
        ("<p># not a heading</p><p>&gt; not a quote</p>", "# not a heading\n\n\\> not a quote"),
        ("<p>a&nbsp;b\n  c</p>", "a b c"),
        ("<p><b>bold </b>then</p>", "**bold** then"),
        ("<p>one<br>two</p>", "one  \ntwo"),
        ("<ol start=3><li>three</li><li>four</li></ol>", "3. three\n4. four"),
        ("<p onclick='x()'>words<script>alert(1)</script></p>", "words"),
        ("<p><img src=x onerror=alert(1)>words</p>", "words"),
    ],
)
def test_small_things_keep_their_meaning(open_section, html, markdown):
    page = open_section("reviewer", "leadership")
    assert page.evaluate(CONVERT, html) == markdown
