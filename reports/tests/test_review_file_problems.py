"""Everything that can be wrong with a review file: one message, with the line, and nothing loaded."""

import json

import pytest
from django.core.management import CommandError, call_command
from ruamel.yaml import YAML

from frameworks.models import ParticipantGroup, Theme
from reports.review_file.loading import load_files
from reports.review_file.reading import read_file
from reviews.models import Body, Passage, Review, Site

FINDING = "11111111-1111-4111-8111-111111111111"
FILE = """\
format: review/1
framework: small-2016
site: {code: northby, name: Northby, kind: County, partners: [Northby Council]}
review:
  code: northby-2016
  title: Review of Northby
  from: 2016-03-31
  to: 2016-04-01
  stage: writing
  team:
    - {name: Ann Lead, role: lead}
sessions:
  - {code: parents, date: 2016-03-31, groups: [{group: families, number: 9}]}
papers:
  - {code: strategy, title: The strategy, supplied: true}
background:
  - text: Where and when.
sections:
  - code: vision
    passages:
      - id: 11111111-1111-4111-8111-111111111111
        kind: finding
        text: They know every family.
        themes: [short-breaks]
        indicators: [vision-1]
        sources:
          - {kind: interview, group: families, session: parents}
          - {kind: document, paper: strategy}
      - id: 33333333-3333-4333-8333-333333333333
        kind: strength
        text: They meet every week.
        best: true
    recommendations:
      - id: 22222222-2222-4222-8222-222222222222
        text: Meet more often.
        follows_from: [11111111-1111-4111-8111-111111111111]
        owners: [Northby Council]
    coverage:
      vision-2: not-found
summary:
  text:
    - text: In short.
  good_practice:
    - title: The list of families
easy_read:
  lang: en
  tested_by:
    - {who: A forum, date: 2016-05-01}
  rows:
    - heading: What we found
    - text: The team knows every family.
      picture: person
      for: 11111111-1111-4111-8111-111111111111
actions:
  - recommendation: 22222222-2222-4222-8222-222222222222
    response: accepted
    status: under-way
    progress:
      - {date: 2016-09-01, text: Begun.}
"""
KLOE_FILE = FILE.replace("small-2016", "lines-2022").replace("vision", "lived-experience")

# What stands in the good file, what stands there instead, and the message. The line is the first one that differs,
# or the one that holds the fourth text.
BAD = [
    # keys
    ("  stage: writing", "  stage: writing\n  colour: blue", "the key “colour” is not known; expected one of code,"),
    ("  title: Review", "  titel: Review", "the key “titel” is not known; expected one of code, title"),
    ("    - text: In short.", "    - txt: In short.\n      text: More.", "the key “txt” is not known"),
    ("    status: under-way", "    state: under-way", "perhaps status?"),
    ("  title: Review of Northby\n", "  title: Review of Northby\n  title: Again\n", "stands already on line 6"),
    # missing keys
    (
        "framework: small-2016\n",
        "",
        "a review file needs “framework”, and it is not here; expected the code",
        "format:",
    ),
    ("  stage: writing\n", "", "a review needs “stage”, and it is not here; expected one of", "code: northby-2016"),
    ("        kind: finding\n", "", "a passage needs “kind”, and it is not here", "id: 11111111"),
    ("  lang: en\n", "", "an easy read needs “lang”, and it is not here", "  tested_by:"),
    (", number: 9", "", "a group that was met needs “number”, and it is not here"),
    # types
    ("  title: Review of Northby", "  title: [Northby]", "title: a list stands here; expected one line of at most 300"),
    ("  title: Review of Northby", "  title: 2016", "title: the number 2016 stands here"),
    ("  from: 2016-03-31", "  from: March 2016", "from: “March 2016” stands here; expected a date such as"),
    ("  to: 2016-04-01", "  to: 2016-04-31", "to: there is no day 2016-04-31; expected a date"),
    ("number: 9", "number: nine", "number: “nine” stands here; expected a whole number"),
    ("supplied: true", 'supplied: "yes"', "supplied: “yes” stands here; expected true or false"),
    ("        text: They know every family.", "        text:", "text: nothing stands here; expected a text"),
    ("        themes: [short-breaks]", "        themes: short-breaks", "expected a list, each item being the code"),
    (
        "date: 2016-03-31, groups",
        'date: 2016-03-31, start: "9.15", groups',
        "start: “9.15” will not do; expected a time such as 09:15",
    ),
    # times of sessions
    (
        "date: 2016-03-31, groups",
        'date: 2016-03-31, start: "10:00", end: "09:00", groups',
        "the session ends at 09:00 and starts at 10:00; expected a later end",
    ),
    (
        "date: 2016-03-31, groups",
        'date: 2016-03-31, end: "09:00", groups',
        "the session ends at 09:00 and has no start; expected a start as well",
    ),
    # codes and kinds that are not known
    (
        "date: 2016-03-31, groups",
        "date: 2016-03-31, team: [Ann Leader], groups",
        "“Ann Leader” is not known; expected the name of a member of the team (perhaps Ann Lead?)",
    ),
    ("format: review/1", "format: review/2", "format: “review/2” is not known; expected one of review/1"),
    ("framework: small-2016", "framework: small-2017", "expected the code of an edition (perhaps small-2016?)"),
    ("  stage: writing", "  stage: written", "stage: “written” is not known; expected one of preparing"),
    ("role: lead", "role: boss", "role: “boss” is not known; expected one of lead, reviewer, observer"),
    ("role: lead", "role: independent", "role: “independent” is not known; expected one of lead, reviewer, observer"),
    ("  - code: vision", "  - code: visions", "expected the code of a domain of the edition (perhaps vision?)"),
    ("kind: finding", "kind: recommendation", "kind: “recommendation” is not known; expected one of finding"),
    (
        "short-breaks",
        "short-brakes",
        "“short-brakes” is not known; expected the code of a theme (perhaps short-breaks?)",
    ),
    ("[vision-1]", "[vision-7]", "“vision-7” is not known; expected the code of an indicator of the edition"),
    ("vision-2: not-found", "vision-9: not-found", "expected the code of an indicator of the edition"),
    ("vision-2: not-found", "vision-2: good", "vision-2: “good” is not known; expected one of seen, partly, not-found"),
    ("groups: [{group: families", "groups: [{group: family", "the code of a participant group (perhaps families?)"),
    ("kind: interview", "kind: rumour", "kind: “rumour” is not known; expected one of interview, document"),
    ("session: parents", "session: parent", "expected the code of one of the file’s sessions (perhaps parents?)"),
    ("paper: strategy", "paper: plan", "paper: “plan” is not known; expected the code of one of the file’s papers"),
    ("picture: person", "picture: persom", "picture: “persom” is not known; expected the code of a picture (perhaps"),
    ("response: accepted", "response: agreed", "response: “agreed” is not known; expected one of accepted, partly"),
    ("status: under-way", "status: begun", "status: “begun” is not known; expected one of not-started"),
    # ids
    (
        "- id: 33333333-3333-4333-8333-333333333333",
        "- id: finding-1",
        "id: “finding-1” will not do; expected an id such",
    ),
    ("- id: 33333333-3333-4333-8333-333333333333", "- id: 3", "id: the number 3 stands here; expected an id such"),
    ("- id: 33333333-3333-4333-8333-333333333333", f"- id: {FINDING}", f"the id {FINDING} stands already on line 21"),
    ("[11111111-1111", "[31111111-1111", "expected the id of a passage of this file that is no recommendation"),
    ("[11111111-1111-4111-8111-111111111111]", "[22222222-2222-4222-8222-222222222222]", "that is no recommendation"),
    ("for: 1", "for: 4", "for: “41111111-1111-4111-8111-111111111111” is not known; expected the id of a passage"),
    ("  - recommendation: 2", "  - recommendation: 5", "expected the id of a recommendation of this file"),
    # what stands twice
    (
        "papers:\n",
        "papers:\n  - {code: strategy, title: A, supplied: true}\n",
        "the code “strategy” stands already on line 15; expected each once",
        "{code: strategy, title: The strategy",
    ),
    (
        "  - {code: parents,",
        "  - {code: parents, date: 2016-03-31}\n  - {code: parents,",
        "the code “parents” stands already on line 13; expected each once",
        "{code: parents, date: 2016-03-31, groups",
    ),
    (
        "summary:\n",
        "  - {code: vision, passages: []}\nsummary:\n",
        "the code “vision” stands already on line 19; expected each once",
    ),
    (
        "        kind: finding\n",
        "        kind: finding\n        best: true\n",
        "another passage of this section says it best, on line 23; expected one",
        "        best: true\n    recommendations",
    ),
    ("[short-breaks]", "[short-breaks, short-breaks]", "stands already on line 24; expected each once"),
    # dates and texts
    ("  to: 2016-04-01", "  to: 2016-03-30", "the visit ends on 2016-03-30 and begins on 2016-03-31; expected an end"),
    ("title: Review of Northby", f"title: {'n' * 301}", "title: this text has 301 characters; expected at most 300"),
    ("text: They know every family.", f"text: {'n' * 200_001}", "this text has 200,001 characters; expected at most"),
    ("text: They know every family.", 'text: "They \\0 know"', "there is a character here that cannot be stored (NUL"),
    ("title: Review of Northby", 'title: "Review\\nof Northby"', "will not do; expected one line of at most 300"),
    # what is not YAML
    ("text: They know every family.", "text: [They know", "this is not YAML (", "        themes:"),
    ("text: They know every family.", "text: They know\x00", "there is a NUL character here; expected text"),
    ("text: They know every family.", "text: &a They know", "an anchor (&a) is set; expected plain YAML"),
    # a domain report has no overall strengths
    (
        "background:\n",
        "overall_strengths: [{text: Kind.}]\nbackground:\n",
        "small-2016 has domains; expected them only",
    ),
]

BAD_KLOE = [
    (
        "  - code: lived-experience\n",
        "  - code: our-own\n",
        "“our-own” is a line of enquiry of this review’s own and has no title; expected a title",
    ),
    (
        "  - code: lived-experience\n",
        "  - code: summary\n    title: Our summary\n",
        "the code “summary” is that of another part of the report; expected another",
    ),
]


@pytest.fixture
def reference(edition, kloe_edition):
    Theme.objects.create(code="short-breaks", title="Short breaks", position=1)
    ParticipantGroup.objects.create(code="families", title="Families", position=1)


@pytest.fixture
def load(reference, tmp_path):
    """Loads one text, or several, and hands back the reviews and the problems as texts without the folder."""

    def load_texts(*texts, **options):
        paths = [tmp_path / f"file-{number}.yaml" for number, _text in enumerate(texts, start=1)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        reviews, _files, problems = load_files(paths, **options)
        return reviews, [str(problem).replace(f"{tmp_path}/", "") for problem in problems]

    return load_texts


def line_of(difference, good, bad):
    if difference:
        return bad[: bad.index(difference)].count("\n") + 1
    both = zip(good.splitlines(), bad.splitlines(), strict=False)
    return next(number for number, (left, right) in enumerate(both, start=1) if left != right)


def check_one_problem(load, good, old, new, message, at=""):
    bad = good.replace(old, new, 1)
    reviews, problems = load(bad)
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"file-1.yaml:{line_of(at, good, bad)}: ")
    assert message in problems[0]
    assert reviews == []
    assert not Review.objects.exists()
    assert not Site.objects.exists()
    assert not Body.objects.exists()


def test_good_files_are_loaded(load):
    reviews, problems = load(FILE)
    assert (problems, [review.code for review in reviews]) == ([], ["northby-2016"])
    reviews, problems = load(KLOE_FILE, replace=True)
    assert (problems, [review.is_kloe for review in reviews]) == ([], [True])


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[2][:60])
def test_each_problem_is_one_message_with_its_line(case, load):
    check_one_problem(load, FILE, *case)


@pytest.mark.parametrize("case", BAD_KLOE, ids=lambda case: case[2][:60])
def test_each_problem_of_lines_of_enquiry_is_one_message_with_its_line(case, load):
    check_one_problem(load, KLOE_FILE, *case)


def test_file_that_is_a_list_is_one_problem(load):
    assert load("- format: review/1\n")[1] == [
        "file-1.yaml:1: a list stands here; expected a review file with format, framework, site, review, background, "
        "sections, summary"
    ]


def test_problems_of_all_files_are_said_and_nothing_is_loaded(load):
    good = FILE.replace("northby-2016", "northby-2015").replace("1111", "1211").replace("2222", "2322")
    good = good.replace("3333", "3433")
    bad = FILE.replace("role: lead", "role: boss").replace("to: 2016-04-01", "to: 2016-03-01")
    reviews, problems = load(good, bad)
    assert [problem.split(":")[:2] for problem in problems] == [["file-2.yaml", "8"], ["file-2.yaml", "11"]]
    assert reviews == []
    assert not Review.objects.exists()


def test_file_with_a_key_twice_is_still_checked_for_the_rest(load):
    bad = FILE.replace("role: lead", "role: boss").replace("  title: Rev", "  title: X\n  title: Rev")
    assert [problem.split(":")[1] for problem in load(bad)[1]] == ["7", "12"]


def test_same_review_in_two_files_is_one_problem(load):
    assert load(FILE, FILE)[1] == [
        "file-2.yaml:5: the review northby-2016 stands also in file-1.yaml, line 5; expected it in one file"
    ]


def test_same_passage_in_two_files_is_a_problem(load):
    _reviews, problems = load(FILE, FILE.replace("northby-2016", "northby-2015"))
    assert [problem.split(":")[1] for problem in problems] == ["21", "29", "34"]
    assert problems[0].endswith(f"the passage {FINDING} stands also in file-1.yaml, line 21; expected it in one file")


def test_passage_of_another_review_is_a_problem(load):
    load(FILE)
    _reviews, problems = load(FILE.replace("northby-2016", "northby-2015"), replace=True)
    assert len(problems) == 3
    assert problems[0] == (
        f"file-1.yaml:21: the id {FINDING} is that of a passage of northby-2016; expected an id of its own"
    )


def test_text_of_exactly_the_limit_is_loaded(load):
    text = "n" * 200_000
    assert load(FILE.replace("They know every family.", text))[1] == []
    assert Passage.objects.get(pk=FINDING).text == text


def test_command_prints_each_problem_and_how_many(reference, tmp_path, capsys):
    path = tmp_path / "bad.yaml"
    path.write_text(FILE.replace("role: lead", "role: boss"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^1 problem\. Nothing was loaded\.$"):
        call_command("load_review", path)
    assert capsys.readouterr().err == (
        f"{path}:11: role: “boss” is not known; expected one of lead, reviewer, observer\n"
    )


def test_command_loads_and_notes_what_will_print_as_typed(reference, tmp_path, capsys):
    path = tmp_path / "good.yaml"
    path.write_text(FILE.replace("They know every family.", "'[They](javascript:alert) know.'"), encoding="utf-8")
    call_command("load_review", path)
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(f"Note: {path}:23: The link “They” on line 1 is not a web or e-mail address.")
    assert out[1:] == ["Loaded northby-2016: Review of Northby."]


def test_file_that_is_not_there_is_one_problem(db, tmp_path):
    _reviews, _files, problems = load_files([tmp_path / "none.yaml"])
    assert [problem.message for problem in problems] == [
        "this file cannot be read (No such file or directory); expected a YAML file"
    ]


def every_place(holder):
    for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
        yield holder, key
        if isinstance(holder[key], dict | list):
            yield from every_place(holder[key])


@pytest.mark.parametrize("wrong", [[["x"]], {"x": {"y": []}}, -1.5], ids=["list", "mapping", "number"])
def test_wrong_type_anywhere_is_a_problem_and_never_an_error(wrong, reference, tmp_path):
    path = tmp_path / "file.yaml"
    data = YAML(typ="safe").load(FILE)
    for holder, key in list(every_place(data)):
        right, holder[key] = holder[key], wrong
        path.write_text(json.dumps(data, default=str), encoding="utf-8")
        _data, problems = read_file(path)
        assert problems, key
        holder[key] = right
