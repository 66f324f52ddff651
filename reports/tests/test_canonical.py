"""The canonical bytes: read back they are the same document; altered ones are refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.canonical import TreeError, from_bytes, to_bytes
from reports.tests.sample import chapter, passage, recommendation, sample_easy_read, sample_report
from reports.tree import Picture, RecommendationList, Row, canonical_json

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
marks = st.sampled_from(
    ["", "- ", "> ", "1. ", "*", "**", "[^a]", "\n\n[^a]: ", "[x](https://example.org)", "\n\n", "\\\n"]
)
markdown = st.lists(st.tuples(marks, words), max_size=12).map(lambda parts: "".join(f"{a}{b}" for a, b in parts))


@st.composite
def documents(draw):
    texts = draw(st.lists(markdown, min_size=1, max_size=4))
    findings = [passage(f"p{index}", f"2.{index}", text) for index, text in enumerate(texts)]
    action = recommendation(
        "r", "R1", draw(markdown), title=draw(words), owners=tuple(draw(st.lists(words, max_size=2)))
    )
    again = RecommendationList(key="again", source=None, title=draw(words), recommendations=(action,))
    return sample_report(
        title=draw(words),
        draft=draw(st.booleans()),
        chapters=(chapter("a", "2", draw(words), *findings, action), chapter("z", "9", "Summary", again)),
    )


@settings(max_examples=60, deadline=None)
@given(documents())
def test_bytes_read_back_are_the_same_document(document):
    data = to_bytes(document)

    assert from_bytes(data) == document
    assert to_bytes(from_bytes(data)) == data


@pytest.mark.parametrize("document", [sample_report(), sample_easy_read()], ids=["site", "easy-read"])
def test_samples_read_back_equal(document):
    assert from_bytes(to_bytes(document)) == document


def test_recommendation_is_written_once():
    data = to_bytes(sample_report())

    assert data.count(b"Write down who decides") == 1


def test_recommendation_read_back_is_one_node():
    chapters = from_bytes(to_bytes(sample_report())).chapters
    again = chapters[3].blocks[1].blocks[0].recommendations[0]

    assert again is chapters[1].blocks[4].blocks[0]


def altered(**changed):
    return canonical_json(json.loads(to_bytes(sample_report())) | changed)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not json", "not a document"),
        (b"\xff", "not a document"),
        (b"[]", "not a document of the kind document/1"),
        (altered(schema="document/2"), "not a document of the kind document/1"),
        (altered(title="Another title"), "not what it was"),
        (altered(secret="x"), "keys of a part"),
        (altered(type="diagram"), "no part of the type"),
        (to_bytes(sample_report()).replace(b'"draft":false', b'"draft":0.5'), "no fractions"),
        (to_bytes(sample_report()).replace(b'["passage-r1"]', b'["passage-r9"]'), "no recommendation"),
    ],
)
def test_bytes_that_are_not_a_document_are_refused(data, said):
    with pytest.raises(TreeError, match=said):
        from_bytes(data)


def test_value_that_is_not_canonical_is_refused():
    with pytest.raises(TreeError, match="cannot hold"):
        to_bytes(sample_report(title=1.5))


def test_document_sealed_before_a_field_was_added_reads_and_keeps_its_bytes():
    data = (Path(__file__).parent / "sealed-before-centres.json").read_bytes()

    document = from_bytes(data)

    assert b"centre" not in data
    assert (document.title, document.centre_name, document.centre_logo) == (sample_report().title, "", "")
    assert to_bytes(document) == data


def test_field_that_was_added_counts_in_bytes_and_digest_once_it_says_something():
    named = sample_report(centre_name="The centre")

    assert from_bytes(to_bytes(named)) == named
    assert b'"centre_name":"The centre"' in to_bytes(named)
    assert named.digest != sample_report().digest


def test_a_picture_from_before_its_bytes_were_named_reads_and_writes_as_it_was():
    row = Row(key="r", source=None, text="A row.", picture=Picture("bus", "A bus"), stands_for=None)
    named = Row(key="r", source=None, text="A row.", picture=Picture("bus", "A bus", "ab.svg"), stands_for=None)
    assert b'"file"' not in to_bytes(row)
    assert row.digest == "482949ff6d4f28fda05eb3c676a0cc12291418ce9205469836d4215a3763aafd"
    assert row.digest != named.digest
