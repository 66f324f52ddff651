"""A day on which everything goes wrong: seeded steps of two people in three tabs, and what must be there in the end."""

import random
import re
import sqlite3
import time
from contextlib import closing

from django.apps import apps
from playwright.sync_api import Error

from national.tests.browser.chaos.bad_line import FAULTS
from national.tests.browser.chaos.people import FIELDS, IN_FRONT, SIDE_BY_SIDE, SOON, Tab, Word
from reports.models import RowVersion
from reviews.models import TextVersion

# Name of a step and how often it is taken among all others.
STEPS = {
    "write": 120,
    "write_on_after_a_button": 6,
    "erase": 8,
    "pause": 12,
    "open": 12,
    "add": 7,
    "add_a_note": 4,
    "go_elsewhere": 8,
    "press_save": 5,
    "close": 5,
    "remove": 3,
    "put_back": 2,
    "refile": 3,
    "go_home": 5,
    "reload": 5,
    "crash": 3,
    "lose_the_line": 4,
    "spoil_a_request": 14,
    "kill_the_server": 3,
    "end_a_session": 3,
    "sign_in_again": 6,
    "settle": 6,
}
# A text is kept in the browser this long after it was typed, at the latest.
KEPT_AFTER = 0.5
CLOSING = 75
SOME_SECTIONS = ("leadership", "relationships")
ELSEWHERE = (
    "details/",
    "sessions/{session}/change/",
    "easy-read/rows/{row}/",
    "sections/{section}/sentence/",
    "good-practice/{practice}/",
)
# Beside plain ones, those that take more than a byte.
LETTERS = "éßñœa"
FIELDS_OF_A_LINE = 0.3


class Day:
    """Two people write sections of one review and other texts of another; everything random comes from the seed."""

    def __init__(self, seed, contexts, server, line, ids):
        self.chance, self.server, self.line = random.Random(seed), server, line
        self.base = f"{line.address}/reviews/{ids['writing']}"
        self.elsewhere = [f"{line.address}/reviews/{ids['visited']}/{path.format(**ids)}" for path in ELSEWHERE]
        self.words, self.typed, self.number, self.log = {}, 0, 0, []
        self.server_back_at = self.line_back_at = None
        self.tabs = []
        for name, person in (("first", "reviewer"), ("second", "reviewer"), ("third", "second_reviewer")):
            tab = Tab(contexts[person], name, person, f"{self.base}/sections/{self.chance.choice(SOME_SECTIONS)}/")
            tab.go()
            self.tabs.append(tab)

    # The day --------------------------------------------------------------------------------------------------------
    def run(self, steps):
        names, weights = list(STEPS), list(STEPS.values())
        for self.number in range(steps):
            self._repair()
            step, tab = self.chance.choices(names, weights)[0], self.chance.choice(self.tabs)
            if not tab.is_ours:
                step = "go_home"
            took = time.monotonic()
            try:
                said = getattr(self, f"_{step}")(tab)
            except Error as error:
                # Nothing there to press just now, as on every bad day.
                said = f"not possible: {str(error).splitlines()[0]}"
            self.log.append(f"{self.number:3} {tab.name:6} {time.monotonic() - took:4.1f}s {step} {said or ''}")

    def close(self):
        """The line is mended, the server runs, everybody is signed in; then all has to come to rest."""
        self._repair(everything=True)
        for tab in self.tabs:
            if not tab.is_ours:
                tab.go()
        deadline = time.monotonic() + CLOSING
        self._look_up()
        while unrest := [tab.unrest() for tab in self.tabs if tab.unrest()]:
            for tab in self.tabs:
                tab.sign_in_again()
            assert time.monotonic() < deadline, f"Something never came to rest: {unrest}"
            self.tabs[0].page.wait_for_timeout(200)

    def missing(self):
        """The words that are neither in force nor in a conflict nor in front of anybody."""
        in_front = "\n".join(text for tab in self.tabs for text in tab.page.evaluate(IN_FRONT))
        in_force, in_conflict, earlier = stored(self.server.place.folder)
        standing = "\n".join([in_front, in_force, in_conflict])
        return [
            word for word in self.words.values() if word.text not in (standing + earlier if word.settled else standing)
        ]

    def _repair(self, everything=False):
        if self.line_back_at is not None and (everything or self.number >= self.line_back_at):
            self.line.away, self.line_back_at = False, None
        if self.server_back_at is not None and (everything or self.number >= self.server_back_at):
            self.server.start()
            self.server_back_at = None
        if everything:
            self.line.heal()

    def _look_up(self):
        """The browser notices that there is a connection, and tries again at once."""
        for context in {tab.context for tab in self.tabs}:
            context.set_offline(True)
            context.set_offline(False)

    @property
    def _is_cut_off(self):
        return self.line.away or self.server_back_at is not None

    # Writing --------------------------------------------------------------------------------------------------------
    def _field(self, tab):
        """One of the open fields, mostly of the text and sometimes one of a line, such as the short title."""
        for folded in tab.page.locator("form[data-typed] details:not([open]) summary").all()[:1]:
            folded.click(timeout=SOON)
        kind = FIELDS if self.chance.random() < FIELDS_OF_A_LINE else f"textarea{FIELDS}"
        fields = tab.page.locator(f"{kind}:visible").element_handles()
        return self.chance.choice(fields) if fields else None

    def _write(self, tab):
        field = self._field(tab)
        return self._type(tab, field) if field else self._open(tab)

    def _type(self, tab, field):
        self.typed += 1
        word = Word(f"w{self.typed:04}{self.chance.choice(LETTERS)}", tab.name, time.monotonic())
        if tab.type(field, f" {word.text}"):
            self.words[word.text] = word
        word.at = time.monotonic()
        return word.text

    def _write_on_after_a_button(self, tab):
        """Somebody presses Save or Close, the answer takes its time, and they type on where they were."""
        field = self._field(tab)
        if field is None:
            return self._open(tab)
        self.line.order("slow", 1.5)
        button = self.chance.choice([".button-row button", "[data-close], [data-discard]"])
        if pressed := field.evaluate_handle("(field, button) => field.form.querySelector(button)", button).as_element():
            pressed.click(timeout=SOON, no_wait_after=True)
        return f"{button} {self._type(tab, field)}"

    def _erase(self, tab):
        """Takes back the last word, if it was typed here: it no longer counts, whatever becomes of it."""
        field = self._field(tab)
        if field is None:
            return "nothing open"
        last = (field.evaluate("field => field.value").split() or [""])[-1]
        if last not in self.words or self.words[last].tab != tab.name:
            return "not theirs"
        del self.words[last]
        tab.take_back(field, f" {last}")
        return last

    def _pause(self, tab):
        tab.page.wait_for_timeout(self.chance.choice([50, 100, 300, 600, 1700]))

    # Passages -------------------------------------------------------------------------------------------------------
    def _open(self, tab):
        links = tab.page.locator("a[data-edit]:visible")
        if not links.count():
            return self._add(tab)
        links.nth(self.chance.randrange(links.count())).click(timeout=SOON)
        return f"changing{self._wait_for_a_form(tab)}"

    def _add(self, tab):
        if not tab.page.locator(".run__add a").count():
            return self._go_home(tab)
        buttons = tab.page.locator(".run__add a")
        buttons.nth(self.chance.randrange(buttons.count())).click(timeout=SOON)
        return f"adding{self._wait_for_a_form(tab)}"

    def _wait_for_a_form(self, tab):
        try:
            tab.page.locator(FIELDS).first.wait_for(timeout=600)
        except Error:
            return ", in vain"
        return ""

    def _add_a_note(self, tab):
        tab.go(f"{self.base}/visit/notes/new/")

    def _go_elsewhere(self, tab):
        tab.go(self.chance.choice(self.elsewhere))
        return tab.page.url.removeprefix(self.line.address)

    def _press_save(self, tab):
        return self._press(tab.page.get_by_role("button", name=re.compile("^Save( the [a-z]+)?$")))

    def _close(self, tab):
        return self._press(tab.page.get_by_role("link", name="Close"))

    def _remove(self, tab):
        return self._press(tab.page.get_by_role("button", name="Remove this"))

    def _put_back(self, tab):
        return self._press(tab.page.get_by_role("button", name="Undo"))

    def _press(self, found):
        """One of what can be pressed, if there is something."""
        count = found.count()
        if not count:
            return "nothing to press"
        found.nth(self.chance.randrange(count)).click(timeout=SOON, no_wait_after=True)
        return ""

    def _refile(self, tab):
        if nothing := self._press(tab.page.get_by_role("link", name="File elsewhere")):
            return nothing
        choices = tab.page.get_by_role("radio")
        choices.first.wait_for(timeout=SOON)
        places = tab.page.locator(", ".join(f"[value^='{code}:']" for code in SOME_SECTIONS))
        places.nth(self.chance.randrange(places.count())).check(timeout=SOON)
        tab.page.get_by_role("button", name="File it there").click(timeout=SOON, no_wait_after=True)
        return ""

    def _settle(self, tab):
        if not tab.page.locator(".side-by-side").count():
            if nothing := self._press(tab.page.get_by_role("link", name="See both")):
                return nothing
            tab.page.locator(".side-by-side").first.wait_for(timeout=2 * SOON)
        both = tab.page.evaluate(SIDE_BY_SIDE)
        for word in self.words.values():
            word.settled = word.settled or word.text in both
        if not tab.page.get_by_role("button", name="Settle it").count():
            return "in a note, where typing on settles it"
        choice = self.chance.choice(["Keep the text", "Put my text", "Use the text below"])
        tab.page.get_by_role("radio", name=choice).first.check(timeout=SOON)
        tab.page.get_by_role("button", name="Settle it").click(timeout=SOON, no_wait_after=True)
        return choice

    # What goes wrong ------------------------------------------------------------------------------------------------
    def _go_home(self, tab):
        tab.go(f"{self.base}/sections/{self.chance.choice(SOME_SECTIONS)}/")

    def _reload(self, tab):
        tab.page.reload()

    def _crash(self, tab):
        crashed = time.monotonic()
        unsure = [key for key, word in self.words.items() if word.tab == tab.name and crashed - word.at < KEPT_AFTER]
        for key in unsure:
            del self.words[key]
        tab.crash()
        tab.go()
        return f"unsure of {unsure}" if unsure else ""

    def _lose_the_line(self, tab):
        self.line.away, self.line_back_at = True, self.number + self.chance.randrange(2, 12)

    def _spoil_a_request(self, tab):
        for _ in range(self.chance.randrange(1, 4)):
            self.line.order(self.chance.choice(FAULTS), self.chance.uniform(0.2, 2.5))

    def _kill_the_server(self, tab):
        if self.server_back_at is not None:
            return "down already"
        self.server.kill()
        self.server_back_at = self.number + self.chance.randrange(1, 8)
        return f"until {self.server_back_at}"

    def _end_a_session(self, tab):
        if self.chance.random() < 0.5:
            tab.context.clear_cookies()
            return "cookies gone"
        with closing(sqlite3.connect(self.server.place.folder / "world.sqlite3", timeout=20)) as database:
            database.execute("delete from django_session")
            database.commit()
        return "all sessions ended"

    def _sign_in_again(self, tab):
        if self._is_cut_off:
            return "no connection"
        return "" if tab.sign_in_again() else "not asked for"


def stored(folder):
    """What is in force, what is in a conflict, and what was in force before, of all texts that save themselves."""
    versions = [model._meta.db_table for model in (TextVersion, RowVersion)]
    questions = (
        texts_in_force(),
        [f"select text from {table} where kind = 'conflict'" for table in versions],
        [f"select text from {table}" for table in versions],
    )
    with closing(sqlite3.connect(folder / "world.sqlite3", timeout=20)) as database:
        return ["\n".join(row[0] for row in database.execute(" union all ".join(each))) for each in questions]


def texts_in_force():
    for model in apps.get_models():
        columns = {field.name for field in model._meta.local_fields}
        if texts := [name for name in getattr(model, "TEXTS", ()) if name in columns]:
            together = " || ' ' || ".join(texts)
            yield f"select {together} from {model._meta.db_table}"
