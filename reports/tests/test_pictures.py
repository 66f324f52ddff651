"""Finding a picture by word."""

from reports.pictures import find_pictures, offered_pictures


def test_every_offered_picture_can_be_found_by_each_of_its_words():
    for picture in offered_pictures().values():
        assert picture in find_pictures(picture.label, most=400)
        for word in picture.words:
            assert picture in find_pictures(word, most=400), (picture.code, word)


def test_a_word_finds_what_it_names_first():
    assert find_pictures("bus")[0].code == "bus"


def test_the_beginning_of_a_word_is_enough():
    assert any(picture.code == "hospital" for picture in find_pictures("hosp"))


def test_nothing_typed_finds_nothing():
    assert find_pictures("  ") == []


def test_a_word_that_no_picture_has_finds_nothing():
    assert find_pictures("qzxv") == []
