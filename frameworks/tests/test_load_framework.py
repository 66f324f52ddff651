"""Bringing in an edition from a file: one message a problem, and all or nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from frameworks.actions import load_edition
from frameworks.framework_file import find_problems
from frameworks.models import Edition, FixedEditionError, Framework, ParticipantGroup
from frameworks.yaml_reader import read_text

DOMAINS = """\
code: small-2018
structure: domains
title: A small framework
edition: "2018"
published: "2018-05"
status: current
based_on: small-2016
domains:
  - number: 2
    code: vision
    title: Vision
    short_title: Vision
    easy_read_title: What we want
    easy_read_intro: We want a good life.
    good_practice: Everyone shares a vision.
    indicators:
      - code: vision-1
        text: The vision is written down.
    prompts:
      - code: vision-p1
        ask: families
        question: What is the vision?
    evidence_to_check:
      - code: vision-e1
        document_or_source: The strategy
        what_to_look_for: The vision.
    actions:
      - code: vision-a1
        text: Write it down.
    resources:
      - code: vision-r1
        title: A guide
        publisher: Somebody
        year: 2015
        why: It helps.
        url: https://example.org/guide
"""
LINES = """\
code: lines-2023
structure: kloe
title: Lines of enquiry
edition: "2023"
published: "2023"
status: current
based_on: null
sections:
  - number: 1
    code: managing-demand
    title: Managing demand
    short_title: Demand
    easy_read_title: Getting help
    easy_read_intro: We ask about help.
    description: How demand is managed.
    good_practice: Help comes early.
    indicators: [{code: managing-demand-1, text: Help comes early.}]
    prompts: []
    evidence_to_check: []
    resources: []
    example_items:
      strengths: [Help came early., It was good.]
      recommendations: [Do more.]
"""


@pytest.fixture(autouse=True)
def families(db):
    return ParticipantGroup.objects.create(code="families", title="Families", position=1)


def load(path, text):
    path.write_text(text, encoding="utf-8")
    out = StringIO()
    call_command("load_framework", str(path), stdout=out)
    return out.getvalue()


def problems(text):
    data, found = read_text(text, "f")
    return [str(problem) for problem in found or find_problems(data)]


def line_of(text, fragment):
    return next(number for number, line in enumerate(text.splitlines(), start=1) if fragment in line)


def test_an_edition_is_loaded_with_all_its_parts(edition, tmp_path):
    said = load(tmp_path / "f.yaml", DOMAINS)
    loaded = Edition.objects.get(code="small-2018")
    domain = loaded.domains.get()
    assert said == "Loaded small-2018: A small framework (2018) with 1 domain.\n"
    assert loaded.framework == edition.framework
    assert (loaded.based_on, loaded.published, loaded.layout, loaded.lang) == (edition, "2018-05", "domains", "en")
    assert (domain.number, domain.good_practice) == (2, "Everyone shares a vision.")
    assert [prompt.ask.code for prompt in domain.prompts.all()] == ["families"]
    assert domain.evidence_checks.get().document_or_source == "The strategy"
    assert domain.suggested_actions.get().text == "Write it down."
    assert (domain.resources.get().year, domain.resources.get().url) == (2015, "https://example.org/guide")


def test_a_current_edition_supersedes_the_one_it_is_based_on(edition, tmp_path):
    load(tmp_path / "f.yaml", DOMAINS)
    edition.refresh_from_db()
    assert edition.status == Edition.Status.SUPERSEDED


def test_lines_of_enquiry_get_codes_for_their_examples(tmp_path):
    load(tmp_path / "f.yaml", LINES)
    loaded = Edition.objects.get(code="lines-2023")
    examples = loaded.domains.get().example_items.values_list("code", "kind", "text")
    assert loaded.framework.code == "lines"
    assert list(examples) == [
        ("managing-demand-x-s1", "strength", "Help came early."),
        ("managing-demand-x-s2", "strength", "It was good."),
        ("managing-demand-x-r1", "recommendation", "Do more."),
    ]


def test_an_edition_that_no_review_uses_is_replaced(edition, tmp_path):
    load(tmp_path / "f.yaml", DOMAINS)
    load(tmp_path / "f.yaml", DOMAINS.replace("Write it down.", "Write it up.").replace("vision-e1", "vision-e2"))
    domain = Edition.objects.get(code="small-2018").domains.get()
    assert domain.suggested_actions.get().text == "Write it up."
    assert [check.code for check in domain.evidence_checks.all()] == ["vision-e2"]


def test_an_edition_that_a_review_uses_is_refused(review, tmp_path):
    text = DOMAINS.replace("small-2018", "small-2016").replace("based_on: small-2016", "based_on: null")
    assert problems(text) == [
        "f:1: the edition small-2016 is here and a review uses it; "
        "expected a new code, for new wording is a new edition based on it"
    ]
    with pytest.raises(FixedEditionError):
        load_edition(data=read_text(text)[0])


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("ask: families", "ask: familys", "familys", "nobody is known as “familys”; expected one of families"),
        ("vision-e1", "vision-1", "- code: vision-1", None),
        ("year: 2015", "year: soon", "year", "year: “soon” stands here; expected a whole number from 1800 to 2200"),
        ("https://example", "javascript:x", "url", "url: “javascript:x.org/guide” will not do; expected a web address"),
        ("question: What", "questoin: What", "questoin", "the key “questoin” is not known; expected one of code, ask"),
        ("status: current", "status: new", "status", "status: “new” is not known; expected one of current, superseded"),
        ('"2018-05"', "2018", "published", "published: the number 2018 stands here; expected a year or a year and mo"),
        ("based_on: small-2016", "based_on: big-1", "based_on", "there is no edition “big-1” here; expected one of"),
        ("structure: domains", "structure: kloe", "domains:", "the key “domains” is not known; expected one of code"),
        ("title: A small", "title: [A small", "title", None),
        ("code: small-2018", "code: glossary", "code", "the code “glossary” is the address of another page; expect"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_nothing_is_loaded(
    edition, tmp_path, capsys, old, new, where, message
):
    text = DOMAINS.replace(old, new, 1)
    found = problems(text)
    assert found
    if message:
        assert any(problem.startswith(f"f:{line_of(text, where)}: {message}") for problem in found), found
    with pytest.raises(CommandError, match="Nothing was loaded"):
        load(tmp_path / "f.yaml", text)
    assert len(capsys.readouterr().err.splitlines()) == len(found)
    assert list(Edition.objects.all()) == [edition]
    assert Framework.objects.count() == 1


def test_problems_of_shape_and_of_meaning_are_told_together(edition):
    text = DOMAINS.replace("year: 2015", "year: soon").replace("ask: families", "ask: nobody").replace("2016", "2010")
    assert [problem.split(":")[1] for problem in problems(text)] == [
        str(line_of(text, "based_on")),
        str(line_of(text, "ask: nobody")),
        str(line_of(text, "year: soon")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- a list",
        "code: 3\nstructure: [x]",
        "domains: 3",
        "domains: [3, {prompts: 4}]",
        "sections: {}\nstructure: kloe",
    ],
)
def test_a_file_of_quite_another_shape_is_refused_and_breaks_nothing(text):
    assert problems(text)


def test_a_missing_key_is_named_at_its_part(edition):
    text = DOMAINS.replace("        text: Write it down.\n", "")
    assert problems(text) == [
        f"f:{line_of(text, 'vision-a1')}: an action needs “text”, and it is not here; expected a text"
    ]


def test_a_code_stands_once_in_a_file_whatever_has_it(edition):
    text = DOMAINS.replace("code: vision-e1", "code: vision-p1")
    where, first = line_of(text, "document_or_source") - 1, line_of(text, "vision-p1")
    assert problems(text) == [
        f"f:{where}: the code “vision-p1” stands already on line {first}; expected each code once in a file"
    ]


def test_a_code_keeps_its_kind_through_the_editions(edition):
    text = DOMAINS.replace("code: vision-p1", "code: leadership-1")
    assert problems(text) == [
        f"f:{line_of(text, 'leadership-1')}: the code “leadership-1” is given to a prompt, "
        "but in the edition small-2016 it is an indicator; expected a code that was never used"
    ]


def test_a_code_that_was_dropped_is_not_given_to_something_else(edition, tmp_path):
    load(tmp_path / "f.yaml", DOMAINS)
    third = DOMAINS.replace("small-2018", "small-2019").replace("based_on: small-2016", "based_on: small-2018")
    text = third.replace("code: vision-1\n", "code: vision-2\n")
    assert problems(text) == [
        f"f:{line_of(text, 'vision-2')}: the code “vision-2” was dropped after the edition small-2016 and stands here "
        "with other words; expected a code that was never used"
    ]
    assert problems(text.replace("The vision is written down.", "Indicator 2 of vision.")) == []


def test_html_and_markup_are_kept_as_they_were_typed(edition, tmp_path):
    load(tmp_path / "f.yaml", DOMAINS.replace("Write it down.", "<script>x</script> & {{ y }}"))
    action = Edition.objects.get(code="small-2018").suggested_actions.get()
    assert action.text == "<script>x</script> & {{ y }}"
