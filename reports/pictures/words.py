"""Words that pictures are found by: their stems, words for the same thing, and words about harm."""

import re
from functools import cache

from django.conf import settings
from ruamel.yaml import YAML

WORDS = settings.BASE_DIR / "fixtures" / "pictures" / "words.yaml"

VOWELS = "aeiouy"


@cache
def _listed():
    return YAML(typ="safe").load(WORDS)


@cache
def _small():
    return frozenset(_listed()["small"])


@cache
def _irregular():
    return {form: word for word, forms in _listed()["irregular"].items() for form in forms}


@cache
def _same():
    """{stem: the stems of words for the same thing}; phrases stand for all of their words."""
    same = {}
    for group in _listed()["same_words"]:
        groups = [stems_of(word) for word in group]
        for own in groups:
            if len(own) == 1:
                same.setdefault(own[0], set()).update(stem for other in groups for stem in other if len(other) == 1)
    return same


@cache
def _harm():
    return [tuple(stems_of(word)) for word in _listed()["harm"]]


def harm_words():
    """The words about harm, as they stand in fixtures/pictures/words.yaml."""
    return list(_listed()["harm"])


def stems_of(text):
    """The stems of the words of a text, in order; small words are left out unless there are no others."""
    words = [word.strip("'’") for word in re.findall(r"[\w'’]+", text.lower())]
    telling = [word for word in words if word and word not in _small()] or [word for word in words if word]
    return [stem(word) for word in telling]


@cache
def stem(word):
    """What is left of a word without its ending, so that “walking” and “walks” find what “walk” finds."""
    word = re.sub(r"['’]s?$", "", word)
    word = _irregular().get(word, word)
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        rest = word.removesuffix(ending) + instead
        if word.endswith(ending) and _is_a_word(rest) and not (ending == "s" and word.endswith("ss")):
            word = _without_doubled_end(rest) if ending in ("ing", "ed") else rest
            break
    return word.removesuffix("e") if len(word) > 3 else word


def _is_a_word(rest):
    return len(rest) > 2 and any(letter in VOWELS for letter in rest)


def _without_doubled_end(rest):
    return rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest


def stems_to_keep(*texts):
    """The stems of texts for a column that is searched: each once, with a space before and after it."""
    found = dict.fromkeys(stem for text in texts for stem in stems_of(text))
    return f" {' '.join(found)} "


def same_words(wanted):
    """The stems of other words for the same things as the stems `wanted`."""
    return {other for each in wanted for other in _same().get(each, ())} - set(wanted)


def is_about_harm(text):
    """Whether a text speaks of somebody being hurt, held, shut away, frightened or lost."""
    found = stems_of(text)
    return any(
        tuple(found[start : start + len(phrase)]) == phrase
        for phrase in _harm()
        for start in range(len(found) - len(phrase) + 1)
    )
