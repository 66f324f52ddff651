"""Questions and evidence checks are for people who are on a review team now, and for staff."""

import pytest

from frameworks.access import may_read_team_parts

MAY = {
    "lead": True,
    "reviewer": True,
    "observer": True,
    "independent": True,
    "staff": True,
    "coordinator": False,
    "commissioner": False,
    "other_commissioner": False,
    "former_member": False,
    "outsider": False,
}


def test_who_may_read_team_parts(cast):
    assert {name: may_read_team_parts(user) for name, user in cast.items()} == MAY


def test_somebody_who_left_one_team_and_is_on_another_may_still_read(former_member, other_review):
    other_review.members.create(user=former_member, name="Former member", role="observer")
    assert may_read_team_parts(former_member)


@pytest.mark.parametrize("name", ["commissioner", "coordinator"])
def test_a_member_without_an_account_opens_nothing_to_others(request, review, name):
    review.members.create(user=None, name="Somebody", role="reviewer")
    assert not may_read_team_parts(request.getfixturevalue(name))
