"""Numbers are the software's work: chapters, passages and recommendations, in both layouts."""

from conftest import make_passage
from reviews.models import Passage
from reviews.numbering import chapter_numbers, passage_numbers

KIND = Passage.Kind


def numbers(review):
    sections = list(review.sections.all())
    passages = list(Passage.objects.present().filter(section__review=review))
    found = passage_numbers(sections, passages, kloe=review.is_kloe)
    return {passage.text: found[passage.pk] for passage in passages}


def test_a_domain_report_numbers_findings_after_good_practice_and_recommendations_in_one_run(review):
    make_passage(review, "background", "Who asked.", KIND.PARAGRAPH)
    make_passage(review, "background", "Thanks.", KIND.PARAGRAPH, title="Thanks")
    make_passage(review, "vision", "Recommended early.", KIND.RECOMMENDATION)
    make_passage(review, "vision", "Found.")
    make_passage(review, "vision", "Strong.", KIND.STRENGTH)
    make_passage(review, "leadership", "Recommended late.", KIND.RECOMMENDATION)
    make_passage(review, "summary", "In all.", KIND.PARAGRAPH)
    make_passage(review, "closing", "Goodbye.", KIND.PARAGRAPH)
    assert numbers(review) == {
        "Who asked.": "1.1",
        "Thanks.": "",
        "Found.": "2.2",
        "Strong.": "2.3",
        "Recommended early.": "R1",
        "Recommended late.": "R2",
        "In all.": "4.1",
        "Goodbye.": "",
    }


def test_a_report_by_lines_numbers_each_line_in_one_run_by_kind(kloe_review):
    make_passage(kloe_review, "lived-experience", "Recommended.", KIND.RECOMMENDATION)
    make_passage(kloe_review, "lived-experience", "To develop.", KIND.DEVELOPMENT)
    make_passage(kloe_review, "lived-experience", "Strong.", KIND.STRENGTH)
    make_passage(kloe_review, "managing-demand", "Strong too.", KIND.STRENGTH)
    make_passage(kloe_review, "background", "Who asked.", KIND.PARAGRAPH)
    assert numbers(kloe_review) == {
        "Strong.": "1.1",
        "To develop.": "1.2",
        "Recommended.": "1.3",
        "Strong too.": "2.1",
        "Who asked.": "",
    }


def test_what_is_removed_takes_no_number(review):
    gone = make_passage(review, text="Gone.")
    make_passage(review, text="Here.")
    gone.removed_at = gone.created_at
    gone.save()
    assert numbers(review) == {"Here.": "2.2"}


def test_chapters_of_both_layouts(review, kloe_review):
    def chapters(of):
        found = chapter_numbers(list(of.sections.all()), kloe=of.is_kloe)
        return [found[section.pk] for section in of.sections.all()]

    assert chapters(review) == ["1", "2", "3", "4", ""]
    assert chapters(kloe_review) == ["", "1", "2", "", "", ""]
