"""Whatever the texts hold, what is written as YAML is read as the same data."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from frameworks.yaml_reader import read_text
from reports.review_file.yaml_text import yaml_text

ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
# The characters that mean something in YAML, or to its readers, come up too seldom by chance.
AWKWARD_TEXT = st.text(st.sampled_from("a\n \t:#-|>&*!%@`'\"{}[],?~\\é€😀\x85\u2028\u2029\ufeff\xa0\r1.0"), max_size=40)
TEXT = ANY_TEXT | AWKWARD_TEXT
KEYS = st.sampled_from(["text", "vision-1", "1-2", "no", "a_b"])
DATA = st.recursive(
    TEXT | st.integers(0, 1_000_000) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=4))
@example({"text": "\n"})
@example({"text": " indented\nthen not"})
@example({"text": "a\n\n\n"})
@example({"text": "one\n  \ntwo\n   "})
@example({"text": ["- not a list\n--- nor a document\n"]})
def test_what_is_written_is_read_as_the_same(data):
    assert read_text(yaml_text(data)) == (data, [])


@settings(deadline=None)
@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=4))
def test_written_twice_is_the_same_text(data):
    read, _problems = read_text(yaml_text(data))
    assert yaml_text(read) == yaml_text(data)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("One paragraph.\n\n- and a list", "text: |-\n  One paragraph.\n\n  - and a list\n"),
        ("2016-03-31", "text: 2016-03-31\n"),
        ("They know every family", "text: They know every family\n"),
        ("no", 'text: "no"\n'),
        ("12", 'text: "12"\n'),
        (12, "text: 12\n"),
        ("left: right", 'text: "left: right"\n'),
        ("x\x07\u2028", 'text: "x\\x07\\u2028"\n'),
    ],
)
def test_text_is_written_so_that_people_can_read_it(value, written):
    assert yaml_text({"text": value}) == written
