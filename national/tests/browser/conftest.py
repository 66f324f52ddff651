"""What browser tests share: the world, its server and worker, and people who have signed in."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from conftest import PASSWORD
from national.tests.browser.killing import processes_of
from national.tests.browser.server import prepare_world, web_server, worker

# Long enough for a slow machine; what is as expected does not take it.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def prepared_world(tmp_path_factory):
    return prepare_world(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def world(prepared_world, tmp_path_factory):
    """A copy of the prepared world for the tests of one module."""
    return prepared_world.copy_to(tmp_path_factory.mktemp("copied") / "world")


@pytest.fixture(scope="module")
def address(world):
    with web_server(world) as address:
        yield address


@pytest.fixture(scope="module")
def running_worker(world):
    with worker(world) as process:
        yield process


def sign_in(page, address, name):
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign out").wait_for()


@pytest.fixture(scope="module")
def signed_in(browser, address):
    """The cookies of a person of the world, who signs in once for all tests of a module."""
    known = {}

    def state_of(name):
        if name not in known:
            context = browser.new_context()
            sign_in(context.new_page(), address, name)
            known[name] = context.storage_state()
            context.close()
        return known[name]

    return state_of


def is_complaint(said):
    """Whether a line of the console is an error, or a warning about one of our own headers."""
    return said.type == "error" or (said.type == "warning" and "-Policy" in said.text)


@pytest.fixture
def page_of(new_context, signed_in):
    """A page in a browser of its own, of a person of the world, or of a stranger where no name is given.

    Whatever the console or the content security policy complains about is an error of the test; what a test expects
    (a page that is not there) it names with `page.expected`, a list of pieces of such complaints.
    """
    pages = []

    def open_page(name=None, **options):
        context = new_context(storage_state=signed_in(name) if name else None, **options)
        context.set_default_timeout(15_000)
        pages.append(watched(context.new_page()))
        return pages[-1]

    yield open_page
    for page in pages:
        assert complaints_of(page) == []


def watched(page):
    page.complaints, page.expected = [], []
    page.on("console", lambda said: is_complaint(said) and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def complaints_of(page):
    return [said for said in page.complaints if not any(piece in said for piece in page.expected)]


@pytest.fixture(scope="module")
def browser_of(browser, signed_in):
    """The browser of a person, or of a stranger, for all tests of a module that only look."""
    contexts = {}

    def context_of(name):
        if name not in contexts:
            contexts[name] = browser.new_context(storage_state=signed_in(name) if name else None)
            contexts[name].set_default_timeout(15_000)
        return contexts[name]

    yield context_of
    for context in contexts.values():
        context.close()


@pytest.fixture
def open_section(page_of, address, world):
    """Opens the page of a section of the review in writing, as somebody."""

    def open_as(person, code):
        page = page_of(person)
        page.goto(f"{address}/reviews/{world.ids['writing']}/sections/{code}/")
        return page

    return open_as


@pytest.fixture
def start_browser(browser_type, browser_type_launch_args, tmp_path, address):
    """Starts Chromium on one profile, and signs somebody in; returns a page and the ids of all its processes."""
    contexts = []

    def start_it(name="reviewer"):
        folder = tmp_path / "profile"
        context = browser_type.launch_persistent_context(folder, **browser_type_launch_args)
        contexts.append(context)
        context.clear_cookies()
        page = context.new_page()
        sign_in(page, address, name)
        return page, processes_of(folder)

    yield start_it
    for context in contexts:
        # Of one that was killed there is nothing left to close.
        with suppress(Error):
            context.close()
