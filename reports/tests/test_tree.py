"""What the document tree promises: digests of words alone, one order for every reader."""

from dataclasses import replace

from reports.tests.sample import passage, recommendation, sample_easy_read, sample_report
from reports.tree import Recommendation, RecommendationList, Row, texts, walk


def test_digest_stays_when_a_passage_moves():
    finding = passage("v1", "2.2", "They know every family.")

    assert replace(finding, key="elsewhere", number="7.9").digest == finding.digest


def test_digest_changes_with_a_word_in_a_footnote():
    before = passage("v1", "2.2", "They know.[^1]\n\n[^1]: Minutes of March.")
    after = passage("v1", "2.2", "They know.[^1]\n\n[^1]: Minutes of April.")

    assert before.digest != after.digest


def test_keys_are_unique_but_for_what_is_printed_twice():
    document = sample_report()
    again = {node.key for part in walk(document) if isinstance(part, RecommendationList) for node in walk(part)}
    keys = [node.key for node in walk(document) if node.key not in again]

    assert len(keys) == len(set(keys))


def test_equal_paragraphs_of_a_passage_have_keys_of_their_own():
    blocks = passage("v1", "2.2", "The same.\n\nThe same.").blocks

    assert blocks[0].digest == blocks[1].digest
    assert blocks[0].key != blocks[1].key


def test_recommendation_printed_again_is_the_same_node():
    document = sample_report()
    printed = [node for node in walk(document) if isinstance(node, Recommendation) and node.number == "R1"]

    assert len(printed) == 2
    assert printed[0] is printed[1]


def test_texts_read_in_printed_order():
    node = recommendation(
        "r", "R1", "First.[^a]\n\nSecond.\n\n[^a]: A note.", title="Do it", lead="Head of SEND", owners=("The council",)
    )

    assert list(texts(node)) == ["Do it", "First.", "Second.", "Head of SEND", "The council", "A note."]


def test_texts_of_an_easy_read_hold_every_row():
    document = sample_easy_read()

    rows = [node.text for node in walk(document) if isinstance(node, Row)]
    assert len(rows) == 12
    assert set(rows) <= set(texts(document))
