"""The team's page: who keeps it, what it refuses, and that leaving ends access at once."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from reviews.access import roles_in
from reviews.models import Member

NEW = {"name": "Rosa Lindqvist", "email": "rosa@example.org", "role": "reviewer", "job": "", "organisation": ""}
ANSWERS = {
    "lead": 200,
    "staff": 200,
    "reviewer": 403,
    "observer": 403,
    "coordinator": 403,
    "commissioner": 403,
    "independent": 403,
    "other_commissioner": 404,
    "former_member": 404,
    "outsider": 404,
}


def address(name, review, *more):
    return reverse(name, args=[review.pk, *more])


def verbs(review):
    return list(AuditEvent.objects.filter(review_id=review.pk).order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize("name", ["team_detail", "member_new", "independent_new", "member_edit", "member_leave"])
def test_the_lead_and_staff_keep_the_team_and_nobody_else(review, cast, login, name):
    member = Member.objects.get(user=cast["reviewer"])
    url = address(name, review, *([member.pk] if name in ("member_edit", "member_leave") else []))
    assert {who: login(user).get(url).status_code for who, user in cast.items()} == ANSWERS


@pytest.mark.parametrize("name", ["member_edit", "member_leave"])
def test_a_member_of_another_review_is_unknown(review, other_review, lead, login, name):
    stranger = Member.objects.create(review=other_review, name="Rosa Lindqvist", role=Member.Role.REVIEWER)
    assert login(lead).post(address(name, review, stranger.pk), NEW).status_code == 404
    stranger.refresh_from_db()
    assert (stranger.review, stranger.left) == (other_review, None)


def test_a_lead_of_another_review_gets_nowhere(other_review, lead, login):
    assert login(lead).get(address("team_detail", other_review)).status_code == 404


def test_somebody_with_an_account_is_connected_and_not_mailed(review, lead, outsider, login):
    login(lead).post(address("member_new", review), NEW | {"email": outsider.email.upper()})
    assert Member.objects.get(review=review, name="Rosa Lindqvist").user == outsider
    assert mail.outbox == []


def test_somebody_without_an_address_is_on_the_team_without_an_account(review, lead, login):
    before = User.objects.count()
    login(lead).post(address("member_new", review), NEW | {"email": ""})
    assert Member.objects.get(review=review, name="Rosa Lindqvist").user is None
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("who", "changed", "field", "sentence"),
    [
        ("reviewer", {}, "email", "on this team already"),
        ("commissioner", {}, "email", "signs in for the site itself"),
        ("outsider", {"name": "lead"}, "name", "There is a lead on this team already"),
        ("outsider", {"role": "independent"}, "role", "Select a valid choice"),
    ],
)
def test_who_cannot_be_added_is_said_and_what_was_typed_stays(review, cast, login, who, changed, field, sentence):
    before = Member.objects.count()
    typed = NEW | {"email": cast[who].email, "job": "Parent carer"} | changed
    response = login(cast["lead"]).post(address("member_new", review), typed)
    assert sentence in str(response.context["form"].errors[field])
    assert 'value="Parent carer"' in response.content.decode()
    assert Member.objects.count() == before


def test_a_refused_addition_leaves_no_account_behind(review, lead, login):
    login(lead).post(address("member_new", review), NEW | {"name": "Lead"})
    assert not User.objects.filter(email="rosa@example.org").exists()
    assert mail.outbox == []


def test_who_was_on_the_visit_cannot_be_the_independent_reader(review, lead, former_member, login):
    typed = {"name": "Rosa Lindqvist", "email": former_member.email}
    response = login(lead).post(address("independent_new", review), typed)
    assert "Somebody who was not has to make the check" in str(response.context["form"].errors["email"])
    assert roles_in(former_member, review) == set()


def test_an_independent_reader_is_appointed(review, lead, outsider, login):
    login(lead).post(address("independent_new", review), {"name": "Outsider", "email": outsider.email})
    assert {str(role) for role in roles_in(outsider, review)} == {"independent"}


def test_an_independent_reader_needs_an_address(review, lead, login):
    response = login(lead).post(address("independent_new", review), {"name": "Rosa Lindqvist", "email": ""})
    assert list(response.context["form"].errors) == ["email"]


def test_leaving_ends_access_at_once(review, lead, reviewer, client):
    member = Member.objects.get(user=reviewer)
    client.force_login(reviewer)
    page = reverse("section_list", args=[review.pk])
    assert client.get(page).status_code == 200
    client.force_login(lead)
    client.post(address("member_leave", review, member.pk))
    client.force_login(reviewer)
    assert client.get(page).status_code == 404
    member.refresh_from_db()
    assert member.left == timezone.localdate()
    assert verbs(review)[-1] == "member-leave"


def test_who_has_left_can_come_back(review, lead, former_member, login):
    login(lead).post(address("member_new", review), NEW | {"email": former_member.email})
    assert {str(role) for role in roles_in(former_member, review)} == {"reviewer"}


@pytest.mark.parametrize("name", ["member_leave", "member_edit"])
def test_the_only_lead_stays_lead(review, lead, reviewer, login, name):
    member = Member.objects.get(user=lead)
    typed = {"name": "Lead", "role": "reviewer"}
    response = login(lead).post(address(name, review, member.pk), typed, follow=True)
    assert "is the only lead reviewer who can sign in" in response.content.decode()
    assert {str(role) for role in roles_in(lead, review)} == {"lead"}


def test_a_lead_may_go_when_there_is_another_and_lands_on_the_first_page(review, lead, reviewer, login):
    Member.objects.filter(user=reviewer).update(role=Member.Role.LEAD)
    response = login(lead).post(address("member_leave", review, Member.objects.get(user=lead).pk))
    assert response.url == "/"
    assert roles_in(lead, review) == set()


def test_a_change_keeps_the_account_and_an_address_given_later_connects_one(review, lead, outsider, login):
    member = Member.objects.create(review=review, name="Outsider", role=Member.Role.OBSERVER)
    url = address("member_edit", review, member.pk)
    login(lead).post(url, {"name": "Outsider", "role": "reviewer", "email": outsider.email, "job": "Clinician"})
    member.refresh_from_db()
    assert (member.user, member.role, member.job) == (outsider, "reviewer", "Clinician")
    login(lead).post(url, {"name": "Outsider", "role": "reviewer", "email": lead.email})
    member.refresh_from_db()
    assert (member.user, verbs(review)[-1]) == (outsider, "member-change")


def test_the_team_page_asks_as_much_for_three_as_for_one(review, lead, login, django_assert_num_queries):
    client = login(lead)
    for names in ((), ("rosa", "ines")):
        for name in names:
            user = User.objects.create_user(f"{name}@example.org", name=name)
            Member.objects.create(review=review, user=user, name=name, role=Member.Role.REVIEWER)
        with django_assert_num_queries(7):
            client.get(address("team_detail", review))
