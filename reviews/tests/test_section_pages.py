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
    with django_assert_num_queries(23):
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
