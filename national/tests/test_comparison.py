"""The comparison says what was said, and tells nothing there from not looked at."""

import pytest

from conftest import make_passage, make_review
from frameworks.models import Theme
from national.comparison import BY_DOMAIN, BY_THEME, ISSUED, WORKING, compare, domain_columns, theme_columns
from reviews.models import Coverage, Review


def lines(by=BY_DOMAIN, columns=None, text=WORKING):
    reviews = list(Review.objects.select_related("site", "edition").order_by("id"))
    columns = columns or domain_columns(reviews[0].edition.framework)
    return compare(reviews, columns, by=by, text=text)


def cover(review, section, number, state):
    section = review.sections.get(code=section)
    indicator = section.domain.indicators.get(code=f"{section.code}-{number}")
    Coverage.objects.create(section=section, indicator=indicator, state=state)


@pytest.fixture
def theme(db):
    return Theme.objects.create(code="short-breaks", title="Short breaks", position=1)


def test_a_cell_shows_the_first_two_sentences_of_what_was_said(review):
    make_passage(review, text="One thing. Another thing! A third thing.")
    assert lines()[0].cells[0].text == "One thing. Another thing!"


def test_a_sentence_written_for_the_cell_comes_before_everything(review):
    make_passage(review, text="One thing.", says_it_best=True)
    review.sections.filter(code="vision").update(cell="What it comes to.")
    assert lines()[0].cells[0].text == "What it comes to."


def test_the_passage_that_says_it_best_speaks_for_its_section(review):
    make_passage(review, text="The first.")
    make_passage(review, text="The best.", says_it_best=True)
    assert lines()[0].cells[0].text == "The best."


def test_looked_for_and_not_found_is_not_the_same_as_not_looked_at(review):
    cover(review, "vision", 1, Coverage.State.NOT_FOUND)
    cover(review, "leadership", 1, Coverage.State.NOT_LOOKED)
    assert [(cell.state, cell.text) for cell in lines()[0].cells] == [
        ("not-found", "Nothing found, although looked for"),
        ("not-looked", "Not looked at"),
    ]


def test_what_was_seen_but_not_written_is_not_claimed_to_be_absent(review):
    cover(review, "vision", 1, Coverage.State.SEEN)
    assert lines()[0].cells[0].state == "not-looked"


def test_removed_passages_are_not_compared(review, lead):
    from django.utils import timezone

    make_passage(review, text="Taken out.", removed_at=timezone.now(), removed_by=lead)
    assert lines()[0].cells[0].said == []


def test_the_background_is_not_compared(review):
    make_passage(review, section="background", text="Why we came.", kind="paragraph")
    assert [cell.said for cell in lines()[0].cells] == [[], []]


def test_markup_is_not_shown_in_a_cell(review):
    make_passage(review, text="A **bold** thing with [a link](https://example.org).")
    assert lines()[0].cells[0].text == "A bold thing with a link."


def test_an_issued_comparison_leaves_drafts_out(review):
    make_passage(review, text="Only a draft.")
    line = lines(text=ISSUED)[0]
    assert line.issued is False
    assert [(cell.state, cell.text) for cell in line.cells] == [("not-issued", ""), ("not-issued", "")]


def test_editions_of_a_framework_are_compared_by_code(review, edition, other_site):
    from frameworks.models import Domain, Edition

    later = Edition.objects.create(
        framework=edition.framework,
        code="small-2017",
        title="A small framework",
        label="2017",
        published="2017",
        status="current",
        layout="domains",
        based_on=edition,
    )
    for domain in edition.domains.all():
        Domain.objects.create(
            edition=later,
            code=domain.code,
            number=domain.number,
            title=f"{domain.title}, renamed",
            short_title=domain.short_title,
            easy_read_title=domain.easy_read_title,
            easy_read_intro=domain.easy_read_intro,
            good_practice=domain.good_practice,
            position=domain.position,
        )
    make_passage(review, text="Said under the first edition.")
    make_passage(make_review(other_site, later, "otherby-2017"), text="Said under the second.")
    columns = domain_columns(edition.framework)
    assert [column.title for column in columns] == ["Vision, renamed", "Leadership, renamed"]
    assert [line.cells[0].text for line in lines(columns=columns)] == [
        "Said under the first edition.",
        "Said under the second.",
    ]


def test_reviews_by_lines_of_enquiry_are_compared_by_theme(kloe_review, theme):
    passage = make_passage(kloe_review, section="lived-experience", text="Breaks are short.", kind="strength")
    passage.themes.add(theme)
    (line,) = lines(by=BY_THEME, columns=theme_columns(["short-breaks"]))
    assert (line.cells[0].state, line.cells[0].text) == ("said", "Breaks are short.")


def test_a_theme_nobody_touched_is_said_to_be_unrecorded(review, theme):
    (line,) = lines(by=BY_THEME, columns=theme_columns(["short-breaks"]))
    assert line.cells[0].text == "Nothing recorded under this theme"


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_reviews(
    site, edition, count, django_assert_num_queries
):
    for number in range(count):
        make_passage(make_review(site, edition, f"review-{number}"))
    reviews = list(Review.objects.select_related("site", "edition"))
    columns = domain_columns(edition.framework)
    with django_assert_num_queries(5):
        compare(reviews, columns, by=BY_DOMAIN, text=WORKING)
