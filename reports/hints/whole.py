"""Reads an easy read as a whole: its pages, its order, its pictures, and the rows that every easy read needs."""

import re
from collections import defaultdict
from dataclasses import dataclass

from reports.hints.hint import Hint

AIM_PAGES, MOST_PAGES = 12, 20
OFTEN = 3
# Measured on the six printed easy reads of the demo: rows on a page, and pages of cover, contents, words and contact.
# Four are then right, one is a page too few; one that is half written, without words and contact, is two too many.
ROWS_A_PAGE, OTHER_PAGES = 6, 5

_OPENING = (
    ("who-we-are", r"\bwe are\b", "Say who we are. For example: We are a team from outside {site}."),
    (
        "when-we-came",
        r"\bwe (?:came|visited|went|were)\b.*\b(?:20\d\d|january|february|march|april|may|june|july|"
        r"august|september|october|november|december)\b",
        "Say when we came. For example: We came to {site} in May.",
    ),
    (
        "why-we-came",
        r"\bwe (?:came|wanted|looked|asked|visited|met)\b.*\b(?:about|to ask|to look|to see|to find|"
        r"to learn|to hear|at how)\b",
        "Say why we came. For example: We came to ask about support for young people.",
    ),
    ("no-inspection", r"\b(?:not|never|no)\b.*\binspection\b", "Say what it was not: This was not an inspection."),
)
_ASKED = re.compile(r"\b(?:asked?|asks|want|would like|should|must|needs? to|will|said yes|said no)\b", re.IGNORECASE)
_ANSWERED = re.compile(r"\b(?:answer(?:s|ed)?|said yes|said no|says yes|says no|agreed|decided?)\b", re.IGNORECASE)
_NOT_ANSWERED = re.compile(r"\bnot answered yet\b", re.IGNORECASE)
_TO_ASK = re.compile(r"\byou (?:can|could|may) (?:ask|ring|call|phone|text|email|write to|talk to)\b", re.IGNORECASE)


@dataclass(frozen=True)
class WholeRow:
    """A row as the whole sees it. `place`: where the passage it stands for comes in the report, or None."""

    text: str
    heading: bool = False
    picture: str = ""
    stands_for: str = ""
    place: int | None = None


@dataclass(frozen=True)
class Whole:
    """An easy read and what it is about.

    `titles` are those of the report's sections in their order, in easy words; `recommendations` are (id, first words),
    in order; `answered` says whether the site has answered any of them; `contact` whether the review names whom to ask.
    An `update` says what happened next: it is in an order of its own, and why the team came was said in the summary.
    """

    site: str
    rows: tuple = ()
    titles: tuple = ()
    recommendations: tuple = ()
    answered: bool = False
    contact: bool = False
    update: bool = False

    @property
    def sentences(self):
        return [row for row in self.rows if not row.heading]


def whole_hints(whole):
    """The Hints about an easy read as a whole, none where it has no rows yet."""
    if not whole.rows:
        return []
    return [
        *_opening(whole),
        *_recommendations(whole),
        *_whom_to_ask(whole),
        *([] if whole.update else _order_of_headings(whole)),
        *([] if whole.update else _order_under_headings(whole)),
        *_pictures(whole),
        *_pages(whole),
    ]


def pages_of(whole):
    """About how many pages it will have."""
    return OTHER_PAGES + -(-len(whole.sentences) // ROWS_A_PAGE)


def _opening(whole):
    for code, pattern, says in _OPENING[:2] if whole.update else _OPENING:
        if not any(re.search(pattern, row.text, re.IGNORECASE | re.DOTALL) for row in whole.sentences):
            yield Hint(code, says.format(site=whole.site))


def _recommendations(whole):
    rows = defaultdict(list)
    for row in whole.sentences:
        rows[row.stands_for].append(row.text)
    without = [(passage_id, words) for passage_id, words in whole.recommendations if passage_id not in rows]
    if without:
        named = ", ".join(f"“{words}”" for _, words in without)
        says = f"No row stands for {'this recommendation' if len(without) == 1 else 'these recommendations'}: {named}."
        yield Hint("recommendation-without-row", says, words=" ".join(passage_id for passage_id, _ in without))
    for passage_id, _ in whole.recommendations:
        texts = [text for text in rows.get(passage_id, []) if text.strip()]
        if texts and not any(_ASKED.search(text) for text in texts):
            says = f"Say whom we asked: “{texts[0].strip().rstrip('.')}”. For example: We asked the council to …"
            yield Hint("who-was-asked", says, words=passage_id)
    if whole.recommendations:
        yield from _answers(whole)


def _answers(whole):
    said = [row.text for row in whole.sentences if _ANSWERED.search(row.text)]
    if not said:
        yield Hint("what-they-answered", "Say what they answered. Until they do: The council has not answered yet.")
    elif whole.answered:
        for text in said:
            if _NOT_ANSWERED.search(text):
                yield Hint("what-they-answered", f"They have answered by now. Say what: “{text}”", words=text)


def _whom_to_ask(whole):
    if not whole.contact and not any(_TO_ASK.search(row.text) for row in whole.sentences):
        says = "Say whom people can ask about this report. The settings of the review have a place for it."
        yield Hint("whom-to-ask", says)


def _order_of_headings(whole):
    order = {title.casefold(): place for place, title in enumerate(whole.titles)}
    furthest = -1
    for row in whole.rows:
        place = order.get(row.text.strip().casefold()) if row.heading else None
        if place is None:
            continue
        if place < furthest:
            says = f"In the report “{row.text}” comes earlier. Keep its order, so that people can follow both."
            yield Hint("order", says, words=row.text)
        furthest = max(furthest, place)


def _order_under_headings(whole):
    """The first row under each heading that comes earlier in the report than a row above it."""
    furthest, told = -1, False
    for row in whole.rows:
        if row.heading:
            furthest, told = -1, False
        elif row.place is not None:
            if row.place < furthest and not told:
                named = f"“{row.text}”" if row.text.strip() else "a row that is still to be written"
                says = f"In the report this comes before the row above it: {named}."
                yield Hint("order", says, words=row.text)
                told = True
            furthest = max(furthest, row.place)


def _pictures(whole):
    without = sum(1 for row in whole.sentences if not row.picture)
    if without:
        says = f"{without} {'row has' if without == 1 else 'rows have'} no picture yet."
        yield Hint("picture-missing", says, words=str(without))
    beside = defaultdict(dict)
    for row in whole.sentences:
        if row.picture:
            beside[row.picture].setdefault(row.text.strip())
    for picture, texts in beside.items():
        if len(texts) >= OFTEN:
            says = f"The picture “{picture}” stands beside {len(texts)} different rows. Give each idea one of its own."
            yield Hint("picture-repeated", says, words=f"{picture} {len(texts)}")


def _pages(whole):
    pages = pages_of(whole)
    if pages > MOST_PAGES:
        says = f"About {pages} pages. {MOST_PAGES} are the most to give to anybody: leave out what matters least."
        yield Hint("pages", says, words=f"more than {MOST_PAGES}")
    elif pages > AIM_PAGES:
        says = f"About {pages} pages. {AIM_PAGES} are enough for most readers."
        yield Hint("pages", says, words=f"more than {AIM_PAGES}", quiet=True)
