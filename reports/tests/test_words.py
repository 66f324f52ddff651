"""The words of an easy read that its list explains: where they are found, and where not."""

from lxml import html

from reports.render import render_html
from reports.tests.sample import row, sample_easy_read
from reports.tree import Chapter, Word, WordList
from reports.words import Piece, word_uses


def document(*chapters, words):
    rows = [
        Chapter(key=f"chapter-{number}", source=None, kind="rows", number="", title="What we found", blocks=blocks)
        for number, blocks in enumerate(chapters, start=1)
    ]
    listed = WordList(key="list", source=None, words=tuple(Word(term, f"{term} means this.") for term in words))
    last = Chapter(key="words", source=None, kind="words", number="", title="What the words mean", blocks=(listed,))
    return sample_easy_read(chapters=(*rows, last))


def linked(text, *words):
    """The pieces of a row that link, with the words of the list they lead to."""
    uses = word_uses(document((row("a", text),), words=words))
    return [(piece.text, words[int(piece.word.rpartition("-")[2]) - 1]) for piece in uses.pieces["row-a"] if piece.word]


def test_a_word_is_found_in_capitals_or_small_and_as_a_plural():
    assert linked("An advocate helps. Two ADVOCATES came.", "Advocate") == [("advocate", "Advocate")]
    assert linked("There are short breaks.", "Short break") == [("short breaks", "Short break")]


def test_a_word_with_capitals_of_its_own_is_found_only_as_it_is_written():
    assert linked("They send letters to the local offer.", "SEND", "Local Offer") == []
    assert linked("SEND is on the Local Offer.", "SEND", "Local Offer") == [
        ("SEND", "SEND"),
        ("Local Offer", "Local Offer"),
    ]


def test_a_part_of_another_word_is_none_and_the_longest_word_wins():
    assert linked("The caterpillar has a catalogue.", "Cat") == []
    assert linked("An annual review is a review.", "Review", "Annual review") == [
        ("annual review", "Annual review"),
        ("review", "Review"),
    ]


def test_a_word_links_once_in_each_chapter_and_back_to_its_first_row():
    first, second = row("a", "A plan. A plan again."), row("b", "The plan.")
    uses = word_uses(document((first, second), (row("c", "One plan."),), words=["Plan"]))
    assert uses.pieces["row-a"] == (Piece("A ", ""), Piece("plan", "list-1"), Piece(". A plan again.", ""))
    assert uses.pieces["row-b"] == (Piece("The plan.", ""),)
    assert uses.pieces["row-c"] == (Piece("One ", ""), Piece("plan", "list-1"), Piece(".", ""))
    assert uses.first_rows == {"list-1": "row-a"}


def test_without_a_list_nothing_links():
    assert word_uses(document((row("a", "A plan."),), words=[])).pieces == {"row-a": (Piece("A plan.", ""),)}


def test_what_people_wrote_stays_text_around_and_inside_a_link():
    shown = html.fromstring(
        render_html(document((row("a", "<b>x</b> A&E\n<i>"),), words=["A&E", "<i>"]), flavour="reading")
    )
    sentence = shown.get_element_by_id("row-a").find_class("sentence")[0]
    assert [(link.text, link.get("href")) for link in sentence.iter("a")] == [("A&E", "#list-1"), ("<i>", "#list-2")]
    assert (sentence.text_content(), len(sentence.findall("br"))) == ("<b>x</b> A&E<i>", 1)
