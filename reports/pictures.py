"""The pictures offered for easy read: a reviewed list, searched by word."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from ruamel.yaml import YAML

INDEX = settings.BASE_DIR / "fixtures" / "pictures" / "openmoji.yaml"


@dataclass(frozen=True)
class OfferedPicture:
    """A picture by its `code`; `label` says what it shows, `words` are what people search for."""

    code: str
    label: str
    words: tuple


@cache
def offered_pictures():
    """{code: OfferedPicture}, in the order of the list. Source: fixtures/pictures/openmoji.yaml."""
    listed = YAML(typ="safe").load(INDEX)["pictures"]
    return {
        entry["code"]: OfferedPicture(entry["code"], entry["label"], tuple(str(word) for word in entry["words"]))
        for entry in listed
    }


def find_pictures(query, most=24):
    """The offered pictures for what somebody typed, best first, at most `most`. An empty query finds nothing."""
    wanted = _words(query)
    ranked = [(_rank(picture, wanted), picture) for picture in offered_pictures().values()]
    found = sorted((rank, picture.code, picture) for rank, picture in ranked if rank)
    return [picture for _, _, picture in found][:most]


def _words(text):
    return re.findall(r"\w+", text.lower())


def _rank(picture, wanted):
    """0 for no match; otherwise the lower the better: more of the words, and whole words before beginnings."""
    own = set(_words(" ".join((picture.label, *picture.words))))
    whole = sum(1 for word in wanted if word in own)
    begun = sum(1 for word in wanted if any(mine.startswith(word) for mine in own))
    if not begun:
        return 0
    return 1 + 10 * (len(wanted) - whole) + (len(wanted) - begun)
