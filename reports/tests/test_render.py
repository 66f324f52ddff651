"""Trees as HTML: headings without gaps, every text as it was typed, footnotes where each flavour wants them."""

import re
from itertools import pairwise

import pytest
from django.utils.safestring import SafeString
from lxml import html

from reports.canonical import from_bytes
from reports.output import html_bytes
from reports.render import render_html, render_json
from reports.tests.sample import chapter, passage, recommendation, row, sample_easy_read, sample_report
from reports.tree import Chapter, RecommendationList, Table, Word, WordList, texts

FLAVOURS = ["screen", "reading", "print"]
HOSTILE = "<script>alert('x')</script> & \"quoted\" {{ settings }} {% now %}"


def page(document, flavour):
    return html.fromstring(render_html(document, flavour))


def spaced(text):
    return " ".join(text.split())


def without_spaces(text):
    return "".join(text.split())


def words_shown(tree):
    """All words without spaces; footnotes, which stand in the midst of a sentence in print, come last."""
    notes = list(tree.find_class("footnote"))
    said = [note.text_content() for note in notes]
    for element in [*notes, *tree.iter("sup")]:
        element.drop_tree()
    return without_spaces(tree.text_content() + "".join(said))


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("document", [sample_report(), sample_easy_read()], ids=["site", "easy-read"])
def test_every_text_of_the_tree_is_shown(document, flavour):
    shown = words_shown(page(document, flavour))

    assert [text for text in texts(document) if without_spaces(text) not in shown] == []


@pytest.mark.parametrize(("flavour", "top"), [("screen", 2), ("reading", 1), ("print", 1)])
@pytest.mark.parametrize("document", [sample_report(), sample_easy_read()], ids=["site", "easy-read"])
def test_headings_begin_with_the_title_and_skip_no_level(document, flavour, top):
    levels = [int(heading.tag[1]) for heading in page(document, flavour).iter("h1", "h2", "h3", "h4", "h5", "h6")]

    assert levels[0] == top
    assert levels.count(top) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert max(levels) <= top + 3


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_ids_are_unique_and_links_inside_lead_somewhere(flavour):
    tree = page(sample_report(), flavour)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    inside = {link.get("href")[1:] for link in tree.iter("a") if link.get("href").startswith("#")}

    assert len(ids) == len(set(ids))
    assert {"section-vision", "passage-v1"} <= inside <= set(ids)


def test_in_print_only_what_a_link_leads_to_has_an_id():
    tree = page(sample_report(), "print")
    inside = {link.get("href")[1:] for link in tree.iter("a") if link.get("href").startswith("#")}

    assert {element.get("id") for element in tree.iter() if element.get("id")} == inside | {"contents"}


def test_print_has_nothing_between_tags_but_the_spaces_of_texts():
    printed = render_html(noted("**Two** *words*\\\n**below**\n\n- an item"), "print")

    assert not re.search(r">\s*\n\s*<", printed)
    assert "<strong>Two</strong> <em>words</em><br><strong>below</strong>" in printed


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("A half-a-dozen-times-hyphenated word.", True),
        ("Seen at https://example.org/a-long-address/of_a_page.", True),
        (f"A {'w' * 18} fits.", True),
        (f"A {'w' * 19} may not.", False),
        ("- It says\n\n  > " + "w" * 40, False),
    ],
)
def test_print_says_of_which_chapters_no_word_need_be_divided(text, short):
    (printed,) = page(noted(text), "print").find_class("chapter")
    (handed_on,) = page(noted(text), "exchange").find_class("chapter")

    assert ("short-words" in printed.classes, "short-words" in handed_on.classes) == (short, False)


def hostile_report():
    table = Table(key="table", source=None, caption=HOSTILE, header=(HOSTILE,), rows=((HOSTILE,),))
    action = recommendation("r", HOSTILE, HOSTILE, title=HOSTILE, lead=HOSTILE, owners=(HOSTILE,), horizon=HOSTILE)
    again = RecommendationList(key="again", source=None, title=HOSTILE, recommendations=(action,))
    finding = passage("p", HOSTILE, f"{HOSTILE}[^a]\n\n- {HOSTILE}\n\n[^a]: {HOSTILE}", title=HOSTILE)
    blocks = (finding, table, action, again)
    facts = dict.fromkeys(("title", "site", "visit", "framework", "version_label", "confidentiality"), HOSTILE)
    return sample_report(chapters=(chapter("one", HOSTILE, HOSTILE, *blocks),), **facts)


def hostile_easy_read():
    words = WordList(key="words", source=None, words=(Word(HOSTILE, HOSTILE),))
    blocks = (row("one", HOSTILE, "house", HOSTILE), words)
    rows = Chapter(key="rows", source=None, kind="rows", number="", title=HOSTILE, blocks=blocks)
    return sample_easy_read(chapters=(rows,), title=HOSTILE)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("document", [hostile_report(), hostile_easy_read()], ids=["site", "easy-read"])
def test_script_in_any_text_shows_as_typed(document, flavour):
    tree = page(document, flavour)

    assert not list(tree.iter("script"))
    assert spaced(tree.text_content()).count(HOSTILE) >= sum(text == HOSTILE for text in texts(document))


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_links_lead_to_web_mail_and_the_document_only(flavour):
    addresses = {link.get("href") for link in page(sample_report(), flavour).iter("a")}

    assert "mailto:network@example.org" in addresses
    assert all(re.match(r"https?://|mailto:|#", address) for address in addresses)


def noted(text):
    return sample_report(chapters=(chapter("one", "2", "One", passage("p", "2.1", text)),))


def test_print_floats_a_footnote_from_its_first_reference_only():
    tree = page(noted("A[^a] b[^a].\n\n[^a]: Minutes.\n\n    - April\n    - May"), "print")
    (note,) = tree.find_class("footnote")

    assert note.get("data-number") == "1"
    assert list(note.itertext()) == ["Minutes.", "• April", "• May"]
    assert {child.tag for child in note.iter()} == {"span", "br"}
    assert [again.text for again in tree.find_class("note-again")] == ["1"]


def test_print_keeps_a_note_that_nothing_refers_to():
    (note,) = page(noted("Text.\n\n[^a]: Left over."), "print").find_class("unreferred-note")

    assert spaced(note.text_content()) == "1 Left over."


def test_screen_lists_notes_with_a_way_back():
    tree = page(noted("A[^a].\n\n[^a]: Minutes.\n\n[^b]: Left over."), "screen")
    minutes, left_over = tree.find_class("notes")[0]
    (call,) = tree.xpath("//sup/a")

    assert call.get("href") == f"#{minutes.get('id')}"
    assert minutes.xpath(".//p[@class='note-back']/a/@href") == [f"#{call.get('id')}"]
    assert left_over.xpath(".//p[@class='note-back']") == []


def test_recommendation_printed_again_brings_its_note_again():
    notes = [note.text_content() for note in page(sample_report(), "print").find_class("footnote")]

    assert notes.count("In a way they choose.") == 2


def test_print_names_addresses_that_cannot_be_clicked_on_paper():
    found = page(noted("[A guide](https://example.org/guide) and https://example.org/seen"), "print")
    listed = [spaced(item.text_content()) for item in found.find_class("addresses")[0].iter("li")]

    assert listed == ["A guide: https://example.org/guide"]


def test_screen_has_no_list_of_addresses():
    assert page(noted("[A guide](https://example.org/guide)"), "screen").find_class("addresses") == []


def test_picture_stands_before_its_sentence_and_says_what_it_shows():
    first = page(sample_easy_read(pictures=("house",)), "print").find_class("row")[0]

    assert [child.tag for child in first] == ["img", "p"]
    assert (first[0].get("src"), first[0].get("alt")) == ("picture:house", "A house")


def test_screen_takes_pictures_from_the_static_files(settings):
    image = next(page(sample_easy_read(pictures=("house",)), "screen").iter("img"))

    assert image.get("src") == f"{settings.STATIC_URL}vendor/pictures/house.svg"


@pytest.mark.parametrize(("draft", "times"), [(True, 3), (False, 0)])
def test_missing_picture_is_pointed_out_in_a_draft(draft, times):
    tree = page(sample_easy_read(pictures=("house",), draft=draft), "print")

    assert len(tree.find_class("no-picture")) == times


def test_heading_and_first_two_rows_of_an_easy_read_keep_together():
    opening = page(sample_easy_read(), "print").find_class("opening")[0]

    assert [child.tag for child in opening] == ["h2", "div", "div"]


def test_print_is_a_page_with_language_and_title():
    tree = page(sample_report(lang="cy"), "print")

    assert tree.get("lang") == "cy"
    assert tree.findtext(".//title") == sample_report().title


def test_screen_is_a_safe_fragment():
    found = render_html(sample_report(), "screen")

    assert isinstance(found, SafeString)
    assert "<html" not in found


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_draft_and_invented_places_say_so(flavour):
    plain = page(sample_report(invented=False), flavour)
    marked = page(sample_report(invented=True, draft=True), flavour)

    assert [len(plain.find_class(name)) for name in ("draft", "invented")] == [0, 0]
    assert [len(marked.find_class(name)) for name in ("draft", "invented")] == [1, 1]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_rendering_leaves_no_inline_style_or_script(flavour):
    tree = page(sample_report(), flavour)

    assert [element for element in tree.iter() if element.get("style") or element.tag in ("style", "script")] == []


def test_json_reads_back_as_the_document():
    document = sample_report()

    assert from_bytes(render_json(document)) == document


def test_kinds_of_passages_are_told_apart_by_a_word():
    tree = page(sample_report(), "print")

    assert [kind.text for kind in tree.find_class("kind")] == ["Strength", "Area for development"]


def test_a_page_in_one_file_may_ask_no_other_place_and_run_nothing():
    (policy,) = html.fromstring(html_bytes(sample_report())).xpath("//meta[@http-equiv='Content-Security-Policy']")
    allowed = dict(each.split(" ", 1) for each in policy.get("content").split("; "))
    style = allowed.pop("style-src")
    assert allowed == {
        "default-src": "'none'",
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert re.fullmatch(r"'sha256-[\w+/]+='", style)
