"""The reference fixtures: they load, hold what was brought in, and never overwrite what is here."""

import json

import pytest
from django.core import serializers
from django.core.management import call_command

from frameworks.actions import REFERENCE_FOLDER, load_reference
from frameworks.models import (
    ChecklistTask,
    Domain,
    Edition,
    EvidenceCheck,
    ExampleItem,
    GroupToMeet,
    Indicator,
    InformationSheetRow,
    InformationSheetSection,
    PaperRequest,
    ParticipantGroup,
    ProgrammeSession,
    Prompt,
    Resource,
    SuggestedAction,
    Term,
    Theme,
)

IN_ORDER = ["groups", "frameworks", "themes", "glossary"]
COUNTS = {
    # edition: domains, indicators, prompts, evidence checks, actions, resources, example items
    "commissioning-cyp-2016-pilot": [7, 47, 92, 35, 20, 13, 0],
    "commissioning-cyp-2016-revised": [7, 47, 105, 41, 21, 14, 0],
    "commissioning-cyp-2017": [7, 98, 173, 62, 24, 30, 0],
    "send-peer-challenge-2022": [3, 33, 45, 17, 0, 3, 19],
    "send-peer-review-2017": [3, 25, 40, 15, 0, 0, 18],
}
PARTS = [Domain, Indicator, Prompt, EvidenceCheck, SuggestedAction, Resource, ExampleItem]
COUNT_OF_ROWS = 1662


def load_all():
    editions = sorted(path.stem for path in REFERENCE_FOLDER.glob("edition-*.json"))
    names = [*IN_ORDER, *editions, "preparation"]
    call_command("loaddata", *(f"frameworks/{name}" for name in names), verbosity=0)


def everything():
    models = [
        Edition,
        Theme,
        Term,
        ParticipantGroup,
        PaperRequest,
        GroupToMeet,
        ProgrammeSession,
        ChecklistTask,
        *PARTS,
    ]
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]


def test_the_fixtures_load_on_an_empty_database_and_twice_give_the_same(db):
    load_all()
    first = everything()
    load_all()
    assert everything() == first
    assert load_reference() == 0


def test_every_edition_theme_term_and_preparation_row_is_there(db):
    assert load_reference() == COUNT_OF_ROWS
    assert Theme.objects.count() == 52
    assert Term.objects.count() == 256
    for code, counts in COUNTS.items():
        assert [kind.objects.filter(edition__code=code).count() for kind in PARTS] == counts, code
    pack = [PaperRequest, GroupToMeet, ProgrammeSession, ChecklistTask, InformationSheetSection, InformationSheetRow]
    assert [model.objects.count() for model in pack] == [38, 19, 26, 35, 12, 52]
    assert Edition.objects.get(code="commissioning-cyp-2017").based_on.code == "commissioning-cyp-2016-revised"
    indicator = Indicator.objects.get_by_natural_key("commissioning-cyp-2017", "vision-16")
    assert indicator.text == "Few children are placed in schools or homes out of the area."
    assert indicator.domain.title == "Vision and Values"
    example = ExampleItem.objects.get_by_natural_key("send-peer-challenge-2022", "lived-experience-x-s1")
    assert example.text.startswith("Parents tested the page on which short breaks are booked")
    theme = Theme.objects.get_by_natural_key("terminology")
    assert str(theme.references.get()).endswith("end of project report, 5.1")
    assert Prompt.objects.exclude(ask__within=None).count() == 0


def test_every_row_keeps_the_rules_of_its_model(db):
    load_reference()
    for model in [Edition, Theme, Term, ParticipantGroup, PaperRequest, GroupToMeet, ProgrammeSession, *PARTS]:
        for row in model.objects.all():
            row.full_clean(validate_unique=False, validate_constraints=False)


def test_a_second_load_reads_little_and_leaves_what_is_here_alone(db, django_assert_num_queries):
    load_reference()
    edition = Edition.objects.get(code="commissioning-cyp-2017")
    edition.indicators.get(code="vision-1").delete()
    edition.indicators.filter(code="vision-2").update(text="Our own words.")
    Theme.objects.filter(code="terminology").update(title="Words we use")
    Term.objects.get(term="A&E").delete()
    with django_assert_num_queries(20):
        assert load_reference() == 1
    assert Term.objects.filter(term="A&E").exists()
    assert not edition.indicators.filter(code="vision-1").exists()
    assert edition.indicators.get(code="vision-2").text == "Our own words."
    assert Theme.objects.get(code="terminology").title == "Words we use"


@pytest.mark.parametrize("path", sorted(REFERENCE_FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_no_fixture_has_a_primary_key(path):
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert rows
    assert [row for row in rows if "pk" in row] == []


def test_the_picture_words_of_the_easy_read_sheet_are_all_given(db):
    load_reference()
    assert not InformationSheetRow.objects.filter(picture_keyword="").exists()
