"""What text is before it is stored: the vectors that static/src/text.js is held to as well."""

import hashlib
import json
from pathlib import Path

import pytest

from reviews.text import UnusableText, normalise, text_hash

VECTORS = json.loads((Path(__file__).parent / "text_vectors.json").read_text())


def text_of(vector):
    return vector["text"] * vector.get("times", 1)


@pytest.mark.parametrize("vector", [each for each in VECTORS if "sha256" in each], ids=lambda each: each["name"])
def test_text_is_normalised_and_hashed_as_the_vectors_say(vector):
    normalised = normalise(text_of(vector))
    assert normalised == vector.get("normalised", normalised)
    assert text_hash(normalised) == vector["sha256"] == hashlib.sha256(normalised.encode()).hexdigest()


@pytest.mark.parametrize("vector", [each for each in VECTORS if "refused" in each], ids=lambda each: each["name"])
def test_text_is_refused_as_the_vectors_say(vector):
    with pytest.raises(UnusableText):
        normalise(text_of(vector))


@pytest.mark.parametrize("vector", [each for each in VECTORS if "sha256" in each], ids=lambda each: each["name"])
def test_normalising_twice_changes_nothing_more(vector):
    once = normalise(text_of(vector))
    assert normalise(once) == once


def test_a_refusal_names_the_line():
    with pytest.raises(UnusableText, match="Line 2: there is something that cannot be stored"):
        normalise("First.\r\nSec\0ond.")
