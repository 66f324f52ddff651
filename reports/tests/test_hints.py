"""The rules for easy read: each with sentences it points at and sentences it leaves alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.hints.glossary import HardWord, glossary_of
from reports.hints.hint import ROW_CODES, RULES, SOURCES
from reports.hints.rows import RowText, hints_at, row_hints

WORDS = glossary_of(
    (
        HardWord("Autism", "Autistic people see, hear and feel the world differently."),
        HardWord("EHCP", "An EHCP is a plan for your learning, health and care."),
        HardWord("RISE", "RISE helps areas give better support.", match_case=True),
        HardWord("SEN", "SEN means needing more help to learn.", match_case=True),
        HardWord("SEN support", "SEN support is extra help at school."),
        HardWord("Short break", "A short break means time away, doing fun things."),
        HardWord("Therapy", "Therapy means help with talking, moving and doing."),
    )
)
LONG = "The nurse and the doctor came to the house of the family to talk about the plan."

POINTED_OUT = {
    "long-sentence": [LONG],
    "many-sentences": ["We came. We met people. We read papers. We wrote this."],
    "more-than-one-idea": [
        "The school, which is new, has a garden.",
        "Families wait because the team is small.",
        "The club is fun; people go there.",
        "The team (it is new) meets.",
        "The nurse came, she was late, and she left again.",
        "The shop closed so families must travel.",
    ],
    "passive": [
        "Letters are written by the council.",
        "Children get sent home.",
        "Plans have been lost.",
        "The rooms were quickly painted.",
        "Were you asked?",
    ],
    "no-noun-before": ["They wait.", "It is too far away.", "Them and us."],
    "order-without-doer": ["Train more staff.", "Do not stop plans.", "Always listen to families."],
    "abbreviation": ["The ICB pays.", "Bring pens etc. to school."],
    "contraction": ["You can't park here.", "That’s good.", "We're here."],
    "negative": ["The letters are not easy to read.", "Nobody had nothing.", "It is not uncommon for people to wait."],
    "percentage": ["60% of families wait.", "40 per cent wait."],
    "big-number": ["12500 people live here.", "It costs £3 million.", "They spend 2,400 pounds."],
    "number-word": ["Three clubs closed.", "One parent told us.", "We waited twenty-three days."],
    "hard-word": ["Staff utilise the room.", "We did it in order to help.", "There is good collaboration."],
    "unexplained": ["Families want short breaks.", "The therapies are good."],
    "capitals": ["You must NOT worry.", "THE COUNCIL SAID YES.", "This is IMPORTANT."],
}
LEFT_ALONE = {
    "long-sentence": ["We came to Marlow in June."],
    "many-sentences": ["We came. We met people. We read papers."],
    "more-than-one-idea": [
        "Schools, clubs, shops and cafés help.",
        "You can choose which bus to take.",
        "Which school do you like?",
        "It costs 2,400, or less.",
    ],
    "passive": [
        "The council is interested in you.",
        "Some people are married.",
        "He gets dressed by himself.",
        "The shop is closed on Sunday.",
        "People are used to it.",
        "The door is red.",
    ],
    "no-noun-before": ["It is good to ask for help.", "It is cold today.", "We wait."],
    "order-without-doer": [
        "Help is there.",
        "Plans help people.",
        "Work is good for people.",
        "Tell us what you think.",
        "Bring your pens.",
    ],
    "abbreviation": ["You can ring the NHS.", "Watch TV with McDonald.", "We met A family."],
    "contraction": ["The council's office is in town.", "Parents' groups meet."],
    "negative": [
        "You do not have to come.",
        "You can say no.",
        "This was not an inspection.",
        "The council has not answered yet.",
        "The bus does not stop there.",
    ],
    "percentage": ["6 of 10 people wait."],
    "big-number": ["We came in 2016.", "Ring 0113 496 0000.", "We met 42 people."],
    "number-word": ["Everyone helps one another.", "No one came.", "One day I want a job.", "We met 3 people."],
    "hard-word": ["Staff use the room.", "You can find information here.", "We met the Carers Forum."],
    "unexplained": [
        "Families want short breaks. A short break gives a family a rest.",
        "People with autism told us.",
        "The path has a steep rise.",
    ],
    "capitals": ["The council said yes.", "We met RISE.", "I saw a TV."],
}


def codes(text, before=None, after=None, *, heading=False):
    """The codes of what is pointed out in a row, quiet marks left out."""
    texts = [each for each in (before, text, after) if each]
    rows = [RowText(each, heading=heading and each == text) for each in texts]
    found = hints_at(rows, texts.index(text), WORDS)
    return {hint.code for hint in found if not hint.quiet}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in POINTED_OUT for text in POINTED_OUT[code]])
def test_rule_points_out(code, text):
    assert code in codes(text)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in LEFT_ALONE for text in LEFT_ALONE[code]])
def test_rule_leaves_alone(code, text):
    assert code not in codes(text)


def test_every_rule_of_a_row_has_examples_of_both_kinds():
    by_text = set(ROW_CODES) - {"passage-changed"}
    assert set(POINTED_OUT) == set(LEFT_ALONE) == by_text


def test_every_rule_says_who_asks_for_it():
    assert [rule.code for rule in RULES.values() if not (rule.title and rule.guides)] == []


@pytest.mark.parametrize(("count", "quiet"), [(12, None), (13, True), (15, True), (16, False)])
def test_above_twelve_words_there_is_a_quiet_mark_above_fifteen_a_hint(count, quiet):
    text = "We " + " ".join(["walk"] * (count - 1)) + "."
    found = [hint.quiet for hint in hints_at([RowText(text)], 0, WORDS) if hint.code == "long-sentence"]
    assert found == ([] if quiet is None else [quiet])


@pytest.mark.parametrize(
    ("before", "pointed_out"),
    [
        ("Parents run a group.", False),
        ("We came in June.", True),
        ("We like it.", True),
        ("We think this can be.", True),
    ],
)
def test_they_needs_somebody_in_the_row_before(before, pointed_out):
    assert ("no-noun-before" in codes("They meet on Mondays.", before)) is pointed_out


@pytest.mark.parametrize(
    ("before", "after", "pointed_out"),
    [
        ("A short break gives a family a rest.", None, False),
        (None, "A short break gives a family a rest.", False),
        (None, "A short break is good.", True),
        ("We like short breaks.", None, True),
    ],
)
def test_a_hard_word_is_explained_before_or_in_the_next_row(before, after, pointed_out):
    assert ("unexplained" in codes("Families want short breaks.", before, after)) is pointed_out


def test_explanation_two_rows_further_down_comes_too_late():
    rows = [RowText("Families want short breaks."), RowText("We met them."), RowText("A short break means rest.")]
    assert "unexplained" in {hint.code for hint in row_hints(rows, WORDS)[0]}


def test_heading_may_be_no_sentence_and_its_words_are_read():
    assert codes("Train staff", heading=True) == set()
    assert codes("Short breaks", heading=True) == {"unexplained"}


def test_hint_says_what_to_do_and_where():
    (found,) = [hint for hint in hints_at([RowText("Staff utilise it.")], 0, WORDS) if hint.code == "hard-word"]
    assert found.says == "“utilise” is a hard word. Perhaps: use."
    assert (found.spans, found.words, found.code) == (((6, 13),), "utilise", "hard-word")


def test_unexplained_word_comes_with_the_glossarys_plain_ones():
    (found,) = hints_at([RowText("Families want a short break.")], 0, WORDS)
    assert "“A short break means time away, doing fun things.”" in found.says


def test_longest_word_of_the_glossary_is_found():
    assert [word.term for word, _ in WORDS.found_in("SEN support and SEN and Sen and short breaks")] == [
        "SEN support",
        "SEN",
        "Short break",
    ]


PIECES = st.sampled_from(
    [
        "They ",
        "it's ",
        "NOT ",
        "which ",
        "; ",
        "(",
        "60% ",
        "12,500 ",
        "one ",
        "e.g. ",
        "is told ",
        "SEN ",
        ". ",
        "\n",
        "’",
        "short breaks ",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.booleans()), max_size=4))
def test_rules_never_raise_and_point_into_the_text(rows):
    rows = [RowText(text, heading) for text, heading in rows]
    found = row_hints(rows, WORDS)
    assert len(found) == len(rows)
    for row, hints in zip(rows, found, strict=True):
        for hint in hints:
            assert hint.code in ROW_CODES
            assert hint.spans
            assert all(0 <= start < end <= len(row.text) for start, end in hint.spans)
            assert hint.words == " · ".join(" ".join(row.text[start:end].split()) for start, end in hint.spans)


def test_every_rule_names_its_sources_in_words():
    named = {code for rule in RULES.values() for code in rule.guides.split(", ")}
    assert named == {*SOURCES, "practice"}
    assert RULES["pages"].advised == "Advised by the Department of Health and gov.uk."
