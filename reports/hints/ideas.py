"""Rules about one idea a sentence: what joins two of them."""

import re

from reports.hints.hint import hint, quoted
from reports.hints.words import words_of

_SO = re.compile(
    r"(?<![\w-])so(?= (?:that|we|they|people|families|parents|you|it|he|she|the|some|many|most|i)\b)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[;()\[\]]|\s[–—-]\s|—")
_COMMA = re.compile(r",(?!\d)")
# A list of things is one idea: short pieces between commas, the last behind "and" or "or".
_LISTED = re.compile(r"(?:[\w’'-]+ ){0,2}[\w’'-]+(?:, (?:[\w’'-]+ ){0,2}[\w’'-]+)+,? (?:and|or) ")

# Where somebody stands in a piece, it is a clause and no thing of a list: "she was late".
_SOMEBODY = re.compile(r", (?:and |then )*(?:i|you|he|she|it|we|they|there)\b", re.IGNORECASE)


def more_than_one_idea(row):
    for sentence in row.sentences:
        spans = sorted([*_joining_words(sentence), *_signs(sentence), *_commas(sentence)])
        if spans:
            says = f"There may be more than one idea here: {quoted(row.text, spans)}. Make a sentence of each."
            yield hint("more-than-one-idea", row.text, spans, says)


def _joining_words(sentence):
    before = None
    for word in sentence.words:
        joins = word.low in words_of("joining")
        if word.low == "which":
            joins = before is not None and before.low not in words_of("asking")
        # At the beginning "but" and "however" speak of the sentence before.
        if joins and (before is not None or word.low not in ("but", "however", "therefore", "otherwise")):
            yield word.span
        before = word
    for found in _SO.finditer(sentence.whole, sentence.start, sentence.end):
        if found.start() > sentence.start:
            yield found.span()


def _signs(sentence):
    return [found.span() for found in _SIGNS.finditer(sentence.whole, sentence.start, sentence.end)]


def _commas(sentence):
    commas = [(found.start(), found.end()) for found in _COMMA.finditer(sentence.whole, sentence.start, sentence.end)]
    if len(commas) < 2:
        return []
    listed = [
        found.span()
        for found in _LISTED.finditer(sentence.whole, sentence.start, sentence.end)
        if not _SOMEBODY.search(found[0])
    ]
    return [] if any(start <= commas[0][0] and commas[-1][1] <= end for start, end in listed) else commas
