"""Checking data against a shape: each problem is named, with its line and what was expected."""

import pytest

from frameworks.yaml_reader import read_text
from frameworks.yaml_shapes import Code, Date, Either, List, Number, Pairs, Record, Text, YesOrNo, check


def problems(shape, written):
    data, unreadable = read_text(f"it: {written}", "f")
    assert unreadable == []
    return [str(problem) for problem in check(data, Record("a file", {"it": shape}))]


@pytest.mark.parametrize(
    ("shape", "written"),
    [
        (Text(), "words"),
        (Text(nullable=True), "~"),
        (Text(blank=True), "''"),
        (Text(choices=("one", "two")), "two"),
        (Code(), "service-model-3"),
        (Number(minimum=-8), "-8"),
        (YesOrNo(), "false"),
        (Date(), "2016-03-31"),
        (Date(), "'2016-03-31'"),
        (List(Code(), unique=""), "[a, b]"),
        (Pairs(Code(), Text(choices=("seen",))), "{vision-1: seen}"),
        (Either({"heading": Record("a heading", {"heading": Text()})}), "{heading: x}"),
    ],
)
def test_what_has_the_shape_has_no_problem(shape, written):
    assert problems(shape, written) == []


@pytest.mark.parametrize(
    ("shape", "written", "message"),
    [
        (Text(), "3", "f:1: it: the number 3 stands here; expected a text (put quotation marks round it)"),
        (Text(), "' '", "f:1: it: this text is empty; expected a text"),
        (Text(), "[a]", "f:1: it: a list stands here; expected a text"),
        (Text(max_length=3), "abcd", "f:1: it: this text has 4 characters; expected at most 3"),
        (
            Text(choices=("seen", "partly")),
            "sene",
            "f:1: it: “sene” is not known; expected one of seen, partly (perhaps seen?)",
        ),
        (Code(), "Not a code", "f:1: it: “Not a code” will not do; expected a code such as service-model-3"),
        (Number(maximum=9), "10", "f:1: it: the number 10 stands here; expected a whole number from 0 to 9"),
        (Number(), "true", "f:1: it: true stands here; expected a whole number from 0 to 1000000"),
        (YesOrNo(), "yes", "f:1: it: “yes” stands here; expected true or false"),
        (Date(), "31 March", "f:1: it: “31 March” stands here; expected a date such as 2016-03-31"),
        (Date(), "2016-02-30", "f:1: it: there is no day 2016-02-30; expected a date such as 2016-03-31"),
        (List(Text()), "x", "f:1: it: “x” stands here; expected a list, each item being a text"),
        (List(Text(), at_least=1), "[]", "f:1: it: this list has 0 items; expected at least 1"),
        (List(Code(), unique=""), "[a, a]", "f:1: “a” stands already on line 1; expected each once"),
        (Pairs(Code(), Text(choices=("seen",))), "{A: seen}", "f:1: A: “A” will not do; expected a code such as"),
        (Either({"heading": Text(), "text": Text()}), "{}", "f:1: it: a mapping stands here; expected a mapping with"),
        (
            Either({"heading": Text(), "text": Text()}),
            "{heading: a, text: b}",
            "f:1: it: “heading” and “text” stand together; expected only one of them",
        ),
    ],
)
def test_what_has_not_the_shape_is_told_so(shape, written, message):
    [problem] = problems(shape, written)
    assert problem.startswith(message)


def test_unknown_missing_and_repeated_are_all_found_in_the_order_of_lines():
    shape = Record("a file", {"parts": List(Record("a part", {"code": Code()}, {"title": Text()}), unique="code")})
    data, _ = read_text("parts:\n- code: a\n  titel: x\n- title: y\n- code: a\nmore: 1\n", "f")
    assert [str(problem) for problem in check(data, shape)] == [
        "f:3: the key “titel” is not known; expected one of code, title (perhaps title?)",
        "f:4: a part needs “code”, and it is not here; expected a code such as service-model-3",
        "f:5: the code “a” stands already on line 2; expected each once",
        "f:6: the key “more” is not known; expected one of parts",
    ]


def test_a_list_where_a_mapping_was_expected_is_a_problem():
    data, _ = read_text("- a\n", "f")
    assert [str(problem) for problem in check(data, Record("a file", {"code": Code()}))] == [
        "f:1: a list stands here; expected a file with code"
    ]
