"""The pictures that come with the program: a reviewed list for adults, and where their files are."""

import hashlib
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from ruamel.yaml import YAML

from reports.pictures.words import stems_of

INDEX = settings.BASE_DIR / "fixtures" / "pictures" / "openmoji.yaml"
FOLDER = settings.BASE_DIR / "static" / "vendor" / "pictures"
SHIPPED = "openmoji"


@dataclass(frozen=True)
class OfferedPicture:
    """A picture by its `code`; `label` says what it shows, `words` are what people search for.

    `file` names its bytes: SHA-256, a point, and svg, png or jpg. `of` is the code of its set, or empty for a
    photograph. `mood` is cheerful, smiling or empty. `problem` says why it may not be used any more.
    """

    code: str
    label: str
    words: tuple = ()
    mood: str = ""
    of: str = SHIPPED
    of_title: str = ""
    file: str = ""
    problem: str = ""

    @property
    def is_photograph(self):
        return not self.of

    @property
    def stops(self):
        """Whether nothing may be issued with it: a photograph that may not be used. Others stay where they are."""
        return self.is_photograph and bool(self.problem)

    @property
    def static_address(self):
        """Where a browser finds it, if it is one of those that come with the program; otherwise a view has it."""
        return static(f"vendor/pictures/{self.code}.svg") if self.of == SHIPPED else ""


@cache
def _list():
    return YAML(typ="safe").load(INDEX)


def shipped_set():
    """What the list says of itself: title, credit, licence, licence_url."""
    return {name: _list()[name] for name in ("title", "credit", "licence", "licence_url")}


@cache
def offered_pictures():
    """{code: OfferedPicture} of those that come with the program, in the order of fixtures/pictures/openmoji.yaml."""
    return {
        entry["code"]: OfferedPicture(
            entry["code"],
            entry["label"],
            tuple(str(word) for word in entry["words"]),
            entry.get("mood", ""),
            file=shipped_file(entry["code"]),
            problem=entry.get("withheld", ""),
        )
        for entry in _list()["pictures"]
    }


@cache
def shipped_stems():
    """{code: (stems of its label, stems of its words)}."""
    return {
        code: (frozenset(stems_of(picture.label)), frozenset(stem for word in picture.words for stem in stems_of(word)))
        for code, picture in offered_pictures().items()
    }


def shipped_file(code):
    """The name of the bytes of a shipped picture, or empty where static/vendor/ has not been built."""
    path = FOLDER / f"{code}.svg"
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()}.svg" if path.is_file() else ""
