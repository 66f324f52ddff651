"""Moving, filing, removing and restoring passages."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from conftest import make_passage
from reviews.actions import purge_removed
from reviews.models import Passage


def texts(review, section="vision"):
    return list(review.sections.get(code=section).passages.present().values_list("text", flat=True))


def post(client, name, passage, **data):
    return client.post(reverse(name, args=[passage.section.review_id, passage.pk]), data)


@pytest.mark.parametrize(
    ("direction", "moved", "after"),
    [("up", "C", ["A", "C", "B"]), ("down", "A", ["B", "A", "C"]), ("up", "A", ["A", "B", "C"])],
)
def test_a_passage_moves_one_place(review, reviewer, login, direction, moved, after):
    passages = {text: make_passage(review, text=text) for text in "ABC"}
    post(login(reviewer), "passage_move", passages[moved], direction=direction)
    assert texts(review) == after


def test_passages_that_share_a_position_can_be_moved(review, reviewer, login):
    passages = {text: make_passage(review, text=text, position=0) for text in "ABC"}
    first, second, third = texts(review)
    post(login(reviewer), "passage_move", passages[third], direction="up")
    assert texts(review) == [first, third, second]


def test_a_finding_moves_past_findings_only(review, reviewer, login):
    first = make_passage(review, text="A")
    make_passage(review, text="R", kind=Passage.Kind.RECOMMENDATION)
    make_passage(review, text="B")
    post(login(reviewer), "passage_move", first, direction="down")
    findings = review.sections.get(code="vision").passages.exclude(kind="recommendation")
    assert list(findings.values_list("text", flat=True)) == ["B", "A"]


def test_a_passage_is_filed_under_another_section_and_kind(review, reviewer, login):
    passage = make_passage(review, text="A")
    passage.indicators.add(passage.section.domain.indicators.first())
    post(login(reviewer), "passage_refile", passage, place="leadership:strength")
    passage.refresh_from_db()
    assert (passage.section.code, passage.kind, passage.indicators.count()) == ("leadership", "strength", 0)


def test_a_finding_that_becomes_a_recommendation_can_be_owned(review, reviewer, login):
    passage = make_passage(review, text="A")
    post(login(reviewer), "passage_refile", passage, place="vision:recommendation")
    passage.refresh_from_db()
    assert passage.recommendation.horizon == ""


@pytest.mark.parametrize("place", ["vision:paragraph", "background:finding", "elsewhere:finding", ""])
def test_a_passage_is_not_filed_where_its_kind_is_not_written(review, reviewer, login, place):
    passage = make_passage(review, text="A")
    response = post(login(reviewer), "passage_refile", passage, place=place)
    assert response.context["form"].errors
    assert texts(review) == ["A"]


def test_what_is_removed_can_be_put_back_where_it_was(review, reviewer, login):
    passages = [make_passage(review, text=text) for text in "ABC"]
    client = login(reviewer)
    post(client, "passage_remove", passages[1])
    assert texts(review) == ["A", "C"]
    removed = client.get(reverse("passage_removed_list", args=[review.pk, "vision"]))
    assert list(removed.context["passages"]) == [passages[1]]
    post(client, "passage_restore", passages[1])
    assert texts(review) == ["A", "B", "C"]


def test_removing_twice_keeps_the_first_remover(review, reviewer, lead, login):
    passage = make_passage(review)
    post(login(reviewer), "passage_remove", passage)
    post(login(lead), "passage_remove", passage)
    passage.refresh_from_db()
    assert passage.removed_by == reviewer


def test_what_was_removed_thirty_days_ago_goes_for_good_and_nothing_else(review, capsys):
    now = timezone.now()
    make_passage(review, text="Old.", removed_at=now - datetime.timedelta(days=31))
    make_passage(review, text="Recent.", removed_at=now - datetime.timedelta(days=29))
    make_passage(review, text="Here.")
    call_command("purge_removed")
    assert (
        capsys.readouterr().out == "Removed passages deleted for good: 1.\nFiles that belong to nothing deleted: 0.\n"
    )
    assert set(Passage.objects.values_list("text", flat=True)) == {"Recent.", "Here."}
    assert purge_removed() == 0
