"""The form page in Chromium: focus, keys, sizes, accessibility. Pages come from memory and files, not from a server."""

import mimetypes
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.tests.form_samples import EveryKindForm
from accounts.tests.test_govuk_forms import FIRST_CONTROLS

pytestmark = pytest.mark.browser
ADDRESS = "http://golden-thread.test/"


def answer(route):
    """Serve the form page with every error at /, static files where they lie, and 500 for anything else."""
    place = route.request.url.removeprefix(ADDRESS)
    if place == "":
        form = EveryKindForm({})
        context = {"form": form, "heading": "Add a finding", "submit_label": "Save", "back_url": "/back/"}
        body = render_to_string("form_page.html", context, RequestFactory().get("/"))
        route.fulfill(body=body, content_type="text/html; charset=utf-8")
    elif found := place.startswith(settings.STATIC_URL.strip("/")) and finders.find(place.partition("/")[2]):
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
    else:
        route.fulfill(status=500, body="")


@pytest.fixture
def form_page(page):
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")
    return page


def focused_id(page):
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize(("name", "target"), FIRST_CONTROLS.items())
def test_every_link_of_the_summary_takes_focus(form_page, name, target):
    link = form_page.locator(f".govuk-error-summary a[href='#{target}']")
    link.focus()
    form_page.keyboard.press("Enter")
    assert focused_id(form_page) == target


def test_the_summary_takes_focus_when_the_page_arrives(form_page):
    assert form_page.evaluate("document.activeElement.className") == "govuk-error-summary"


def test_radios_are_round_and_checkboxes_are_square(form_page):
    shape = "id => getComputedStyle(document.getElementById(id).nextElementSibling, '::before').borderTopLeftRadius"
    assert form_page.evaluate(shape, "id_kind_0") == "50%"
    assert form_page.evaluate(shape, "id_themes_0_0") == "0px"


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_the_page_is_accessible_and_fits(form_page, width):
    form_page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(form_page)
    assert found.violations_count == 0, found.generate_report()
    assert form_page.evaluate("document.documentElement.scrollWidth") == width


def test_what_is_pressed_is_large_enough_for_a_finger(form_page):
    form_page.set_viewport_size({"width": 820, "height": 900})
    pressed = "button, .govuk-input, .govuk-select, .govuk-back-link, .site-header a, .site-footer a"
    small = """wanted => [...document.querySelectorAll(wanted)]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)
        .map(each => each.outerHTML)"""
    assert form_page.locator(pressed).count() == 14
    assert form_page.evaluate(small, pressed) == []


def test_a_text_area_says_how_much_is_left(form_page):
    form_page.locator("#id_text").fill("x" * 195)
    left = form_page.locator(".govuk-character-count__status")
    left.get_by_text("You have 5 characters remaining").wait_for()
    form_page.locator("#id_text").fill("x" * 203)
    left.get_by_text("You have 3 characters too many").wait_for()
    assert len(form_page.locator("#id_text").input_value()) == 203


def test_the_question_mark_opens_help_outside_fields_only(form_page):
    form_page.locator("#id_title").press("?")
    assert form_page.locator("dialog[open]").count() == 0
    form_page.locator("h1").click()
    form_page.keyboard.press("?")
    form_page.get_by_role("dialog", name="Keyboard help").wait_for()


def test_keys_can_be_switched_off_for_good(form_page):
    form_page.locator("h1").click()
    form_page.keyboard.press("?")
    form_page.get_by_role("button", name="Switch these keys off").click()
    form_page.reload()
    form_page.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")
    form_page.locator("h1").click()
    form_page.keyboard.press("?")
    assert form_page.locator("dialog[open]").count() == 0


def test_the_n_key_presses_what_the_page_offers_as_new(form_page):
    form_page.evaluate(
        "() => { const link = document.createElement('a'); link.href = '#id_note'; link.dataset.new = '';"
        " document.querySelector('main').append(link); }"
    )
    form_page.locator("h1").click()
    form_page.keyboard.press("n")
    assert form_page.url == f"{ADDRESS}#id_note"


def test_a_request_that_fails_is_said_and_the_text_stays(form_page):
    form_page.evaluate(
        "() => { const field = document.getElementById('id_text'); field.setAttribute('hx-post', '/save/');"
        " field.setAttribute('hx-trigger', 'input'); field.setAttribute('hx-swap', 'none'); htmx.process(field); }"
    )
    form_page.locator("#id_text").fill("They know every family.")
    form_page.get_by_text("This could not be saved. Copy your text before you leave this page").wait_for()
    assert form_page.locator("#id_text").input_value() == "They know every family."


def test_the_printed_page_has_words_and_nothing_to_press(form_page):
    form_page.emulate_media(media="print")
    assert form_page.locator("h1").is_visible()
    assert [
        each for each in form_page.locator("button, .site-footer, .govuk-back-link").all() if each.is_visible()
    ] == []
