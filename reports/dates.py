"""Keeps dates on one line where a page is set: 1 September 2023 is read as one thing."""

import re

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
# Tags and the title of the file are passed over. People's texts are escaped, so no “<” of theirs is in the way.
DATE = re.compile(
    r"<title>.*?</title>|<[^>]*>"
    rf"|(?P<day>\b\d{{1,2}}(?:st|nd|rd|th)?)[ \n](?P<month>{MONTHS})\b(?:[ \n](?P<year>\d{{4}})\b)?",
    re.DOTALL,
)
UNBROKEN = "\N{NO-BREAK SPACE}"


def with_whole_dates(page):
    """The page (HTML) with no-break spaces inside its dates; nothing else of it is changed."""
    return DATE.sub(_joined, page)


def _joined(match):
    if match["day"] is None:
        return match[0]
    return UNBROKEN.join(part for part in match.group("day", "month", "year") if part)
