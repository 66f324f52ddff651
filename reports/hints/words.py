"""The word lists of the hints, from fixtures/easy_read/words.yaml."""

import re
from functools import cache

from django.conf import settings
from ruamel.yaml import YAML

LISTS = settings.BASE_DIR / "fixtures" / "easy_read" / "words.yaml"


@cache
def _lists():
    return YAML(typ="safe").load(LISTS)


@cache
def words_of(name):
    """The list of this name as a frozenset, in small letters."""
    return frozenset(str(word).lower() for word in _lists()[name])


@cache
def exactly(name):
    """The list of this name as it is written."""
    return frozenset(str(word) for word in _lists()[name])


@cache
def plainer_words():
    """{a hard word in any of its forms: the plainer one}, in small letters."""
    plainer = {}
    for hard, plain in _lists()["hard_words"].items():
        for form in forms(hard):
            plainer.setdefault(form, plain)
    return {**plainer, **_lists()["hard_words"]}


@cache
def turned_words():
    """{a "not" in small letters that a plainer word can do without: that word}."""
    return dict(_lists()["turned"])


@cache
def preferred_words():
    """[(pattern of what is not said, what is said instead)]."""
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(old)}(?:s|es)?(?!\w)", re.IGNORECASE), new)
        for old, new in _lists()["preferred"].items()
    )


def forms(word):
    """A word as it stands in a list, and as a verb or a plural may have it. Some of them are no words; no harm."""
    made = {word, word + "s", word + "es", word + "ed", word + "ing"}
    if word.endswith("e"):
        made |= {word + "d", word[:-1] + "ing"}
    if word.endswith("y"):
        made |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word.endswith("t"):
        made |= {word + "ted", word + "ting"}
    return made
