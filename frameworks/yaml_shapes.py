"""Says what a YAML file must look like, and checks what `yaml_reader.read` found against it.

    SHAPE = Record("an edition", required={"code": Code(), "domains": List(DOMAIN, unique="code")}, optional={...})
    problems = check(data, SHAPE)

A shape is any object with `expected` (words such as "a text") and `problems(value, problem_at)`, which yields a Problem
for each thing that is wrong; `problem_at(message)` makes one at the line of the value itself.
"""

import difflib
import re
from dataclasses import dataclass, field
from datetime import date

from frameworks.yaml_reader import Mapping, Problem, Sequence


def check(data, shape):
    """Every problem of `data`, in the order of their lines. An empty list means that the data has this shape."""

    def problem_at(message):
        return Problem(data.file, data.line, message)

    return sorted(shape.problems(data, problem_at))


def describe(value):
    """What a value is, in words for the person who typed it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence):
        return "a list"
    return f"“{value if len(value) <= 40 else value[:39] + '…'}”"


@dataclass(frozen=True)
class Text:
    """A text that is not empty. `pattern` is a regular expression for the whole of it, `expected` its words."""

    choices: tuple = ()
    max_length: int | None = None
    pattern: str = ""
    described: str = ""
    nullable: bool = False
    blank: bool = False

    @property
    def expected(self):
        if self.described:
            return self.described
        if self.choices:
            return "one of " + ", ".join(self.choices)
        return f"a text of at most {self.max_length} characters" if self.max_length else "a text"

    def problems(self, value, problem_at):
        if value is None and self.nullable:
            return
        if isinstance(value, int | float):
            yield problem_at(f"{describe(value)} stands here; expected {self.expected} (put quotation marks round it)")
        elif not isinstance(value, str):
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")
        elif not value.strip() and not self.blank:
            yield problem_at(f"this text is empty; expected {self.expected}")
        elif self.choices and value not in self.choices:
            yield problem_at(f"{describe(value)} is not known; expected {self.expected}{_nearest(value, self.choices)}")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield problem_at(f"{describe(value)} will not do; expected {self.expected}")
        elif self.max_length and len(value) > self.max_length:
            yield problem_at(f"this text has {len(value)} characters; expected at most {self.max_length}")


def Code(max_length=60):  # noqa: N802 - stands beside the other shapes and reads as one
    return Text(pattern="[a-z0-9]+(-[a-z0-9]+)*", max_length=max_length, described="a code such as service-model-3")


@dataclass(frozen=True)
class Number:
    minimum: int = 0
    maximum: int = 1_000_000
    nullable: bool = False

    @property
    def expected(self):
        return f"a whole number from {self.minimum} to {self.maximum}"

    def problems(self, value, problem_at):
        if value is None and self.nullable:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not self.minimum <= value <= self.maximum:
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")


@dataclass(frozen=True)
class YesOrNo:
    expected: str = "true or false"

    def problems(self, value, problem_at):
        if not isinstance(value, bool):
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")


@dataclass(frozen=True)
class Date:
    """A day written YYYY-MM-DD. The value stays a text: `date.fromisoformat` takes it."""

    nullable: bool = False
    expected: str = "a date such as 2016-03-31"

    def problems(self, value, problem_at):
        if value is None and self.nullable:
            return
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                date.fromisoformat(value)
            except ValueError:
                yield problem_at(f"there is no day {value}; expected {self.expected}")
        else:
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")


@dataclass(frozen=True)
class List:
    """A list whose items all have one shape. With `unique`, that key (or, for "", the item itself) stands once."""

    item: object
    at_least: int = 0
    unique: str | None = None
    nullable: bool = False

    @property
    def expected(self):
        return "a list"

    def problems(self, value, problem_at):
        if value is None and self.nullable:
            return
        if not isinstance(value, Sequence):
            yield problem_at(f"{describe(value)} stands here; expected a list, each item being {self.item.expected}")
            return
        if len(value) < self.at_least:
            yield problem_at(f"this list has {len(value)} items; expected at least {self.at_least}")
        for index, item in enumerate(value):
            yield from self.item.problems(item, _place(value, index))
        if self.unique is not None:
            yield from self.repeated(value)

    def repeated(self, value):
        seen = {}
        for index, item in enumerate(value):
            holder, key = (item, self.unique) if self.unique else (value, index)
            if self.unique and not isinstance(item, Mapping):
                continue
            name = item.get(self.unique) if self.unique else item
            if not isinstance(name, str | int):
                continue
            line = holder.line_of(key)
            if name in seen:
                what = f"the {self.unique} “{name}”" if self.unique else describe(name)
                yield holder.problem(key, f"{what} stands already on line {seen[name]}; expected each once")
            seen.setdefault(name, line)


@dataclass(frozen=True)
class Record:
    """A mapping with known keys. `name` is what messages call one of them, such as "a domain"."""

    name: str
    required: dict = field(default_factory=dict)
    optional: dict = field(default_factory=dict)
    nullable: bool = False

    @property
    def expected(self):
        return f"{self.name} with {', '.join(self.required or self.optional)}"

    def problems(self, value, problem_at):
        if value is None and self.nullable:
            return
        if not isinstance(value, Mapping):
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")
            return
        known = self.required | self.optional
        misspelt = set()
        for key, item in value.items():
            if key in known:
                yield from known[key].problems(item, _place(value, key))
            else:
                misspelt.update(_near(key, known))
                yield value.problem(
                    key, f"the key “{key}” is not known; expected one of {', '.join(known)}{_nearest(key, known)}"
                )
        for key, shape in self.required.items():
            # A misspelt key is one problem, and has just been named.
            if key not in value and key not in misspelt:
                yield value.problem(key, f"{self.name} needs “{key}”, and it is not here; expected {shape.expected}")


@dataclass(frozen=True)
class Pairs:
    """A mapping whose keys are data, such as codes of indicators."""

    key: object
    value: object
    nullable: bool = False

    @property
    def expected(self):
        return f"a mapping from {self.key.expected} to {self.value.expected}"

    def problems(self, value, problem_at):
        if value is None and self.nullable:
            return
        if not isinstance(value, Mapping):
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")
            return
        for key, item in value.items():
            yield from self.key.problems(key, _place(value, key))
            yield from self.value.problems(item, _place(value, key))


@dataclass(frozen=True)
class Either:
    """One of several records, told apart by a key that only it has: `Either({"heading": HEADING, "text": ROW})`."""

    records: dict

    @property
    def expected(self):
        return "a mapping with " + " or ".join(f"“{key}”" for key in self.records)

    def problems(self, value, problem_at):
        found = [key for key in self.records if isinstance(value, Mapping) and key in value]
        if len(found) == 1:
            yield from self.records[found[0]].problems(value, problem_at)
        elif found:
            both = " and ".join(f"“{key}”" for key in found)
            yield problem_at(f"{both} stand together; expected only one of them")
        else:
            yield problem_at(f"{describe(value)} stands here; expected {self.expected}")


def _place(holder, key):
    def problem_at(message):
        if isinstance(holder, Mapping):
            message = f"{key}: {message}"
        return holder.problem(key, message)

    return problem_at


def _near(word, known):
    return difflib.get_close_matches(word, [str(name) for name in known], n=1)


def _nearest(word, known):
    near = _near(word, known)
    return f" (perhaps {near[0]}?)" if near else ""
