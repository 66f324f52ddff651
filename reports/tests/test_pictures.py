"""Finding a picture by word: stems, words for the same thing, the order of what is found, and no joy beside harm."""

import pytest

from frameworks.models import Term
from reports.pictures import offered_pictures
from reports.pictures.finding import find_pictures, is_cheerful_beside_harm, may_choose, pictures_named
from reports.pictures.words import harm_words, is_about_harm, stems_of


def codes(words, **more):
    return [picture.code for picture in find_pictures(words, **more)]


def test_every_offered_picture_can_be_found_by_each_of_its_words(db):
    for picture in (picture for picture in offered_pictures().values() if not picture.problem):
        for word in (picture.label, *picture.words):
            if not (picture.mood and is_about_harm(word)):
                assert picture in find_pictures(word, most=400), (picture.code, word)


def test_a_word_finds_what_it_names_first(db):
    assert codes("bus")[0] == "bus"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("hosp", "hospital"),
        ("buses", "bus"),
        ("children", "child"),
        ("people walking their dogs", "person-with-dog"),
        ("They waited a long time.", "waiting"),
        ("GP", "health-worker"),
        ("tutor", "teacher"),
    ],
)
def test_beginnings_endings_sentences_and_words_for_the_same_thing_find_it(db, typed, code):
    assert code in codes(typed)


def test_a_word_that_few_pictures_show_counts_for_more(db):
    assert codes("People work in the garden.")[0] == "gardener"


def test_what_has_the_word_itself_comes_before_words_for_the_same_thing(db):
    found = codes("doctor", most=400)
    assert found.index("health-worker") < found.index("hospital")


def test_nothing_typed_finds_nothing(db):
    assert codes("  ") == []


def test_a_word_that_no_picture_has_finds_nothing(db):
    assert codes("qzxv") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("walking", "walk"), ("stopped", "stop"), ("families", "family"), ("moving", "move"), ("classes", "class")],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stems_of(one) == stems_of(other)


def test_a_hard_word_finds_the_picture_that_the_glossary_has_for_it(db):
    Term.objects.create(term="CETR", expansion="-", kind="term", plain_english="-", picture_keyword="meeting")
    assert "table-and-chairs" in codes("cetr")


def test_what_is_withheld_is_not_found_and_stays_where_it_is(db):
    assert "backache" not in codes("sore back", most=400)
    assert may_choose("backache", site_id=None) is None
    assert not pictures_named(["backache"], site_id=None)["backache"].stops


# Harm -----------------------------------------------------------------------------------------------------------------
SENTENCES = [
    "Some people were hurt.",
    "Staff held him down.",
    "They locked her in a room.",
    "Staff use restraint too often.",
    "People were bullied at school.",
    "A friend died.",
]
NOT_HARM = ["They hold a meeting.", "We looked at the plan.", "The bus is late.", "People are happy at the college."]


@pytest.mark.parametrize("word", harm_words())
def test_no_word_about_harm_finds_a_smile(db, word):
    assert is_about_harm(f"They said {word}.")
    assert [picture.code for picture in find_pictures(word, most=400) if picture.mood] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_about_harm_is_offered_a_smile(db, sentence):
    assert is_about_harm(sentence)
    assert [picture.code for picture in find_pictures("person happy thumb", calm=True, most=400) if picture.mood] == []
    assert [picture.code for picture in find_pictures(sentence, most=400) if picture.mood] == []


def test_every_cheerful_picture_is_pointed_out_beside_every_word_about_harm():
    joyful = [code for code, picture in offered_pictures().items() if picture.mood]
    assert {"happy-face", "thumbs-up", "clapping-hands", "trophy", "person", "birthday-cake"} <= set(joyful)
    for code in joyful:
        for word in harm_words():
            assert is_cheerful_beside_harm(f"They said {word}.", code, site_id=None), (code, word)


@pytest.mark.parametrize("sentence", NOT_HARM)
def test_other_sentences_may_have_a_smile(db, sentence):
    assert not is_cheerful_beside_harm(sentence, "happy-face", site_id=None)


def test_a_sad_face_stands_beside_harm(db):
    assert not is_cheerful_beside_harm("Some people were hurt.", "upset-face", site_id=None)
    assert "hurt-face" in codes("hurt")
