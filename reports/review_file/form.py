"""What a review file of the format review/1 must look like."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass

from frameworks.yaml_shapes import Date, Either, List, Number, Pairs, Record, Text, YesOrNo, describe
from reports.hints.hint import ROW_CODES, WHOLE_CODES
from reports.models import Action
from reviews.models import Coverage, Member, Passage, Source, Stage
from reviews.text import LIMIT, UnusableText, normalise

FORMAT = "review/1"
UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
TEAM_ROLES = (Member.Role.LEAD, Member.Role.REVIEWER, Member.Role.OBSERVER)
PASSAGE_KINDS = (Passage.Kind.FINDING, Passage.Kind.STRENGTH, Passage.Kind.DEVELOPMENT, Passage.Kind.PARAGRAPH)

TIME = Text(pattern="([01][0-9]|2[0-3]):[0-5][0-9]", described="a time such as 09:15", nullable=True)
PASSAGE_ID = Text(pattern=UUID_PATTERN, described="an id such as 6f2d6a3c-8b52-4c8f-9a10-3f1c55d4b7e0 (a UUID)")


@dataclass(frozen=True)
class LongText:
    """A text of any number of lines, empty or not, that can be stored."""

    nullable: bool = False
    expected: str = "a text"

    def problems(self, value, problem_at):
        if not isinstance(value, str):
            yield from Text(nullable=self.nullable).problems(value, problem_at)
            return
        try:
            # Of a NUL the reader has complained already.
            normalise(value.replace("\0", ""))
        except UnusableText:
            yield problem_at(f"this text has {len(value):,} characters; expected at most {LIMIT:,}")


@dataclass(frozen=True)
class Known:
    """A code or id that exists: one of `codes`, or any where these cannot be told (None)."""

    expected: str
    codes: Collection[str] | None
    nullable: bool = False

    def problems(self, value, problem_at):
        if value is None and self.nullable:
            return
        if not isinstance(value, str):
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")
        elif self.codes is not None and value not in self.codes:
            near = difflib.get_close_matches(value, list(self.codes), n=1)
            hint = f" (perhaps {near[0]}?)" if near else ""
            yield problem_at(f"{describe(value)} is not known; expected {self.expected}{hint}")


MARKDOWN = LongText()
OPTIONAL_TEXT = LongText(nullable=True)


def slug(max_length):
    return Text(
        pattern="[A-Za-z0-9_-]+",
        max_length=max_length,
        described="a code of letters, digits and hyphens, such as north-2",
    )


def line(max_length):
    """A text on one line."""
    return Text(pattern=r"[^\n]*", max_length=max_length, described=f"one line of at most {max_length} characters")


def optional_line(max_length):
    return Text(
        pattern=r"[^\n]*",
        max_length=max_length,
        described=f"one line of at most {max_length} characters",
        nullable=True,
        blank=True,
    )


def choice(choices, nullable=False):
    return Text(choices=tuple(str(value) for value in choices), nullable=nullable)


def review_file(names):
    """The shape of a whole file that may use these names."""
    return Record(
        "a review file",
        required={
            "format": Text(choices=(FORMAT,)),
            "framework": Known("the code of an edition", names.editions),
            "site": SITE,
            "review": REVIEW,
            "background": List(paragraph(names)),
            "sections": List(section(names), unique="code"),
            "summary": summary(names),
        },
        optional={
            "sessions": List(session(names), unique="code", nullable=True),
            "papers": List(PAPER, unique="code", nullable=True),
            "overall_strengths": List(paragraph(names), nullable=True),
            "closing": List(paragraph(names), nullable=True),
            "easy_read": easy_read(names),
            "easy_read_update": easy_read(names),
            "actions": List(action(names), nullable=True),
        },
    )


SITE = Record(
    "a site",
    required={"code": slug(60), "name": line(200), "kind": optional_line(100)},
    optional={
        "invented": YesOrNo(),
        "profile": OPTIONAL_TEXT,
        "partners": List(line(200), unique="", nullable=True),
    },
)
MEMBER = Record(
    "a member of the team",
    required={"name": line(150), "role": choice(TEAM_ROLES)},
    optional={"job": optional_line(200), "organisation": optional_line(200)},
)
REVIEW = Record(
    "a review",
    required={
        "code": slug(80),
        "title": line(300),
        "from": Date(),
        "to": Date(),
        "stage": choice(Stage),
        "team": List(MEMBER),
    },
    optional={
        "purpose": OPTIONAL_TEXT,
        "limitations": OPTIONAL_TEXT,
        "headline": OPTIONAL_TEXT,
        "lang": Text(
            pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", max_length=12, described="a language such as en-GB", nullable=True
        ),
        "print_titles": YesOrNo(),
        "contact": OPTIONAL_TEXT,
        "safeguarding_contact": OPTIONAL_TEXT,
    },
)
PAPER = Record("a paper", required={"code": slug(80), "title": line(300), "supplied": YesOrNo()})


def session(names):
    group = Record(
        "a group that was met",
        required={"group": Known("the code of a participant group", names.groups), "number": Number(nullable=True)},
        optional={
            "how": optional_line(300),
            "planned": YesOrNo(),
            "easy_read_by": optional_line(200),
            "easy_read_due": Date(nullable=True),
            "easy_read_given": Date(nullable=True),
            "easy_read_given_note": optional_line(300),
        },
    )
    return Record(
        "a session",
        required={"code": slug(60), "date": Date()},
        optional={
            "start": TIME,
            "end": TIME,
            "title": optional_line(300),
            "place": optional_line(200),
            "purpose": OPTIONAL_TEXT,
            "team": List(Known("the name of a member of the team", names.team), unique="", nullable=True),
            "access": OPTIONAL_TEXT,
            "groups": List(group, nullable=True),
        },
    )


def about_any_passage(names):
    """What every passage may say, whatever its kind."""
    source = Record(
        "a source",
        required={"kind": choice(Source.Kind)},
        optional={
            "group": Known("the code of a participant group", names.groups, nullable=True),
            "session": Known("the code of one of the file’s sessions", names.sessions, nullable=True),
            "paper": Known("the code of one of the file’s papers", names.papers, nullable=True),
            "detail": optional_line(300),
        },
    )
    return {
        "id": PASSAGE_ID,
        "themes": List(Known("the code of a theme", names.themes), unique="", nullable=True),
        "indicators": List(
            Known("the code of an indicator of the edition", names.indicators), unique="", nullable=True
        ),
        "sources": List(source, nullable=True),
        "best": YesOrNo(),
    }


def paragraph(names):
    return Record(
        "a paragraph",
        required={"text": MARKDOWN},
        optional={
            "heading": optional_line(300),
            "kind": choice(PASSAGE_KINDS, nullable=True),
            **about_any_passage(names),
        },
    )


def section(names):
    passage = Record(
        "a passage",
        required={"kind": choice(PASSAGE_KINDS), "text": MARKDOWN},
        optional={"title": optional_line(300), **about_any_passage(names)},
    )
    recommendation = Record(
        "a recommendation",
        required={"text": MARKDOWN},
        optional={
            "title": optional_line(300),
            **about_any_passage(names),
            "follows_from": List(
                Known(
                    "the id of a passage of this file that is no recommendation", names.passages - names.recommendations
                ),
                unique="",
                nullable=True,
            ),
            "lead": optional_line(200),
            "owners": List(line(200), unique="", nullable=True),
            "horizon": optional_line(200),
        },
    )
    codes = slug(60) if names.domains is None else Known("the code of a domain of the edition", names.domains)
    return Record(
        "a section",
        required={"code": codes, "passages": List(passage)},
        optional={
            "title": optional_line(300),
            "cell": OPTIONAL_TEXT,
            "recommendations": List(recommendation, nullable=True),
            "coverage": Pairs(
                Known("the code of an indicator of the edition", names.indicators),
                choice(Coverage.State),
                nullable=True,
            ),
        },
    )


def summary(names):
    good_practice = Record(
        "an example of good practice",
        optional={
            "title": optional_line(300),
            "text": OPTIONAL_TEXT,
            "success_factors": List(line(2000), nullable=True),
            "themes": List(Known("the code of a theme", names.themes), unique="", nullable=True),
        },
    )
    return Record(
        "a summary",
        required={"text": List(paragraph(names))},
        optional={"good_practice": List(good_practice, nullable=True)},
    )


def easy_read(names):
    """The summary, or the update."""
    test = Record(
        "a test of the easy read",
        required={"who": line(300), "date": Date()},
        optional={"changed": OPTIONAL_TEXT, "thanked": optional_line(300)},
    )
    heading = Record("a heading", required={"heading": MARKDOWN}, optional={"set_aside": set_aside(ROW_CODES)})
    row = Record(
        "a row",
        required={"text": MARKDOWN},
        optional={
            "brief": OPTIONAL_TEXT,
            "set_aside": set_aside(ROW_CODES),
            "written_for": Text(
                pattern="[0-9a-f]{64}", described="the hash of a passage as it was (64 digits)", nullable=True
            ),
            "picture": Known("the code of a picture", names.pictures, nullable=True),
            "alt": optional_line(200),
            "for": Known("the id of a passage of this file", names.passages, nullable=True),
        },
    )
    return Record(
        "an easy read",
        required={
            "lang": Text(pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", max_length=12, described="a language such as en"),
            "rows": List(Either({"heading": heading, "text": row})),
        },
        optional={
            "title": optional_line(300),
            "tested_by": List(test, nullable=True),
            "set_aside": set_aside(WHOLE_CODES),
        },
        nullable=True,
    )


def set_aside(codes):
    hint = Record(
        "a hint that was set aside",
        required={"hint": choice(codes)},
        optional={"words": OPTIONAL_TEXT, "reason": optional_line(300)},
    )
    return List(hint, nullable=True)


def action(names):
    progress = Record(
        "a report of progress", required={"date": Date(), "text": MARKDOWN}, optional={"by": optional_line(200)}
    )
    return Record(
        "an action",
        required={
            "recommendation": Known("the id of a recommendation of this file", names.recommendations),
            "response": choice(Action.Response),
        },
        optional={
            "body": optional_line(200),
            "reason": OPTIONAL_TEXT,
            "action": OPTIONAL_TEXT,
            "owner": optional_line(200),
            "due": Date(nullable=True),
            "status": choice(Action.Status, nullable=True),
            "progress": List(progress, nullable=True),
        },
    )
