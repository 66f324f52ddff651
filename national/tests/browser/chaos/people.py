"""People at work while everything goes wrong: tabs that are typed in, and the words that must not get lost."""

from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error

from conftest import PASSWORD

FIELDS = "[data-save-to]"
COPIES = "key => key.startsWith('golden-thread-text')"
QUIET = f"""() => {{
    const line = document.getElementById("save-line");
    const kept = document.querySelectorAll(".kept-text").length;
    return {{
        line: line ? line.dataset.kind || "nothing" : "",
        words: line ? line.textContent : "",
        copies: Object.keys(localStorage).filter({COPIES}).length - kept,
        waiting: Object.keys(localStorage).filter({COPIES}).map(key => localStorage.getItem(key).slice(0, 400)),
    }};
}}"""
IN_FRONT = f"""() => [
    ...[...document.querySelectorAll("textarea, input")].map(field => field.value),
    ...Object.keys(localStorage).filter({COPIES}).map(key => localStorage.getItem(key)),
]"""
# Where two words differ in their ends only, what is said of that to a screen reader stands in the middle of them.
SIDE_BY_SIDE = """() => [...document.querySelectorAll(".side-by-side")].map(both => {
    const copy = both.cloneNode(true);
    for (const hidden of copy.querySelectorAll(".govuk-visually-hidden")) hidden.remove();
    return copy.textContent;
}).join("\n")"""
SOON = 1500


@dataclass
class Word:
    """A word that is like no other, the tab it was typed in, and when. `settled`: somebody decided about its text."""

    text: str
    tab: str
    at: float
    settled: bool = False


class Tab:
    """A page of one person, which may at any time show something else than ours."""

    def __init__(self, context, name, person, home):
        self.context, self.name, self.person, self.home = context, name, person, home
        self.complaints = []
        self.open_page()

    def open_page(self):
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        # Leaving is always meant; throwing something away never is.
        self.page.on("dialog", lambda asked: asked.accept() if asked.type == "beforeunload" else asked.dismiss())

    @property
    def is_ours(self):
        return self.page.url.startswith(self.home.split("/reviews/")[0]) and "/accounts/" not in self.page.url

    def go(self, address=None):
        """Goes somewhere, by way of signing in where that is asked for; with no connection it gets nowhere."""
        with suppress(Error):
            self.page.goto(address or self.home)
            if "/accounts/login/" in self.page.url:
                self.fill_in_the_sign_in()
                self.page.get_by_role("button", name="Sign out").wait_for()

    def fill_in_the_sign_in(self, page=None):
        page = page or self.page
        page.get_by_label("E-mail address").fill(f"{self.person}@example.org")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()

    def sign_in_again(self):
        """In place, if this page asks for it: in a tab beside it."""
        if not self.page.locator(".sign-in-again a").count():
            return False
        try:
            with self.context.expect_page(timeout=2 * SOON) as opened:
                self.page.locator(".sign-in-again a").click(timeout=SOON)
            beside = opened.value
            beside.wait_for_load_state()
            if "/accounts/login/" in beside.url:
                self.fill_in_the_sign_in(beside)
            beside.get_by_role("heading", name="You are signed in again").wait_for()
            beside.close()
        except Error:
            # The same person has just come back in another tab, or the line is too bad.
            return False
        return True

    def type(self, field, text):
        """Key by key at the end of a field. Returns whether it stood there, whatever has become of the field since."""
        field.focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)
        return text.strip() in field.evaluate("field => field.value")

    def take_back(self, field, text):
        field.focus()
        self.page.keyboard.press("Control+End")
        for _ in text:
            self.page.keyboard.press("Backspace")

    def unrest(self):
        """What is on its way or waits; nothing when all has come to rest, whatever the line says in the end."""
        if self.page.locator(".sign-in-again").count():
            return "asks to sign in again"
        found = self.page.evaluate(QUIET)
        is_waiting = found["line"] in ("saving", "device") or (found["copies"] > 0 and found["line"] != "refused")
        return f"{self.name}: {found}" if is_waiting else ""

    def crash(self):
        """The process of the page is gone at once, without a last word; the person opens another tab."""
        with suppress(Error):
            # Whoever is gone does not answer.
            self.context.new_cdp_session(self.page).send("Page.crash", timeout=300)
        self.page.close()
        self.open_page()
