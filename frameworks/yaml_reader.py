"""Reads a YAML file of data and remembers the line of everything, so that every complaint can name its line.

    data, problems = read("my-framework.yaml")
    if not problems:
        problems = check(data, SHAPE)          # shapes are in frameworks/yaml_shapes.py

`data` is made of `Mapping` (a dict), `Sequence` (a list), str, int, float, bool and None, and is itself a mapping or a
list. `mapping.line_of("title")` and `sequence.line_of(3)` say where a value stands; `mapping.problem("title", "…")`
makes a Problem there. Dates are left as the text they are, quoted or not.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

MAX_BYTES = 10_000_000
MAX_DEPTH = 20


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with a file. `message` says what is wrong; and what was expected."""

    file: str
    line: int
    message: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.message}"


class Mapping(dict):
    """A dict that knows its file and the line of each value."""

    def __init__(self, file, line):
        super().__init__()
        self.file, self.line, self.lines = file, line, {}

    def line_of(self, key):
        return self.lines.get(key, self.line)

    def problem(self, key, message):
        """A Problem at the line of `key`, or of the mapping itself where the key is absent."""
        return Problem(self.file, self.line_of(key), message)


class Sequence(list):
    """A list that knows its file and the line of each item."""

    def __init__(self, file, line):
        super().__init__()
        self.file, self.line, self.lines = file, line, []

    def line_of(self, index):
        return self.lines[index]

    def problem(self, index, message):
        return Problem(self.file, self.line_of(index), message)


def read(path, max_bytes=MAX_BYTES):
    """Return (data, problems). With any problem the data is not to be used, and may be None."""
    file = str(path)
    try:
        # One byte more than allowed is enough to know, whatever the size of the file.
        with Path(path).open("rb") as stream:
            raw = stream.read(max_bytes + 1)
    except OSError as error:
        return None, [Problem(file, 1, f"this file cannot be read ({error.strerror}); expected a YAML file")]
    if len(raw) > max_bytes:
        return None, [Problem(file, 1, f"this file is too large; expected at most {max_bytes:,} bytes")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(file, line, "this is not UTF-8; expected a file saved as UTF-8")]
    return read_text(text, file)


def read_text(text, file="text"):
    """As `read`, of text that is already here; `file` is the name that problems carry."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return None, [Problem(file, line, "there is a NUL character here; expected text")]
    builder = _Builder(file)
    try:
        data = builder.build(text)
    except _Refused:
        data = None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        builder.complain(mark.line + 1 if mark else 1, f"this is not YAML ({what}); expected correct YAML")
        data = None
    except YAMLError as error:
        # A character that YAML does not allow: the reader knows its place in the text, not its line.
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        builder.complain(line, "a character here is not allowed in YAML; expected printable text")
        data = None
    return data, builder.problems


class _Refused(Exception):
    """Stops the reading. Its problem is noted already."""


class _Builder:
    """Builds the data from the parser's events, so that nothing is expanded, constructed or resolved by surprise."""

    def __init__(self, file):
        self.file = file
        self.problems = []
        self.yaml = YAML(typ="safe", pure=True)

    def complain(self, line, message):
        self.problems.append(Problem(self.file, line, message))

    def build(self, text):
        self.events = iter(self.yaml.parse(text))
        next(self.events)  # the stream begins
        start = next(self.events)
        if not isinstance(start, DocumentStartEvent):
            self.refuse(1, "this file is empty; expected YAML")
        data = self.value(next(self.events), depth=1)
        if not isinstance(data, Mapping | Sequence):
            self.refuse(start.end_mark.line + 1, "this file holds a single value; expected a mapping or a list")
        next(self.events)  # the document ends
        after = next(self.events)
        if isinstance(after, DocumentStartEvent):
            self.refuse(after.start_mark.line + 1, "a second document begins here; expected one document in a file")
        return data

    def refuse(self, line, message):
        self.complain(line, message)
        raise _Refused

    def value(self, event, depth):
        line = event.start_mark.line + 1
        self.refuse_marks(event, line)
        if depth > MAX_DEPTH:
            self.refuse(line, f"this is nested too deeply; expected at most {MAX_DEPTH} levels")
        if isinstance(event, MappingStartEvent):
            return self.mapping(line, depth)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(line, depth)
        return self.scalar(event, line)

    def refuse_marks(self, event, line):
        # Anchors and aliases can make a small file enormous, tags can make other things than data of it.
        if isinstance(event, AliasEvent):
            self.refuse(line, f"an alias (*{event.anchor}) is used; expected the text itself, written out")
        if event.anchor is not None:
            self.refuse(line, f"an anchor (&{event.anchor}) is set; expected plain YAML without anchors")
        if event.tag is not None:
            self.refuse(line, f"a tag ({event.tag}) is set; expected plain YAML without tags")

    def mapping(self, line, depth):
        mapping = Mapping(self.file, line)
        while not isinstance(key_event := next(self.events), MappingEndEvent):
            key_line = key_event.start_mark.line + 1
            self.refuse_marks(key_event, key_line)
            if not isinstance(key_event, ScalarEvent):
                self.refuse(key_line, "a key is a list or a mapping; expected a word")
            key = key_event.value
            value_event = next(self.events)
            value = self.value(value_event, depth + 1)
            if key in mapping:
                first = mapping.line_of(key)
                self.complain(key_line, f"the key “{key}” stands already on line {first}; expected each key once")
                continue
            mapping[key] = value
            mapping.lines[key] = key_line
        return mapping

    def sequence(self, line, depth):
        sequence = Sequence(self.file, line)
        while not isinstance(event := next(self.events), SequenceEndEvent):
            sequence.append(self.value(event, depth + 1))
            sequence.lines.append(event.start_mark.line + 1)
        return sequence

    def scalar(self, event, line):
        text = event.value
        if "\0" in text or re.search("[\ud800-\udfff]", text):
            self.complain(line, "there is a character here that cannot be stored (NUL or half a pair); expected text")
        if not event.implicit[0]:
            return text
        tag = str(self.yaml.resolver.resolve(ScalarNode, text, event.implicit)).rsplit(":", 1)[-1]
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag == "int" and re.fullmatch(r"[-+]?[0-9]{1,15}", text):
            return int(text)
        if tag == "float" and re.fullmatch(r"[-+]?[0-9]{0,15}\.?[0-9]{0,15}", text):
            return float(text)
        return text
