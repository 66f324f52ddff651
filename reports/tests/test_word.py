"""How a Word file breaks into pages and where its pictures stand: what only somebody who looks would see."""

from reports.output import docx_bytes
from reports.tests.sample import LISTED, chapter, part, passage, recommendation, sample_easy_read, sample_report
from reports.tests.word import DRAWN, W, WordFile, style_of, words_of


def kept_with_next(paragraph):
    return paragraph.find(f"{W}pPr/{W}keepNext") is not None


def test_a_recommendation_stays_on_one_page_with_whose_it_is_and_nothing_else_does():
    asked = recommendation("one", "R1", f"First words.\n\n{LISTED}", lead="Head of commissioning")
    told = passage("told", "1.1", "A finding.\n\nIts second paragraph.")
    document = sample_report(
        chapters=(chapter("vision", "1", "Vision", told, part("asked", "Recommendations", asked)),)
    )
    paragraphs = WordFile(docx_bytes(document)).paragraphs
    words = [words_of(paragraph).strip() for paragraph in paragraphs]
    first = next(index for index, said in enumerate(words) if "First words." in said)
    last = max(index for index, paragraph in enumerate(paragraphs) if style_of(paragraph) == "RecommendationFacts")
    assert last - first > 3
    assert [kept_with_next(paragraph) for paragraph in paragraphs[first:last]] == [True] * (last - first)
    assert not kept_with_next(paragraphs[last])
    assert not kept_with_next(paragraphs[words.index("Its second paragraph.")])


def test_pictures_stand_where_their_line_begins():
    drawn = list(WordFile(docx_bytes(sample_easy_read(pictures=("house",)))).body.iter(f"{DRAWN}inline"))
    assert drawn
    assert {(each.get("distL"), each.get("distR")) for each in drawn} == {("0", "0")}
