"""The glossary as the hints and the word list use it: which hard words a text has, and whether it explains them."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reports.hints.sentences import sentences
from reports.hints.words import exactly, words_of

_FIRST_WORD = re.compile(r"(?<!\w)\w+")
_GOES_ON = re.compile(r"\w")
_ARTICLES = ("", "a ", "an ", "the ", "in a ", "in an ")


@dataclass(frozen=True)
class HardWord:
    """A hard word of the glossary and what it means, in an easy sentence. `match_case`: it is also an everyday word."""

    term: str
    meaning: str
    match_case: bool = False


@dataclass(frozen=True)
class Glossary:
    """Hard words, to be found in texts. The longest that fits is found: “SEN support” is not also “SEN”."""

    words: tuple = ()

    def found_in(self, text):
        """[(HardWord, (start, end))] in the order of the text, alone or as a plural."""
        found, here = [], 0
        for begun in _FIRST_WORD.finditer(text):
            if begun.start() < here:
                continue
            word, end = self._at(text, begun)
            if word:
                found.append((word, (begun.start(), end)))
                here = end
        return found

    def _at(self, text, begun):
        """(HardWord, where it ends): the longest that begins at this word of the text; (None, 0) where none does."""
        for form, word in self._by_first_word.get(begun[0].lower(), ()):
            written = text[begun.start() : begun.start() + len(form)]
            ends = begun.start() + len(form)
            same = written.startswith(word.term) if word.match_case else written.lower() == form.lower()
            if same and written.lower() == form.lower() and not _GOES_ON.match(text, ends):
                return word, ends
        return None, 0

    def used_in(self, texts):
        """The HardWords that any of the texts has, in alphabetical order."""
        used = {word for text in texts for word, _ in self.found_in(text)}
        return sorted(used, key=lambda word: (word.term.lower(), word.term))

    def has(self, written):
        """Whether this is a word of the glossary, or its plural, as it is written."""
        return any(word.term in (written, written.rstrip("s")) for word in self.words)

    @cached_property
    def vocabulary(self):
        """The everyday words that explain the hard ones, in small letters."""
        everyday = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
        return frozenset(found[0] for word in self.words for found in everyday.finditer(word.meaning))

    @cached_property
    def _by_first_word(self):
        """{the first word of a form in small letters: [(form, HardWord)], the longest form first}."""
        found = {}
        for word in self.words:
            for form in _forms(word.term):
                begun = _FIRST_WORD.match(form)
                if begun:
                    found.setdefault(begun[0].lower(), []).append((form, word))
        return {first: sorted(forms, key=lambda each: (-len(each[0]), each[0])) for first, forms in found.items()}


@lru_cache(maxsize=8)
def glossary_of(words):
    """The Glossary of a tuple of HardWords; what is made ready for searching is kept."""
    return Glossary(words)


def is_known(term):
    """Whether readers know a term, although the glossary has it."""
    return term in exactly("known_abbreviations") or term in exactly("known_terms")


def explains(text, word):
    """Whether a text says what a word means: in the glossary's own sentence, or with the word as what it speaks of."""
    return any(said == _plain(word.meaning) or _speaks_of(said, word.term) for said in _plain_sentences(text))


def _speaks_of(said, term):
    """Whether a plain sentence begins with the term and says what that is: "a charter says", "autism is a"."""
    for form in _forms(_plain(term)):
        for article in _ARTICLES:
            if said.startswith(f"{article}{form} "):
                first, second = [*said[len(article) + len(form) :].split()[:2], ""][:2]
                if first in ("is", "are", "was"):
                    return second in words_of("explaining_after_is")
                return first in words_of("explaining")
    return False


@lru_cache(maxsize=2000)
def _plain_sentences(text):
    return tuple(_plain(sentence.text) for sentence in sentences(text))


@lru_cache(maxsize=2000)
def _plain(sentence):
    return " ".join(re.findall(r"[\w'&-]+", sentence.lower().replace("’", "'")))


def _forms(term):
    """A term alone and as a plural."""
    forms = [term, f"{term}s", f"{term}es"]
    if term.endswith("y"):
        forms.append(f"{term[:-1]}ies")
    return forms
