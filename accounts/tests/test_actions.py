"""Accounts: found by address whatever its capitals, made when somebody accepts an invitation."""

import pytest

from accounts.actions import PersonRefused, account_of, make_account
from accounts.models import AuditEvent, User


@pytest.fixture
def rosa(db):
    return make_account(email="Rosa@Example.org", name="Rosa Lindqvist", password="three unlike words")


def test_an_account_is_made_and_recorded_as_its_owner_s_doing(rosa):
    assert (rosa.email, rosa.name, rosa.is_staff, rosa.is_active) == ("rosa@example.org", "Rosa Lindqvist", False, True)
    assert rosa.check_password("three unlike words")
    recorded = AuditEvent.objects.values_list("verb", "actor_id", "target_id", "detail")
    assert list(recorded) == [("account-make", rosa.pk, str(rosa.pk), {})]


def test_without_a_password_nobody_can_sign_in_with_one(db):
    assert not make_account(email="ines@example.org", name="Ines").has_usable_password()


def test_an_account_is_found_whatever_the_capitals(rosa):
    assert account_of("ROSA@example.org") == rosa
    assert account_of("ines@example.org") is None


def test_a_closed_account_is_refused_in_words(rosa):
    User.objects.update(is_active=False)
    with pytest.raises(PersonRefused, match="is closed") as refused:
        account_of(rosa.email)
    assert refused.value.field == "email"
