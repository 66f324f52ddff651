"""The canonical bytes of a document tree, which versions keep and hashes are taken of."""

import json
from dataclasses import MISSING, fields

from reports.tree import CLASSES, SCHEMA, TYPES, Document, Recommendation, RecommendationList, canonical_json


class TreeError(ValueError):
    """A tree that cannot be written, or bytes that are not a tree this program can read."""


def to_bytes(document):
    """The canonical bytes of a document: UTF-8 JSON, keys sorted, no floats, no needless white space.

    A recommendation is written out where it stands first; lists that print it again hold its key only.
    """
    return canonical_json(_encode(document))


def from_bytes(data):
    """The Document whose canonical bytes these are; raises TreeError where they are not, or are altered."""
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_refuse_float)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise TreeError(f"This is not a document: {error}") from error
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise TreeError(f"This is not a document of the kind {SCHEMA}.")
    document = _decode(value, {})
    if not isinstance(document, Document):
        raise TreeError("This is a part of a document, not a document.")
    return document


def _encode(value):
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, RecommendationList):
        again = [recommendation.key for recommendation in value.recommendations]
        return _encode_fields(value) | {"recommendations": again}
    if type(value) in TYPES:
        return _encode_fields(value)
    if value is None or isinstance(value, str | int):
        return value
    raise TreeError(f"A document cannot hold {value!r}.")


def _encode_fields(node):
    """Whatever came to a part later has a default, and is left out where it says no more than that."""
    said = {item.name: (getattr(node, item.name), item.default) for item in fields(node)}
    return {"type": TYPES[type(node)]} | {
        name: _encode(value) for name, (value, default) in said.items() if value != default
    }


def _decode(value, recommendations):
    """Read one value; `recommendations` gathers those met so far by key, for the lists that print them again."""
    if isinstance(value, list):
        return tuple(_decode(item, recommendations) for item in value)
    if not isinstance(value, dict):
        return value
    cls = CLASSES.get(value.get("type"))
    if cls is None:
        raise TreeError(f"A document has no part of the type {value.get('type')!r}.")
    names = {item.name for item in fields(cls)}
    needed = {item.name for item in fields(cls) if item.default is MISSING}
    if not {"type", *needed} <= set(value) <= {"type", *names}:
        raise TreeError(f"The keys of a part of the type {value['type']!r} should be {', '.join(sorted(names))}.")
    if cls is RecommendationList:
        return _decode_again(value, recommendations)
    return _make(
        cls,
        {name: _decode(said, recommendations) for name, said in value.items() if name != "type"},
        recommendations,
    )


def _decode_again(value, recommendations):
    missing = [key for key in value["recommendations"] if key not in recommendations]
    if missing:
        raise TreeError(f"There is no recommendation {missing[0]!r} to print again.")
    again = tuple(recommendations[key] for key in value["recommendations"])
    values = {name: _decode(value[name], recommendations) for name in ("key", "source", "title", "digest")}
    return _make(RecommendationList, values | {"recommendations": again}, recommendations)


def _make(cls, values, recommendations):
    digest = values.pop("digest", None)
    node = cls(**values)
    if getattr(node, "digest", None) != digest:
        raise TreeError(f"The {TYPES[cls]} {values.get('key')!r} is not what it was when its digest was taken.")
    if cls is Recommendation:
        recommendations[node.key] = node
    return node


def _refuse_float(number):
    raise TreeError(f"A document holds no fractions, but this one has {number}.")
