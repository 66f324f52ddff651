"""The glossary as the hints and the word list use it: which hard words a text has, and whether it explains them."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reports.hints.sentences import sentences
from reports.hints.words import exactly, words_of


@dataclass(frozen=True)
class HardWord:
    """A hard word of the glossary and what it means, in a sentence that is easy. `match_case`: also an everyday word."""

    term: str
    meaning: str
    match_case: bool = False


@dataclass(frozen=True)
class Glossary:
    """Hard words, to be found in texts. The longest that fits is found: “SEN support” is not also “SEN”."""

    words: tuple = ()

    def found_in(self, text):
        """[(HardWord, (start, end))] in the order of the text, alone or as a plural."""
        found = []
        for match in self._pattern.finditer(text):
            word = self._by_form.get(match[0]) or self._by_low_form.get(match[0].lower())
            if word and (not word.match_case or match[0].startswith(word.term)):
                found.append((word, match.span()))
        return found

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
    def _by_form(self):
        return {form: word for word in self.words for form in _forms(word.term)}

    @cached_property
    def _by_low_form(self):
        return {form.lower(): word for word in self.words if not word.match_case for form in _forms(word.term)}

    @cached_property
    def _pattern(self):
        longest_first = sorted(self._by_form, key=lambda form: (-len(form), form))
        if not longest_first:
            return re.compile(r"(?!)")
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def glossary_of(words):
    """The Glossary of a tuple of HardWords; what is made ready for searching is kept."""
    return Glossary(words)


def is_known(term):
    """Whether readers know a term, although the glossary has it."""
    return term in exactly("known_abbreviations")


def explains(text, word):
    """Whether a text says what a word means: in the glossary's own sentence, or with the word as what it speaks of."""
    own = _plain(word.meaning)
    for sentence in sentences(text):
        said = _plain(sentence.text)
        if said == own or _speaks_of(said, word.term):
            return True
    return False


def _speaks_of(said, term):
    for form in _forms(term.lower()):
        begun = re.match(rf"(?:an? |the |in an? )?{re.escape(form)}\b(?: is| are| was)?( \w+)?", said)
        if begun and begun[1] and (begun[1].strip() in _explaining(begun[0])):
            return True
    return False


def _explaining(beginning):
    if re.search(r" (?:is|are|was) \S+$", beginning):
        return words_of("explaining_after_is")
    return words_of("explaining")


def _plain(sentence):
    return " ".join(re.findall(r"[\w'&-]+", sentence.lower().replace("’", "'")))


def _forms(term):
    """A term alone and as a plural."""
    forms = [term, f"{term}s", f"{term}es"]
    if term.endswith("y"):
        forms.append(f"{term[:-1]}ies")
    return forms
