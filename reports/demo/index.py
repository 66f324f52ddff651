"""Reads what the demo is made of: fixtures/demo/index.yaml."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from frameworks.yaml_reader import read
from frameworks.yaml_shapes import List, Number, Record, Text, YesOrNo, check
from reviews.models import Feedback, Stage

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"

NOTE = Record(
    "a note",
    required={"by": Text(), "text": Text()},
    optional={
        "session": Text(),
        "group": Text(),
        "sections": List(Text()),
        "their_words": YesOrNo(),
        "may_be_quoted": YesOrNo(),
    },
)
CHOSEN = Record("a passage", required={"passage": Text(), "extent": Text(choices=tuple(Feedback.Extent.values))})
REVIEW = Record(
    "a review",
    required={"file": Text(), "stage": Text(choices=tuple(Stage.values))},
    optional={"visit_days_ago": Number(maximum=3650), "notes": List(NOTE), "in_the_room": List(CHOSEN)},
)
AT_A_SITE = List(Record("a place", required={"site": Text(), "body": Text()}))
PERSON = Record(
    "a person",
    required={"email": Text(), "name": Text(), "about": Text()},
    optional={
        "staff": YesOrNo(),
        "independent": List(Text()),
        "commissioner_of": AT_A_SITE,
        "coordinator_of": AT_A_SITE,
    },
)
INDEX = Record(
    "the demo",
    required={
        "format": Text(choices=("demo/1",)),
        "password": Text(),
        "reviews": List(REVIEW, unique="file"),
        "people": List(PERSON, unique="email"),
    },
)


class DemoUnusable(Exception):
    """The demo cannot be loaded; the message says why."""


@dataclass(frozen=True)
class Index:
    """`reviews` and `people` are mappings as they stand in the file."""

    password: str
    reviews: list
    people: list
    folder: Path = FOLDER

    def path_of(self, entry):
        return self.folder / entry["file"]

    @property
    def review_codes(self):
        return [code_of(entry) for entry in self.reviews]


def code_of(entry):
    """A review's file is named by its code."""
    return entry["file"].removesuffix(".yaml")


def read_index(folder=FOLDER):
    """The Index of a folder. Raises DemoUnusable where DEBUG is off, or with every problem of the file."""
    if not settings.DEBUG:
        raise DemoUnusable(
            "The demo has accounts with a password that everybody knows, so it is refused where DEBUG is off."
        )
    data, problems = read(folder / "index.yaml")
    problems = problems or check(data, INDEX)
    if problems:
        raise DemoUnusable("\n".join(map(str, problems)))
    return Index(data["password"], data["reviews"], data["people"], folder)
