"""Markdown: what is taken, what shows as it was typed, and that nothing vanishes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.markdown import MOST_NESTING, parse, problems
from reviews.nodes import Emphasis, LineBreak, Link, ListBlock, NoteRef, Paragraph, Quote, Strong, Text, plain
from reviews.text import UnusableText


def read(text):
    return parse(text, key="p")


def words_of(blocks):
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.content)
        for item in getattr(block, "items", ()):
            yield from words_of(item)
        yield from words_of(getattr(block, "blocks", ()))


def everything(text):
    parsed = read(text)
    return " ".join([*words_of(parsed.blocks), *words_of(parsed.notes)])


def only_content(text):
    (paragraph,) = read(text).blocks
    return paragraph.content


def test_emphasis_links_and_breaks_are_nodes():
    assert only_content("A **b** *c* [d](https://e.org)\\\nf") == (
        Text("A "),
        Strong((Text("b"),)),
        Text(" "),
        Emphasis((Text("c"),)),
        Text(" "),
        Link("https://e.org", (Text("d"),)),
        LineBreak(),
        Text("f"),
    )


def test_lists_and_quotes_are_blocks():
    listed, quote = read("3. a\n4. b\n\n> said").blocks

    assert isinstance(listed, ListBlock)
    assert (listed.ordered, listed.start, len(listed.items)) == (True, 3, 2)
    assert isinstance(quote, Quote)


def test_note_referred_to_twice_stands_once():
    parsed = read("One[^a] and two[^a].\n\n[^a]: The note.")

    assert [plain(block.content) for note in parsed.notes for block in note.blocks] == ["The note."]
    assert [node for node in parsed.blocks[0].content if isinstance(node, NoteRef)] == [NoteRef(1), NoteRef(1)]


def test_notes_stand_in_the_order_of_their_references():
    parsed = parse("One[^z] two[^a].\n\n[^a]: Second.\n[^z]: First.", key="p", first_note=5)

    assert [(note.number, *words_of(note.blocks)) for note in parsed.notes] == [(5, "First."), (6, "Second.")]


def test_note_nobody_refers_to_is_kept():
    assert list(words_of(read("Text.\n\n[^a]: Left over.").notes)) == ["Left over."]


def test_second_note_of_a_label_is_kept():
    assert list(words_of(read("Text[^a].\n\n[^a]: One.\n\n[^a]: Two.").notes)) == ["One.", "Two."]


def test_note_that_is_not_there_shows_as_typed():
    assert plain(only_content("Text[^b].")) == "Text[^b]."


@pytest.mark.parametrize(
    "typed",
    [
        "# A heading",
        "| a | b |",
        "---",
        "`code`",
        "```",
        "<script>alert(1)</script>",
        "&lt;b&gt; &amp;",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,hello)",
        "[x](file:///etc/passwd)",
        "[x](//example.org)",
        "[x]()",
        "<javascript:alert(1)>",
        "![alt](picture.png)",
        '![alt](https://example.org/a.png "b")',
        "[a]: https://example.org 'b'",
        "مرحبا بالعالم",
        "Llanfair-yng-Nghŵyr: â ê î ô û ŵ ŷ",
        "🙂 ✓ →",
    ],
)
def test_what_is_not_taken_shows_as_typed(typed):
    assert plain(only_content(typed)) == typed


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///x", "ftp://x.org"]
)
def test_only_web_and_mail_addresses_become_links(address):
    nodes = only_content(f"[x]({address}) <{address}> {address}")

    assert not any(isinstance(node, Link) for node in nodes)


def test_address_typed_plainly_is_a_link_without_the_full_stop():
    assert only_content("See https://example.org/a_(b)?c=1.")[1] == Link(
        "https://example.org/a_(b)?c=1", (Text("https://example.org/a_(b)?c=1"),)
    )


def test_lines_of_a_typed_table_stay_lines():
    assert plain(only_content("| a | b |\n| 1 | 2 |")) == "| a | b |\n| 1 | 2 |"


def depth_of(blocks):
    inner = [item for block in blocks for item in (*getattr(block, "items", ()), getattr(block, "blocks", ()))]
    return 1 + max(map(depth_of, inner)) if inner else 0


@pytest.mark.parametrize("mark", ["- ", "1. ", "> "])
def test_nesting_stops_and_the_words_stay(mark):
    text = f"{mark * 100}deep"
    blocks = read(text).blocks

    assert depth_of(blocks) <= 2 * MOST_NESTING
    assert "deep" in everything(text)


def test_list_nested_a_hundred_deep_keeps_every_item():
    text = "\n".join(f"{'  ' * level}- item{level}" for level in range(100))

    assert re.findall(r"item\d+", everything(text)) == [f"item{level}" for level in range(100)]


def test_item_after_the_deepest_list_belongs_where_it_was():
    text = "\n".join(f"{'  ' * level}- item{level}" for level in range(9)) + "\n- last"
    (outer,) = read(text).blocks

    assert [plain(item[0].content) for item in outer.items] == ["item0", "last"]


def test_emphasis_nested_without_end_keeps_its_words():
    assert everything("*a **b " * 500 + "c** d*" * 500).count("c") == 500


@pytest.mark.parametrize(
    "text",
    ["word " * 40_000, "[" * 100_000, "- " * 90_000, "> " * 90_000, "[^a]: x\n\n" + "[^" * 50_000, "*a **b " * 20_000],
    ids=["words", "brackets", "bullets", "quotes", "notes", "stars"],
)
def test_text_of_the_greatest_length_is_read(text):
    assert read(text).blocks


letters = st.text("abcdefghij", min_size=1, max_size=6)
signs = st.sampled_from(
    ["# ", "- ", "1. ", "> ", "*", "**", "_", "`", "|", "---\n", "<b>", "\n", "\n\n", "  ", "    ", "[", "]"]
)
more_signs = st.sampled_from(
    ["(", ")", "![", "[^x]", "\n\n[^x]: ", "](https://example.org)", "```\n", "===\n", "&", "\t"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(letters, signs, more_signs), max_size=40))
def test_no_word_vanishes(parts):
    text = " ".join(parts)
    typed = re.findall(r"[a-j]{1,6}", re.sub(r"https://example\.org|\[\^x\]", " ", text))
    shown = re.findall(r"[a-j]{1,6}", everything(text).replace("https://example.org", " "))

    assert sorted(set(typed)) == sorted(set(typed) & set(shown))


def test_nul_is_refused():
    with pytest.raises(UnusableText):
        read("a\0b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fine [x](https://example.org) and [y](mailto:a@example.org)", []),
        ("one\n[x](javascript:1)", ["The link “x” on line 2 is not a web or e-mail address."]),
        ("<data:1>", ["“data:1” on line 1 is not a web or e-mail address."]),
        ("\n![cat](cat.png)", ["The picture “cat” on line 2 will be printed as typed"]),
        ("a\n\nb\0", ["There is a character on line 3 that cannot be stored"]),
        ("- " * 9 + "deep", ["The text from line 1 is indented more than 8 levels deep."]),
        ("a[^1]", ["The footnote [^1] on line 1 is not explained."]),
        ("a\n\n[^1]: b", ["Nothing refers to the footnote [^1] on line 3."]),
        ("x" * 200_001, ["This text has 200,001 characters."]),
    ],
)
def test_problems_name_the_line(text, said):
    found = problems(text)

    assert len(found) == len(said)
    assert all(sentence.startswith(start) for sentence, start in zip(found, said, strict=True))
