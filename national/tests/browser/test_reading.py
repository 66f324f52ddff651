"""The easy read as its readers have it: aloud, in the size and the colours they like, by keyboard, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from national.tests.browser.keyboard import next_stop
from national.tests.browser.places import Place
from national.tests.browser.speech import end_of_line, give_speaker, said
from national.tests.browser.test_every_page import ONLY_WHAT_IS_WRONG, PARTS_WIDER_THAN_THE_WINDOW

pytestmark = pytest.mark.browser

ISSUED = Place("version_read", None, {"review_id": "issued", "number": 1, "kind": "easy-read"})
WORKING = Place("report_read", None, {"review_id": "visited", "kind": "easy-read"})
SITE_REPORT = Place("version_read", None, {"review_id": "issued", "number": 1, "kind": "site"})
SIZES = ("Normal", "Larger", "Largest")
COLOURS = ("Black on white", "Black on cream", "White on black")
# The rows that open every easy read.
FIRST, SECOND = "This is an easy-read summary of a report.", "The report is about Larkmere."
READ, READ_ON, STOP = "Read this aloud", "Read everything from here", "Stop reading"

# Words whose colour has a contrast of less than 7:1 with the ground they stand on. Axe asks for less where they are
# large. Where the focus is, its own colours are.
TOO_FAINT = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [red, green, blue] = parts(colour).map(each => each / 255)
            .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = element => {
        const own = getComputedStyle(element).backgroundColor;
        return parts(own)[3] === 0 ? ground(element.parentElement) : own;
    };
    const contrast = element => {
        const [low, high] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    return [...document.querySelectorAll(".reading-page *")]
        .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        .filter(each => each.checkVisibility() && !each.closest(":focus") && contrast(each) < 7)
        .map(each => each.outerHTML.slice(0, 120));
}"""
# What readers lay over a page: the spacing of WCAG 1.4.12, and text of twice the size.
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }"""
TWICE = "html { font-size: 200% }"
CUT_OFF = """() => [...document.querySelectorAll(".reading-page *:not(.govuk-visually-hidden, thead)")]
    .filter(each => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible")
    .map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture
def open_page(page_of, address, world):
    """The issued easy read, as its commissioner opens it, on a device with the voices that are named."""

    def opened(*voices, place=ISSUED, person="commissioner", **options):
        page = page_of(person, **options)
        if options.get("java_script_enabled", True):
            give_speaker(page, *voices)
        page.goto(address + place.path(world))
        return page

    return opened


def press(page, name, within=None):
    (within or page).get_by_role("button", name=name).first.click()


def row_of(page, sentence):
    return page.locator(".row", has_text=sentence)


def bar(page):
    return page.get_by_role("group", name="Reading aloud")


def being_read(page):
    return page.locator("[data-being-read] .sentence, h1[data-being-read], h2[data-being-read]").all_inner_texts()


def test_a_row_is_read_marked_and_left(open_page):
    page = open_page()
    press(page, f"{READ} “{SECOND}”")
    assert said(page) == [SECOND]
    assert being_read(page) == [SECOND]
    row = row_of(page, SECOND)
    expect(row.get_by_text("Reading this now")).to_be_visible()
    expect(row.get_by_role("button", name=f"{STOP} “{SECOND}”")).to_be_focused()
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    end_of_line(page)
    assert said(page) == [SECOND]
    assert being_read(page) == []
    expect(bar(page)).to_be_hidden()
    expect(row.get_by_role("button", name=f"{READ} “{SECOND}”")).to_be_focused()


def test_everything_from_a_heading_is_read_to_the_end_in_the_order_of_the_page(open_page):
    page = open_page()
    last_heading = page.get_by_role("heading", name="Whom to ask").inner_text()
    words = page.locator(".document [data-aloud-words], .document :is(h1, h2)[data-aloud]").all_inner_texts()
    press(page, READ_ON)
    for _ in range(500):
        if not page.evaluate("() => speechSynthesis.speaking"):
            break
        end_of_line(page)
    heard = said(page)
    assert heard[0] == page.locator("h1").inner_text()
    assert [line for line in heard if line in words] == [line for text in words for line in text.split("\n")]
    assert last_heading in heard[-4:-1]
    assert being_read(page) == []
    assert not any("Read" in line or "Stop" in line for line in heard)


def test_from_one_row_one_may_go_on_to_those_after_it(open_page):
    page = open_page()
    press(page, f"{READ} “{FIRST}”")
    press(page, READ_ON, bar(page))
    expect(bar(page).get_by_role("button", name=STOP)).to_be_focused()
    end_of_line(page)
    assert said(page) == [FIRST, SECOND]
    assert being_read(page) == [SECOND]


def test_what_is_read_stands_in_sight_and_not_under_the_bar(open_page):
    page = open_page(viewport={"width": 390, "height": 600}, reduced_motion="reduce")
    press(page, READ_ON)
    for _ in range(30):
        box = page.locator("[data-being-read]").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= bar(page).bounding_box()["y"]
        end_of_line(page)


@pytest.mark.parametrize("how", ["row", "bar", "key"])
def test_reading_can_be_stopped(how, open_page):
    page = open_page()
    press(page, READ_ON)
    end_of_line(page)
    here = page.locator("[data-being-read]").inner_text()
    if how == "row":
        press(page, f"{STOP} “{here}”")
    elif how == "bar":
        press(page, STOP, bar(page))
    else:
        page.keyboard.press("Escape")
    assert page.evaluate("() => [told.silenced, speechSynthesis.speaking]") == [1, False]
    assert being_read(page) == []
    expect(page.get_by_text("could not")).to_have_count(0)


def test_another_row_takes_the_place_of_the_one_being_read(open_page):
    page = open_page()
    press(page, f"{READ} “{FIRST}”")
    press(page, f"{READ} “{SECOND}”")
    assert said(page) == [FIRST, SECOND]
    assert being_read(page) == [SECOND]


def test_reading_ends_when_the_page_is_left(open_page, address):
    page = open_page()
    press(page, READ_ON)
    page.evaluate("() => addEventListener('pagehide', () => sessionStorage.setItem('silenced', told.silenced))")
    page.goto(f"{address}/about/")
    assert page.evaluate("() => sessionStorage.getItem('silenced')") == "1"


def test_slower_begins_the_row_again_and_is_remembered(open_page):
    page = open_page()
    press(page, f"{READ} “{FIRST}”")
    press(page, "Slower", bar(page))
    assert said(page) == [FIRST, FIRST]
    expect(bar(page).get_by_role("button", name="Slower")).to_have_attribute("aria-pressed", "true")
    page.reload()
    press(page, f"{READ} “{FIRST}”")
    assert page.evaluate("() => told.said.map(one => one.rate)") == [0.7]
    press(page, "Slower", bar(page))
    assert page.evaluate("() => told.said.map(one => one.rate)") == [0.7, 1]


def test_a_failure_is_said_in_words(open_page):
    page = open_page()
    press(page, f"{READ} “{FIRST}”")
    page.evaluate("() => speechSynthesis.fail()")
    expect(page.get_by_role("status").filter(has_text="This browser could not read it aloud.")).to_be_visible()
    assert being_read(page) == []


VOICES = {
    "french": "{ lang: 'fr-FR', localService: true, default: true }",
    "american": "{ lang: 'en_US', localService: true, default: true }",
    "british": "{ lang: 'en_GB', localService: true }",
    # What this one reads would be sent away.
    "elsewhere": "{ lang: 'en-GB', localService: false, default: true }",
}


def test_the_voice_is_of_the_language_and_the_country_of_the_page(open_page):
    page = open_page(*VOICES.values())
    press(page, f"{READ} “{FIRST}”")
    assert page.evaluate("() => told.said.map(one => [one.lang, one.voice.lang, one.voice.localService])") == [
        ["en", "en_GB", True]
    ]


@pytest.mark.parametrize("voices", [["elsewhere"], ["french"], ["french", "elsewhere"]], ids=" ".join)
def test_without_a_voice_of_this_device_for_the_language_nothing_offers_to_read(voices, open_page):
    page = open_page(*(VOICES[name] for name in voices))
    expect(page.get_by_role("button", name="Larger", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Read")).to_have_count(0)
    expect(bar(page)).to_have_count(0)


def test_a_voice_that_comes_late_is_used(open_page):
    page = open_page(VOICES["french"])
    page.evaluate(f"() => speechSynthesis.voices.push({VOICES['british']})")
    page.evaluate("() => { for (let n = 0; n < 2; n++) speechSynthesis.dispatchEvent(new Event('voiceschanged')); }")
    expect(row_of(page, FIRST).get_by_role("button")).to_have_count(1)


def test_a_browser_without_speech_shows_the_page_and_nothing_to_press_in_vain(page_of, address, world):
    page = page_of("commissioner")
    page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis")
    page.goto(address + ISSUED.path(world))
    assert page.evaluate("() => 'speechSynthesis' in window") is False
    expect(row_of(page, FIRST)).to_be_visible()
    expect(page.get_by_role("button", name="Read")).to_have_count(0)


def test_size_and_colours_are_remembered_and_there_before_the_page_is_painted(open_page):
    page = open_page()
    before = row_of(page, FIRST).locator(".sentence").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    press(page, "Largest")
    press(page, "White on black")
    page.add_init_script(
        "new MutationObserver(() => document.body && (window.found ??= document.documentElement.dataset.readingSize))"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.reload()
    assert page.evaluate("() => window.found") == "largest"
    for name in ("Largest", "White on black"):
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Normal")).to_have_attribute("aria-pressed", "false")
    after = row_of(page, FIRST).locator(".sentence").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    # 18 point, and half as much again.
    assert (before, after) == (24, 36)


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("place", [ISSUED, WORKING], ids=str)
def test_every_size_in_every_colour_is_accessible_and_fits(place, colours, open_page):
    page = open_page(place=place, person="lead")
    press(page, colours)
    press(page, f"{READ} “{FIRST}”")
    for width, size in ((1280, "Normal"), (820, "Larger"), (390, "Largest"), (320, "Largest")):
        page.set_viewport_size({"width": width, "height": 900})
        press(page, size)
        assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
        assert page.evaluate(TOO_FAINT) == []
    found = Axe().run(page, options=ONLY_WHAT_IS_WRONG)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("style", [SPACED, TWICE], ids=["spaced", "twice the size"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_or_needs_scrolling_sideways_on_a_phone(size, style, open_page):
    page = open_page(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page.add_style_tag(content=style)
    press(page, size)
    press(page, f"{READ} “{FIRST}”")
    assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
    assert page.evaluate(CUT_OFF) == []


def test_picture_comes_before_its_words_also_where_it_stands_above_them(open_page):
    page = open_page(viewport={"width": 390, "height": 844})
    row = row_of(page, FIRST)
    places = {}
    for size in SIZES:
        press(page, size)
        picture, words = row.locator("img").bounding_box(), row.locator(".sentence").bounding_box()
        places[size] = (picture["x"] < words["x"], picture["y"] < words["y"] - picture["height"] / 2)
    assert places == {"Normal": (True, False), "Larger": (False, True), "Largest": (False, True)}


def test_a_word_leads_to_its_meaning_and_back(open_page):
    page = open_page()
    word = page.locator(".sentence a").first
    term, row = word.inner_text(), page.locator(".row", has=word).first.get_attribute("id")
    word.click()
    entry = page.locator(".word:target")
    assert term.lower().startswith(entry.locator("dt").inner_text().lower())
    expect(entry.locator("dd")).to_be_in_viewport()
    entry.get_by_role("link", name="Back to the text").click()
    assert page.evaluate("() => location.hash") == f"#{row}"


def test_everything_is_done_by_keyboard_and_the_focus_is_seen(open_page):
    page = open_page()
    pressed = []
    while len(pressed) < 3:
        stop = next_stop(page)
        if stop["own"] in ("Largest", "Black on cream") or stop["own"].startswith(READ):
            pressed.append(stop["own"])
            page.keyboard.press("Enter")
    assert said(page) == [FIRST]
    page.keyboard.press("Enter")
    assert being_read(page) == []
    assert page.evaluate("() => ({ ...document.documentElement.dataset })") == {
        "readingSize": "largest",
        "readingColours": "cream",
    }


def test_without_scripts_the_page_reads_and_offers_nothing_that_would_not_work(open_page):
    page = open_page(java_script_enabled=False)
    expect(row_of(page, FIRST).locator("img")).to_be_visible()
    assert page.locator("main button").filter(visible=True).count() == 0
    page.locator(".contents a").last.click()
    expect(page.get_by_role("heading", name="About the pictures")).to_be_in_viewport()


def test_printed_page_has_the_words_large_and_black_and_nothing_to_press(open_page):
    page = open_page()
    press(page, "White on black")
    press(page, f"{READ} “{FIRST}”")
    page.emulate_media(media="print")
    assert page.locator("main button").filter(visible=True).count() == 0
    look = "each => { const { color, fontSize } = getComputedStyle(each); return [color, parseFloat(fontSize)] }"
    assert row_of(page, FIRST).locator(".sentence").evaluate(look) == ["rgb(22, 25, 28)", 24]
    assert row_of(page, FIRST).evaluate("each => getComputedStyle(each).outlineStyle") == "none"


@pytest.mark.parametrize("style", [SPACED, TWICE], ids=["spaced", "twice the size"])
def test_the_site_report_reads_on_a_phone_without_scrolling_sideways(style, open_page):
    page = open_page(place=SITE_REPORT, viewport={"width": 390, "height": 844}, bypass_csp=True)
    page.add_style_tag(content=style)
    assert page.evaluate(PARTS_WIDER_THAN_THE_WINDOW) == []
    assert page.evaluate(CUT_OFF.replace(".reading-page", ".document")) == []
    label = "cell => getComputedStyle(cell, '::before').content"
    assert page.locator(".document .card-table td").first.evaluate(label) == '"On the team as"'


def test_notes_of_the_site_report_keep_their_numbers(open_page):
    page = open_page(place=SITE_REPORT)
    notes = page.locator(".document ol.notes")
    assert notes.count() > 0
    assert set(notes.evaluate_all("all => all.map(each => getComputedStyle(each).listStyleType)")) == {"decimal"}
