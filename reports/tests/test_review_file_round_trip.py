"""What is in a review file comes back out of it: the same rows of every model, the same bytes."""

import pytest

from frameworks.actions import load_reference
from frameworks.models import ParticipantGroup, Theme
from reports.demo.index import FOLDER
from reports.models import Action, EasyRead, EasyReadRow, EasyReadTest, Progress, SetAsideHint
from reports.review_file.dumping import CannotDump, dump_review, review_data
from reports.review_file.loading import load_files
from reports.tests.generated import generated_review, generated_review_file
from reviews.models import (
    Body,
    Coverage,
    GoodPractice,
    Member,
    Paper,
    Passage,
    Recommendation,
    Review,
    Section,
    Session,
    SessionGroup,
    Site,
    SitePartner,
    Source,
)

# Deleted in this order, the rows that others hold on to go after those.
MODELS = [
    Progress,
    Action,
    EasyReadTest,
    SetAsideHint,
    EasyReadRow,
    EasyRead,
    Coverage,
    Source,
    Recommendation,
    Passage,
    Section,
    SessionGroup,
    Session,
    Paper,
    GoodPractice,
    Member,
    Review,
    SitePartner,
    Site,
    Body,
]
# What a review file does not hold: who and when, and what hangs on accounts.
NOT_IN_THE_FILE = {
    (EasyReadRow, "id"),
    (EasyReadRow, "changed_at"),
    (SetAsideHint, "by"),
    (SetAsideHint, "at"),
    (Source, "note"),
    (Coverage, "by"),
    (Coverage, "at"),
    (Passage, "created_by"),
    (Passage, "created_at"),
    (Passage, "changed_at"),
    (Section, "changed_at"),
    (GoodPractice, "key"),
    (GoodPractice, "changed_at"),
    (Session, "changed_at"),
    (SessionGroup, "changed_at"),
    (Review, "changed_at"),
    (Passage, "removed_by"),
    (Passage, "removed_at"),
    (Member, "user"),
    (Member, "joined"),
    (Member, "left"),
    (Review, "stage_since"),
    (Body, "successor"),
    (Site, "second_factor_forced"),
    (SessionGroup, "easy_read_given_by"),
}
LAYOUTS = ["domains", "kloe"]


@pytest.fixture
def small_reference(edition, kloe_edition):
    """Two small editions, with a few themes and participant groups."""
    for number in (1, 2, 3):
        Theme.objects.create(code=f"theme-{number}", title=f"Theme {number}", position=number)
        ParticipantGroup.objects.create(code=f"group-{number}", title=f"Group {number}", position=number)


def load_text(text, folder, **options):
    path = folder / "review.yaml"
    path.write_bytes(text.encode())
    reviews, _files, problems = load_files([path], **options)
    assert problems == []
    return reviews[0]


def fields_of(model):
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    automatic = {field for field in fields if field.get_internal_type() == "BigAutoField"}
    return [field for field in fields if field not in automatic and (model, field.name) not in NOT_IN_THE_FILE]


def rows_of(model):
    """Every row with what a file holds of it; other rows are named by what they are called, ids differ each time."""

    def said(row, field):
        value = getattr(row, field.name)
        if field.many_to_many:
            return sorted(str(other) for other in value.all())
        return str(value) if field.is_relation else value

    return sorted(
        ({field.name: said(row, field) for field in fields_of(model)} for row in model.objects.all()), key=str
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_loading_gives_every_field_of_every_model_what_the_file_says(layout, small_reference, tmp_path):
    data = generated_review(layout, 40, seed=1)
    review = load_text(generated_review_file(layout, 40, seed=1), tmp_path)
    assert review_data(review) == data
    nothing = ("", None, [], False, 0, "None")
    empty = [
        f"{model.__name__}.{field.name}"
        for model, rows in ((model, rows_of(model)) for model in MODELS)
        for field in fields_of(model)
        if all(row[field.name] in nothing for row in rows)
    ]
    assert empty == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("passages", [3, 40, 200])
def test_dumped_and_loaded_again_every_model_is_equal(layout, passages, small_reference, tmp_path):
    review = load_text(generated_review_file(layout, passages, seed=2), tmp_path)
    before = {model: rows_of(model) for model in MODELS}
    text = dump_review(review)
    for model in MODELS:
        model.objects.all().delete()
    again = load_text(text, tmp_path)
    assert {model: rows_of(model) for model in MODELS} == before
    assert dump_review(again) == text


def test_file_is_dumped_as_it_was_generated(small_reference, tmp_path):
    text = generated_review_file("domains", 30, seed=3)
    assert dump_review(load_text(text, tmp_path)) == text


def test_demo_files_are_the_same_bytes_when_dumped_twice(db, tmp_path):
    load_reference()
    for path in sorted(FOLDER.glob("*-20*.yaml")):
        reviews, _files, problems = load_files([path])
        assert problems == []
        text = dump_review(reviews[0])
        assert dump_review(load_text(text, tmp_path, replace=True)) == text


def test_texts_come_back_character_by_character(small_reference, tmp_path):
    text = "  indented ✓ →\n\n\tأهلا بكم *dŵr* 😀\r\n<script>alert(1)</script>\u2028e\u0301 \n\n"
    review = load_text(generated_review_file("domains", 3, seed=4), tmp_path)
    passage = Passage.objects.filter(section__review=review).first()
    Passage.objects.filter(pk=passage.pk).update(text=text)
    load_text(dump_review(review), tmp_path, replace=True)
    assert Passage.objects.get(pk=passage.pk).text == text.replace("\r\n", "\n").replace("e\u0301", "é")


def test_file_with_windows_line_ends_is_the_same_review(small_reference, tmp_path):
    text = generated_review_file("domains", 10, seed=5)
    assert dump_review(load_text(text.replace("\n", "\r\n"), tmp_path)) == text


def test_empty_domains_are_left_out_and_made_again(review, small_reference, tmp_path):
    text = dump_review(review)
    assert "\nsections: []\n" in text
    load_text(text, tmp_path, replace=True)
    codes = ["background", "vision", "leadership", "summary", "closing"]
    assert list(review.sections.values_list("code", flat=True)) == codes
    assert dump_review(review) == text


def test_lines_of_enquiry_are_those_of_the_file(kloe_review, small_reference, tmp_path):
    kloe_review.sections.get(code="managing-demand").delete()
    Section.objects.create(review=kloe_review, kind="line", code="our-own", title="Our own line", position=9)
    text = dump_review(kloe_review)
    load_text(text, tmp_path, replace=True)
    lines = kloe_review.sections.filter(kind="line").values_list("code", "title", "domain__code")
    assert list(lines) == [
        ("lived-experience", "Lived-experience", "lived-experience"),
        ("our-own", "Our own line", None),
    ]
    assert dump_review(kloe_review) == text


def test_removed_passages_are_left_out_with_what_points_at_them(small_reference, tmp_path):
    review = load_text(generated_review_file("domains", 12, seed=6), tmp_path)
    recommendation = Recommendation.objects.filter(follows_from__isnull=False).first()
    removed = recommendation.follows_from.get()
    Passage.objects.filter(pk=removed.pk).update(removed_at="2016-05-01T12:00Z")
    text = dump_review(review)
    assert str(removed.pk) not in text
    assert dump_review(load_text(text, tmp_path, replace=True)) == text


def test_recommendation_outside_the_chapters_is_named_instead_of_lost(review):
    background = review.sections.get(code="background")
    passage = Passage.objects.create(section=background, kind="recommendation", text="Meet more often.")
    with pytest.raises(CannotDump, match=f"The recommendation {passage.pk} stands under “Background”"):
        dump_review(review)


def test_finding_in_the_background_keeps_its_kind(review, tmp_path):
    Passage.objects.create(section=review.sections.get(code="background"), kind="strength", text="They meet.")
    load_text(dump_review(review), tmp_path, replace=True)
    assert Passage.objects.get(section__review=review).kind == "strength"


@pytest.mark.parametrize("passages", [3, 60])
def test_dump_takes_a_fixed_number_of_queries(passages, small_reference, tmp_path, django_assert_num_queries):
    review = load_text(generated_review_file("domains", passages, seed=7), tmp_path)
    with django_assert_num_queries(34):
        dump_review(review)
