"""The handout of the feedback in the room: what was chosen and nothing else."""

import pytest
from django.urls import reverse

from conftest import make_passage
from reports.builders.feedback_pack import NOTHING, build_feedback_pack
from reports.tree import texts
from reviews.actions import choose_for_the_room
from reviews.models import Recommendation


def handout(review):
    return build_feedback_pack(review, version_label="Handout", draft=False)


def test_the_handout_has_what_was_chosen_and_nothing_else(review, lead):
    chosen = make_passage(review, text="They know every family. And more.")
    in_full = make_passage(review, section="leadership", text="One.\n\nTwo.")
    make_passage(review, text="Left out.")
    choose_for_the_room(passages=[chosen], extent="short", by=lead)
    choose_for_the_room(passages=[in_full], extent="full", by=lead)
    words = " ".join(texts(handout(review)))
    assert [part in words for part in ("They know every family.", "And more.", "One.", "Two.", "Left out.")] == [
        True,
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("extent", "is_named"), [("full", True), ("short", False)])
def test_who_acts_is_in_the_handout_only_where_the_recommendation_is_in_full(review, lead, extent, is_named):
    passage = make_passage(review, kind="recommendation", text="Write it down.")
    Recommendation.objects.create(passage=passage, lead="The commissioner for families")
    choose_for_the_room(passages=[passage], extent=extent, by=lead)
    assert ("The commissioner for families" in texts(handout(review))) == is_named


def test_a_handout_of_nothing_says_so(review):
    assert NOTHING in texts(handout(review))


def test_the_handout_opens_for_the_team_while_they_may_read(review, reviewer, coordinator, login):
    address = reverse("report_read", args=[review.pk, "feedback-pack"])
    assert login(reviewer).get(address).status_code == 200
    assert login(coordinator).get(address).status_code == 403
