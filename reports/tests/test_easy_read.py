"""The easy read: rows under headings, pictures that say what they show, the word list that writes itself."""

import datetime

import pytest

from conftest import make_passage
from frameworks.models import Term
from reports.builders.easy_read import build_easy_read
from reports.models import EasyRead, EasyReadRow, EasyReadTest
from reports.tree import Row, Source, texts


def build(review, *, draft=False):
    return build_easy_read(review, version_label="Version 1", draft=draft)


def write(review, *rows):
    easy_read, _ = EasyRead.objects.get_or_create(review=review)
    for position, row in enumerate(rows):
        EasyReadRow.objects.create(easy_read=easy_read, position=position, **row)
    return easy_read


def chapters(document):
    return {chapter.title: chapter.blocks for chapter in document.chapters}


def term(word, meaning, **fields):
    return Term.objects.create(
        term=word, expansion=word, kind="term", plain_english=meaning, easy_read=meaning, **fields
    )


def test_rows_stand_under_their_headings(review):
    write(
        review,
        {"kind": "heading", "text": "Schools"},
        {"text": "Most schools are kind."},
        {"kind": "heading", "text": "Health"},
        {"text": "Some people wait."},
    )
    found = chapters(build(review))

    assert [row.text for row in found["Schools"]] == ["Most schools are kind."]
    assert [row.text for row in found["Health"]] == ["Some people wait."]


def test_rows_before_the_first_heading_are_printed(review):
    write(review, {"text": "Most schools are kind."})

    assert [row.text for row in chapters(build(review))["What we found"]] == ["Most schools are kind."]


def test_row_knows_its_picture_and_what_it_stands_for(review):
    finding = make_passage(review)
    write(review, {"text": "They know families.", "picture": "family", "alt": "A family at home", "passage": finding})
    (row,) = chapters(build(review))["What we found"]

    assert (row.picture.code, row.picture.alt) == ("family", "A family at home")
    assert row.stands_for == Source("reviews.Passage", str(finding.pk))


@pytest.mark.parametrize(("code", "alt"), [("family", "Two parents and a child"), ("of-our-own", "of our own")])
def test_picture_without_words_gets_those_of_the_list_or_its_name(review, code, alt):
    write(review, {"text": "A row.", "picture": code})
    (row,) = chapters(build(review))["What we found"]

    assert row.picture.alt == alt


def test_row_without_a_picture_has_none(review):
    write(review, {"text": "A row."})

    assert chapters(build(review))["What we found"][0].picture is None


def test_word_list_holds_the_terms_that_the_rows_use(review):
    term("Short break", "A short break is time away from home.")
    term("Respite", "Respite is a rest.")
    term("ASK", "ASK is a group.", match_case=True)
    write(review, {"text": "Families want short breaks. They ask for them."})
    (words,) = chapters(build(review))["What the words mean"]

    assert [(word.term, word.meaning) for word in words.words] == [
        ("Short break", "A short break is time away from home.")
    ]


def test_no_word_list_without_hard_words(review):
    write(review, {"text": "A row."})

    assert "What the words mean" not in chapters(build(review))


def test_testers_and_contact_are_named(review):
    review.contact = "Ann Other\nann@example.org\n0113 496 0000"
    review.save()
    easy_read = write(review, {"text": "A row."})
    EasyReadTest.objects.create(
        easy_read=easy_read, who="Six people from a group", date=datetime.date(2016, 11, 3), changed="Two pictures."
    )
    document = build(review)

    found = chapters(document)
    assert [text for block in found["Who tested this"] for text in texts(block)] == [
        "Six people from a group tested this in November 2016.",
        "What we changed: Two pictures.",
    ]
    assert list(texts(found["Whom to ask"][0])) == ["Ann Other\nann@example.org\n0113 496 0000"]


@pytest.mark.parametrize(("draft", "shown"), [(True, True), (False, False)])
def test_only_a_draft_says_what_is_still_missing(review, draft, shown):
    write(review, {"text": "A row."})

    assert ("Nobody has tested this yet." in texts(build(review, draft=draft))) is shown


def test_easy_read_that_is_not_begun_says_what_it_will_be(review):
    document = build(review, draft=True)

    assert "The report is about Larkmere." in texts(document)
    assert all(isinstance(row, Row) and row.picture for row in document.chapters[0].blocks)


@pytest.mark.parametrize("times", [1, 12])
def test_easy_read_is_built_with_five_queries(review, times, django_assert_num_queries):
    easy_read = write(review, *({"text": f"Row {index}.", "passage": make_passage(review)} for index in range(times)))
    EasyReadTest.objects.create(easy_read=easy_read, who="We", date=datetime.date(2016, 11, 3))

    with django_assert_num_queries(5):
        document = build(review)

    assert len(chapters(document)["What we found"]) == times
