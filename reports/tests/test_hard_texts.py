"""Texts that break reports: each comes out on page and paper as it was typed, or is refused with its place."""

import html
import re
import uuid

import pikepdf
import pytest

from reports.output import NotFitToSend, build, pdf_bytes
from reports.render import render_html
from reports.review_file.yaml_text import yaml_text
from reports.tests.generated import generated_review
from reports.tests.printed import POINTS, letters, overlaps, without_ink
from reports.tests.printing import printed_review, reference_data
from reviews.flow import runs_from_right_to_left

AS_TYPED = {
    "script": "<script>alert('typed')</script> and <b>bold</b> &amp; <!-- no comment --> and 5 < 6 > 4.",
    "scheme": "See [this](javascript:alert(1)), [that](file:///etc/passwd) and [those](data:text/html,x).",
    "picture": "![a picture](x.png) stands here.",
    "welsh": "Mae'r teulu yn byw yn Llanfairpwllgwyngyll: Ŵyl, tŷ, dŵr, pêl, ŷ, Ŷ.",
    "signs": "Done ✓ next → then ← not ✗, ½ of £3, €4, 5 °C, “quoted” – and… 🙂 👍 🏫 ☎.",
    "table": "| Service | Wait |\n|---|---|\n| CAMHS | 34 weeks |",
    "heading": "# A heading typed\n\n***\n\n```\nfenced\n```",
    "word": "A word: " + "Llanfair" * 40 + ".",
    "address": "See https://example.org/" + "a-part-of-a-long-address/" * 12 + "?and=more&again=yes here.",
    "percent": "{{ 7 }} {% now %} %(name)s 100% \\ $HOME",
}
ARABIC = "مرحبا بكم في التقرير السنوي. قالت الأم إن ابنها يحب المدرسة."
DEEP = "\n".join(f"{'  ' * level}- level {level} of the list" for level in range(1, 13))
NOTES = "\n\n".join(
    f"Paragraph {number} has a note.[^{number}] {'It goes on about the same thing. ' * 9}" for number in range(1, 25)
) + "".join(f"\n\n[^{number}]: Note {number} says {'who said so and where, ' * 8}in short." for number in range(1, 25))
LONG = "Twenty thousand words of a passage go on here. " * 2223
TITLE = ("A title of three hundred characters that names the place and the day " * 5)[:299] + "!"

pytestmark = pytest.mark.django_db


def passages_of(*texts):
    return [{"id": str(uuid.uuid4()), "kind": "finding", "text": text} for text in texts]


def hard_review():
    """A review file with all of these texts, and with sections where nothing is written."""
    data = generated_review("domains", 3, seed=9003)
    data["review"]["title"] = TITLE
    del data["actions"], data["easy_read"], data["easy_read_update"]
    for section in data["sections"]:
        section["passages"] = []
        section.pop("recommendations", None)
    data["sections"][0]["passages"] = passages_of(*AS_TYPED.values(), ARABIC, DEEP)
    data["sections"][1]["passages"] = passages_of(NOTES)
    data["sections"][2]["passages"] = passages_of(LONG)
    return yaml_text(data)


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory):
    path = tmp_path_factory.mktemp("hard") / "hard.yaml"
    with django_db_blocker.unblock(), reference_data():
        path.write_text(hard_review(), encoding="utf-8")
        yield printed_review(path, path.parent)


@pytest.fixture(scope="module")
def paper(printed):
    """The text of the pages without white space, and without what stands in their margins."""
    return "".join(word.text for sheet in printed.pages for word in sheet.within(left=45, top=27, bottom=271))


@pytest.fixture
def screen(printed):
    return render_html(build(printed.review, "site", version_label="", draft=True), "screen")


@pytest.mark.parametrize("name", AS_TYPED)
def test_text_is_printed_as_it_was_typed(paper, name):
    assert paper.count(re.sub(r"\s+", "", AS_TYPED[name])) == 1


@pytest.mark.parametrize("name", AS_TYPED)
def test_text_is_shown_as_it_was_typed(screen, name):
    seen = html.unescape(re.sub(r"<[^>]*>", "", screen))
    assert re.sub(r"\s+", "", AS_TYPED[name]) in re.sub(r"\s+", "", seen)
    assert re.findall(r"<(?:script|b|img)\b", screen) == []
    assert set(re.findall(r'href="(\w+:)', screen)) == {"https:"}


def test_links_of_the_pdf_lead_to_web_addresses_only(printed):
    with pikepdf.open(printed.site_report) as pdf:
        links = [link.A for sheet in pdf.pages for link in sheet.get("/Annots", ()) if "/A" in link]
    assert {str(link.S) for link in links} == {"/URI"}
    assert {str(link.URI).partition(":")[0] for link in links} == {"https"}


def test_arabic_keeps_its_letters_and_runs_from_the_right(printed):
    arabic = [word for sheet in printed.pages for word in sheet.words if runs_from_right_to_left(letters(word.text))]
    assert sorted(letters("".join(word.text for word in arabic))) == sorted(letters(ARABIC))
    assert max(word.right for word in arabic) == pytest.approx(172 * POINTS, abs=1)


def test_lists_too_deep_are_printed_line_by_line(paper):
    assert [level for level in range(1, 13) if f"level{level}ofthelist" not in paper] == []


def test_each_note_stands_on_the_page_of_its_reference(printed):
    sheets = [letters("".join(word.text for word in sheet.within())) for sheet in printed.pages]
    places = [
        [number for number, text in enumerate(sheets) if f"{what}{note}{after}" in text]
        for note in range(1, 25)
        for what, after in (("Paragraph", "has"), ("Note", "says"))
    ]
    assert places[::2] == places[1::2]
    assert {len(place) for place in places} == {1}
    assert len({place[0] for place in places}) > 3


def test_passage_of_twenty_thousand_words_is_there_to_the_last(paper):
    assert len(LONG.split()) > 20_000
    assert re.sub(r"\s+", "", LONG) in paper


def test_title_of_three_hundred_characters_leaves_the_cover_one_page(printed):
    cover, contents = printed.pages[:2]
    assert letters(TITLE) in letters("".join(word.text for word in cover.within()))
    assert contents.within(top=27)[0].text == "Contents"


def test_empty_section_says_so(paper):
    assert paper.count("Nothingwasrecordedunderthisheading.") == 4


def test_nothing_is_hidden_cut_off_or_on_top_of_something_else(printed, tmp_path):
    for sheet in printed.pages:
        assert [word.text for word in sheet.words if word.left < 0 or word.right > 190 * POINTS] == []
        assert overlaps(sheet.words) == []
    assert without_ink(printed.site_report, tmp_path) == []


@pytest.mark.parametrize(("character", "name"), [("中", "CJK UNIFIED IDEOGRAPH-4E2D"), ("\x07", "U+0007")])
def test_character_that_cannot_be_printed_is_named_with_its_place(printed, character, name):
    printed.review.title = f"Review of a {character} place"
    printed.review.save()
    document = build(printed.review, "site", version_label="", draft=True)
    with pytest.raises(NotFitToSend, match=rf"\({re.escape(name)}\) cannot be printed. It stands after “…Review of a "):
        pdf_bytes(document)
