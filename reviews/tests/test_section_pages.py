"""The page of a section: what it shows, to whom, and in how many queries."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from frameworks.models import EvidenceCheck, ParticipantGroup, Prompt, Resource, SuggestedAction, Theme
from reviews.models import Passage, Recommendation, Source


@pytest.fixture
def group(db):
    return ParticipantGroup.objects.create(
        code="families", title="Families", plural="families", easy_read_label="families", position=1
    )


def hidden(response):
    """What the hidden fields of the form on a page hold."""
    return {field.html_name: field.value() for field in response.context["form"].hidden_fields()}


def fill(review, group, rows):
    """`rows` findings, recommendations, prompts and so on in one section, with everything that hangs on them."""
    section = review.sections.get(code="vision")
    for number in range(rows):
        theme = Theme.objects.create(code=f"theme-{number}", title=f"Theme {number}", description="-", position=number)
        session = review.sessions.create(code=f"session-{number}", date=datetime.date(2016, 10, 11), title="Families")
        finding = make_passage(review, text=f"Finding {number}.")
        recommended = make_passage(review, text=f"Do {number}.", kind=Passage.Kind.RECOMMENDATION)
        for passage in (finding, recommended):
            passage.themes.add(theme)
            passage.indicators.add(section.domain.indicators.first())
            Source.objects.create(passage=passage, kind="interview", group=group, session=session)
        recommendation = Recommendation.objects.create(passage=recommended, horizon="by May")
        recommendation.follows_from.add(finding)
        recommendation.owners.create(name=f"Council {number}")
        shared = {"edition": review.edition, "domain": section.domain, "position": number}
        Prompt.objects.bulk_create([Prompt(code=f"p-{number}", ask=group, question="Who?", **shared)])
        EvidenceCheck.objects.bulk_create(
            [EvidenceCheck(code=f"e-{number}", document_or_source="Plan", what_to_look_for="Aims", **shared)]
        )
        SuggestedAction.objects.bulk_create([SuggestedAction(code=f"a-{number}", text="Write a plan.", **shared)])
        Resource.objects.bulk_create([Resource(code=f"r-{number}", title="A guide", **shared)])
    return section


@pytest.mark.parametrize("rows", [1, 3])
def test_section_page_asks_the_database_a_fixed_number_of_times(
    review, reviewer, group, login, django_assert_num_queries, rows
):
    section = fill(review, group, rows)
    client = login(reviewer)
    with django_assert_num_queries(27):
        response = client.get(section.get_absolute_url())
    assert response.content.decode().count('<article class="passage ') == 2 * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_section_list_asks_the_database_a_fixed_number_of_times(
    review, reviewer, group, login, django_assert_num_queries, rows
):
    fill(review, group, rows)
    client = login(reviewer)
    with django_assert_num_queries(7):
        client.get(reverse("section_list", args=[review.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_asks_the_database_a_fixed_number_of_times(
    review, reviewer, group, login, django_assert_num_queries, rows
):
    fill(review, group, rows)
    client = login(reviewer)
    with django_assert_num_queries(11):
        client.get(review.get_absolute_url())


def test_prompts_are_grouped_by_whom_to_ask(review, reviewer, group, login):
    section = fill(review, group, 2)
    response = login(reviewer).get(section.get_absolute_url())
    assert [(str(ask), len(asked)) for ask, asked in response.context["prompts"]] == [("Families", 2)]


def test_what_was_looked_at_is_saved_and_taken_back(review, reviewer, login):
    section = review.sections.get(code="vision")
    first, second = section.domain.indicators.all()
    client, address = login(reviewer), reverse("coverage_edit", args=[review.pk, "vision"])
    client.post(address, {f"indicator-{first.pk}": "seen", f"indicator-{second.pk}": "not-found"})
    assert dict(section.coverage.values_list("indicator", "state")) == {first.pk: "seen", second.pk: "not-found"}
    client.post(address, {f"indicator-{first.pk}": "", f"indicator-{second.pk}": "splendid"})
    assert dict(section.coverage.values_list("indicator", "state")) == {second.pk: "not-found"}


def test_indicators_of_another_section_are_as_if_unknown(review, reviewer, login):
    other = review.sections.get(code="leadership").domain.indicators.first()
    login(reviewer).post(reverse("coverage_edit", args=[review.pk, "vision"]), {f"indicator-{other.pk}": "seen"})
    assert not review.sections.filter(coverage__isnull=False).exists()


def test_a_section_is_put_in_a_sentence_or_one_passage_says_it_best(review, reviewer, login):
    passage = make_passage(review, text="Best.")
    make_passage(review, text="Second.", says_it_best=True)
    client, address = login(reviewer), reverse("section_cell", args=[review.pk, "vision"])
    based_on = client.get(address).context["form"]["based_on"].value()
    client.post(address, {"cell": "They listen.", "best": str(passage.pk), "based_on": based_on})
    assert review.sections.get(code="vision").cell == "They listen."
    assert list(Passage.objects.filter(says_it_best=True)) == [passage]


def test_a_passage_of_another_section_cannot_say_it_best(review, reviewer, login):
    other = make_passage(review, "leadership")
    response = login(reviewer).post(reverse("section_cell", args=[review.pk, "vision"]), {"best": str(other.pk)})
    assert "best" in response.context["form"].errors


def test_good_practice_is_named_with_what_makes_it_work(review, reviewer, login):
    client, address = login(reviewer), reverse("good_practice_add", args=[review.pk])
    sent = {"title": "The bike workshop", "text": "Young people mend bikes.", "factors": "Time\n\n A good mechanic "}
    client.post(address, hidden(client.get(address)) | sent)
    good_practice = review.good_practice.get()
    assert good_practice.success_factors == ["Time", "A good mechanic"]
    assert "The bike workshop" in client.get(reverse("section_detail", args=[review.pk, "summary"])).content.decode()
    client.post(reverse("good_practice_remove", args=[review.pk, good_practice.pk]))
    assert not review.good_practice.exists()


def test_another_reviews_sections_and_good_practice_are_unknown(review, other_review, reviewer, login):
    theirs = other_review.good_practice.create(title="Theirs")
    other_review.sections.filter(code="vision").update(code="their-vision")
    client = login(reviewer)
    assert client.get(reverse("section_detail", args=[review.pk, "their-vision"])).status_code == 404
    assert client.get(reverse("good_practice_edit", args=[review.pk, theirs.pk])).status_code == 404


@pytest.mark.parametrize("name", ["observer", "staff"])
def test_readers_are_offered_nothing_to_change(review, cast, login, name):
    passage = make_passage(review)
    page = login(cast[name]).get(passage.section.get_absolute_url()).content.decode()
    assert "They know every family." in page
    assert reverse("passage_edit", args=[review.pk, passage.pk]) not in page
    assert "Add a finding" not in page
