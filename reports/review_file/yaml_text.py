"""Writes plain data as YAML in one way only, so that the same data always gives the same bytes."""

import re

LONGEST_LINE = 100
# What stands in the file as it is: a word, a date, an id, a sentence without anything that means something in YAML.
PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()'’/&–—-]*[\w.)’])?|\d{4}-\d\d-\d\d|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OTHER_MEANING = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
# Line ends that are not ours, a byte order mark, control characters: written as escapes, so that they come back.
ESCAPED = re.compile(r"[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029\ufeff]")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def yaml_text(data):
    """The YAML text of a mapping of mappings, lists, texts, whole numbers, truth values and None.

    Mappings keep their order. Reading it with `frameworks.yaml_reader` gives the same data, whatever the texts hold.
    """
    return "".join(f"{line}\n" for line in _mapping(data, ""))


def _mapping(data, indent):
    for key, value in data.items():
        yield from _entry(f"{indent}{_short(str(key))}:", value, indent)


def _sequence(data, indent):
    for value in data:
        if isinstance(value, dict) and value:
            first, *rest = _mapping(value, f"{indent}  ")
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from rest
        else:
            yield from _entry(f"{indent}-", value, indent)


def _entry(start, value, indent):
    """The lines of one value after its key or dash."""
    if isinstance(value, dict) and value:
        yield start
        yield from _mapping(value, f"{indent}  ")
    elif isinstance(value, list) and value:
        yield start
        yield from _sequence(value, f"{indent}  ")
    elif isinstance(value, str) and _is_block(value):
        yield from _block(start, value, f"{indent}  ")
    else:
        yield f"{start} {_short(value)}"


def _short(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    if PLAIN.fullmatch(value) and value.lower() not in OTHER_MEANING:
        return value
    return f'"{"".join(_escaped(character) for character in value)}"'


def _escaped(character):
    if character in ESCAPES:
        return ESCAPES[character]
    if not ESCAPED.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _is_block(text):
    """Whether a text can stand as a block, readable as it is, and is long enough to need one."""
    if ("\n" not in text and len(text) <= LONGEST_LINE) or ESCAPED.search(text):
        return False
    # A block takes its margin from its first line, and lines of nothing but spaces could be taken for its end.
    return not text[0].isspace() and not any(line and not line.strip() for line in text.split("\n"))


def _block(start, text, indent):
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    yield f"{start} |{'-' if ends == 0 else '' if ends == 1 else '+'}"
    for line in [*body.split("\n"), *[""] * (ends - 1)]:
        yield f"{indent}{line}" if line else ""
