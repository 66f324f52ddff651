"""Reading YAML: plain data, the line of everything, and one message for each thing that is wrong."""

import pytest

from frameworks.yaml_reader import MAX_DEPTH, Problem, read, read_text


def messages(text):
    return [str(problem) for problem in read_text(text, "f.yaml")[1]]


def test_data_comes_out_plain_and_knows_its_lines():
    data, problems = read_text("a: 1\nb:\n  - x\n  - c: 'no'\n    d: 2016-03-31\ne: ~\n")
    assert problems == []
    assert data == {"a": 1, "b": ["x", {"c": "no", "d": "2016-03-31"}], "e": None}
    assert (data.line_of("b"), data["b"].line_of(1), data["b"][1].line_of("d")) == (2, 4, 5)
    assert data["b"].problem(0, "so") == Problem("text", 3, "so")


@pytest.mark.parametrize(
    ("written", "value"),
    [("no", "no"), ("true", True), ("1.5", 1.5), ("007", 7), ("0x1f", "0x1f"), ('"7"', "7"), ("1e400", "1e400")],
)
def test_a_value_is_what_it_looks_like(written, value):
    data, problems = read_text(f"a: {written}")
    assert (data["a"], type(data["a"]), problems) == (value, type(value), [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f.yaml:1: this file is empty; expected YAML"),
        ("word", "f.yaml:1: this file holds a single value; expected a mapping or a list"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3: the key “a” stands already on line 1; expected each key once"),
        ("a: &x 1\nb: *x", "f.yaml:1: an anchor (&x) is set; expected plain YAML without anchors"),
        ("*x : 1", "f.yaml:1: an alias (*x) is used; expected the text itself, written out"),
        ("a: !thing b", "f.yaml:1: a tag (!thing) is set; expected plain YAML without tags"),
        ("a: b\n---\nc: d", "f.yaml:2: a second document begins here; expected one document in a file"),
        ("? [a]\n: b", "f.yaml:1: a key is a list or a mapping; expected a word"),
        ("a: b\nc: \x00", "f.yaml:2: there is a NUL character here; expected text"),
        ("a: b\nc: \x01", "f.yaml:2: a character here is not allowed in YAML; expected printable text"),
        ("a: b\nc: d: e", "f.yaml:2: this is not YAML (mapping values are not allowed here); expected correct YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, message):
    assert messages(text) == [message]


@pytest.mark.parametrize("escape", ["\\0", "\\ud800"])
def test_an_escape_cannot_bring_in_what_cannot_be_stored(escape):
    assert messages(f'a: b\nc: "x{escape}"')[0].startswith("f.yaml:2: there is a character here that cannot be stored")


def test_several_duplicate_keys_are_all_named():
    assert [problem.line for problem in read_text("a: 1\na: 2\nb: 1\nb: 2")[1]] == [2, 4]


def test_deep_nesting_is_refused_before_it_costs_anything():
    assert messages("[" * 100_000) == [f"f.yaml:1: this is nested too deeply; expected at most {MAX_DEPTH} levels"]


def test_a_file_past_the_size_is_refused(tmp_path):
    file = tmp_path / "large.yaml"
    file.write_text("a: " + "x" * 100)
    assert read(file, max_bytes=50) == (
        None,
        [Problem(str(file), 1, "this file is too large; expected at most 50 bytes")],
    )
    assert read(file)[1] == []


def test_a_file_that_is_not_utf_8_is_refused_at_its_line(tmp_path):
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"a: b\nc: caf\xe9\n")
    assert read(file)[1] == [Problem(str(file), 2, "this is not UTF-8; expected a file saved as UTF-8")]


def test_a_missing_file_is_a_problem_like_any_other(tmp_path):
    data, [problem] = read(tmp_path / "nothing.yaml")
    assert data is None
    assert problem.message == "this file cannot be read (No such file or directory); expected a YAML file"
