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


def room_above(paragraph):
    spacing = paragraph.find(f"{W}pPr/{W}spacing")
    return None if spacing is None else int(spacing.get(f"{W}before"))


def test_a_heading_of_an_easy_read_keeps_its_first_two_rows_and_no_more():
    body = WordFile(docx_bytes(sample_easy_read(pictures=("house", "school")))).body
    rows = list(body.iter(f"{W}tr"))
    kept = [[kept_with_next(each) for each in row.iter(f"{W}p")] for row in rows]
    assert [(all(row), any(row)) for row in kept] == [(True, True), (False, False), (False, False)] * 3


def test_what_follows_a_list_stands_apart_from_it():
    document = sample_report(
        chapters=(chapter("vision", "1", "Vision", passage("told", "1.1", "- one\n- two\n\nAfter it.")),)
    )
    paragraphs = WordFile(docx_bytes(document)).paragraphs
    above = {words_of(each).strip(): room_above(each) for each in paragraphs}
    assert above["After it."] == 120


def test_chapters_that_begin_a_page_begin_level_with_those_that_come_to_its_top_by_themselves():
    paragraphs = WordFile(docx_bytes(sample_report())).paragraphs
    opened = [each for each in paragraphs if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    headings = [each for each in opened if style_of(each) == "Heading1"]
    assert len(headings) > 2
    assert {room_above(each) for each in headings} == {0}


def test_lines_of_the_contents_are_level_whether_or_not_a_chapter_has_a_number():
    chapters = (*sample_report().chapters, chapter("closing", "", "Closing", passage("thanks", "", "Thank you.")))
    paragraphs = WordFile(docx_bytes(sample_report(chapters=chapters))).paragraphs
    entries = [each for each in paragraphs if style_of(each) == "TOC1"]
    numbered = [words_of(each)[:1].isdigit() for each in entries]
    assert set(numbered) == {True, False}
    assert [len(list(each.iter(f"{W}tab"))) for each in entries] == [1] * len(entries)
    assert [each for each in entries if each.find(f"{W}pPr/{W}ind") is not None] == []


def test_a_long_title_gives_way_to_the_site_at_the_head_of_pages():
    title = "Review of commissioning for young people whose behaviour challenges services"
    heads = [
        "".join(WordFile(docx_bytes(sample_report(title=each))).part("word/header1.xml").itertext(f"{W}t"))
        for each in (title, "A short title")
    ]
    assert heads == ["Confidential · Larkmere", "Confidential · A short title"]
