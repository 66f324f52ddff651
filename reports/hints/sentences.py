"""Cuts a text into sentences and words, each with its place."""

import re
from dataclasses import dataclass
from functools import cached_property

# A full stop within these ends no sentence.
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|vs|approx|a\.m|p\.m|Dr|Mrs?|Ms|St|No)\.(?=\s+\S)")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:(?:['’.,@/&-]|:\/\/)[^\W_]+)*%?")


@dataclass(frozen=True)
class Word:
    """A word of a text: as it is written, and where."""

    text: str
    start: int
    end: int

    @cached_property
    def low(self):
        """In small letters, with a straight apostrophe: as words stand in the lists."""
        return self.text.lower().replace("’", "'")

    @property
    def span(self):
        return (self.start, self.end)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text; `start` and `end` are its place in the whole of it."""

    whole: str
    start: int
    end: int

    @property
    def text(self):
        return self.whole[self.start : self.end]

    @cached_property
    def words(self):
        return tuple(
            Word(found[0], found.start(), found.end()) for found in _WORD.finditer(self.whole, self.start, self.end)
        )

    @property
    def span(self):
        return (self.start, self.end)


def sentences(text):
    """The Sentences of a text, those without a word left out. A new line ends a sentence too."""
    hidden = _SHORTENED.sub(lambda found: found[0].replace(".", "_"), text)
    found, start = [], 0
    for end in [*(match.end() for match in _END.finditer(hidden)), len(text)]:
        piece = text[start:end]
        begins, stops = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        sentence = Sentence(text, begins, max(begins, stops))
        if sentence.words:
            found.append(sentence)
        start = end
    return found
