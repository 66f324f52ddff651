"""Rules about numbers: no percentages, no big ones, digits and not words."""

import re

from reports.hints.hint import hint, quoted

BIGGEST = 999

_PERCENTAGE = re.compile(r"(?:\d[\d.,]*\s*)?(?:%|(?<!\w)(?:per ?cent|percentages?)(?!\w))", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w%])")
_TELEPHONE = re.compile(r"(?<![\d,])(?:\+\d{1,3} ?|0)\d[\d ]{5,}\d")
_BIG_WORD = re.compile(r"(?<!\w)(?:\d[\d.,]*\s*)?(?:thousands?|millions?|billions?)(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = "two|three|four|five|six|seven|eight|nine"
_NUMBER_WORD = re.compile(
    rf"(?<![\w-])(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|{_UNITS}))?|{_UNITS}|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundreds?|dozens?)(?!\w)",
    re.IGNORECASE,
)
# “One parent” counts; “one day”, “this one” and “one another” do not.
_ONE = re.compile(r"(?<![\w-])one(?![\w-])(?! day\b| another\b| by one\b|[.,!?]|$)", re.IGNORECASE)
_NO_COUNT = re.compile(r"\b(?:no|this|that|the|each|every|any|some|which|another|good|new|by)\s+$", re.IGNORECASE)


def percentages(row):
    spans = [found.span() for found in _PERCENTAGE.finditer(row.text)]
    if spans:
        says = f"Say it with people: {quoted(row.text, spans)}. For example: 6 of 10 people."
        yield hint("percentage", row.text, spans, says)


def big_numbers(row):
    telephones = [found.span() for found in _TELEPHONE.finditer(row.text)]
    spans = [found.span() for found in _BIG_WORD.finditer(row.text)]
    for found in _FIGURE.finditer(row.text):
        inside = any(start <= found.start() < end for start, end in (*telephones, *spans))
        if not inside and float(found[0].replace(",", "")) > BIGGEST and not _YEAR.fullmatch(found[0]):
            spans.append(found.span())
    if spans:
        says = f"Do you need this number? {quoted(row.text, sorted(spans))} is hard to picture. “Many” may do."
        yield hint("big-number", row.text, sorted(spans), says)


def number_words(row):
    spans = [found.span() for found in _NUMBER_WORD.finditer(row.text)]
    spans += [found.span() for found in _ONE.finditer(row.text) if not _NO_COUNT.search(row.text[: found.start()])]
    if spans:
        yield hint(
            "number-word", row.text, sorted(spans), f"Write numbers as digits: {quoted(row.text, sorted(spans))}."
        )
