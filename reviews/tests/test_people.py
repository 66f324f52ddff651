"""The list of people and the page of one: for centre staff."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from conftest import PASSWORD
from reviews.models import Member, SiteContact


@pytest.fixture
def office(staff, login):
    return login(staff)


def test_people_are_for_staff_and_do_not_exist_for_others(cast, login):
    addresses = [reverse("person_list"), reverse("person_edit", args=[cast["reviewer"].pk])]
    for who, user in cast.items():
        client = login(user)
        assert [client.get(each).status_code for each in addresses] == ([200, 200] if who == "staff" else [404, 404]), (
            who
        )


def test_the_list_says_what_everybody_is_and_where(cast, review, office):
    html = office.get(reverse("person_list")).content.decode()
    assert html.count(f'href="{reverse("team_detail", args=[review.pk])}">{review.title}</a>') == 4
    assert html.count('<li>Commissioner: <a class="govuk-link" href="/sites/') == 2
    assert html.count("<li>None at present</li>") == 2
    assert html.count("<li>Centre staff</li>") == 1


def test_people_are_found_by_name_and_address(cast, office):
    def found(words):
        return [person.name for person in office.get(reverse("person_list"), {"q": words}).context["page"]]

    assert found("COMMISSIONER") == ["Commissioner", "Other Commissioner"]
    assert found("former_member@") == ["Former Member"]
    assert found("nobody at all") == []


def test_the_list_asks_as_much_for_three_as_for_one(review, site, office, django_assert_num_queries):
    for names in (("rosa",), ("ines", "omar")):
        for name in names:
            user = User.objects.create_user(f"{name}@example.org", name=name)
            Member.objects.create(review=review, user=user, name=name, role=Member.Role.REVIEWER)
            SiteContact.objects.create(site=site, user=user, role="commissioner")
        with django_assert_num_queries(7):
            office.get(reverse("person_list"))


def test_closing_an_account_ends_its_sessions_at_once(review, reviewer, staff, client):
    client.force_login(reviewer)
    session = client.cookies["sessionid"].value
    assert client.get(reverse("section_list", args=[review.pk])).status_code == 200
    client.force_login(staff)
    client.post(reverse("person_edit", args=[reviewer.pk]), {"name": "Reviewer"})
    client.cookies["sessionid"] = session
    assert client.get(reverse("section_list", args=[review.pk])).url.startswith(reverse("account_login"))
    verbs = AuditEvent.objects.filter(target_id=reviewer.pk, actor_id=staff.pk).values_list("verb", flat=True)
    assert list(verbs) == ["person-change", "account-close"]


def test_the_list_says_who_has_a_second_factor_and_who_is_invited(review, lead, reviewer, staff, office):
    lead.authenticator_set.create(type="totp", data={"secret": "x"})
    reviewer.authenticator_set.create(type="recovery_codes", data={})
    office.post(
        reverse("member_new", args=[review.pk]), {"name": "Rosa", "email": "rosa@example.org", "role": "observer"}
    )
    response = office.get(reverse("person_list"))
    assert {person.name for person in response.context["page"] if person.has_factor} == {"Lead"}
    assert [invitation.email for invitation in response.context["invitations"]] == ["rosa@example.org"]
    assert f'Observer: <a class="govuk-link" href="{reverse("team_detail", args=[review.pk])}">' in (
        response.content.decode()
    )


def test_closing_an_account_leaves_no_session_to_come_back_to(commissioner, office):
    client = Client()
    cache.clear()
    client.post(reverse("account_login"), {"login": commissioner.email, "password": PASSWORD})
    assert client.get("/").status_code == 200
    page = reverse("person_edit", args=[commissioner.pk])
    office.post(page, {"name": "Commissioner"})
    office.post(page, {"name": "Commissioner", "is_active": "on"})
    assert client.get("/").status_code == 302
    assert not UserSession.objects.filter(user=commissioner).exists()


def test_a_name_is_put_right_and_nothing_else(reviewer, office):
    typed = {"name": "  Rosa   Lindqvist", "is_active": "on", "is_staff": "on", "email": "other@example.org"}
    office.post(reverse("person_edit", args=[reviewer.pk]), typed)
    reviewer.refresh_from_db()
    assert (reviewer.name, reviewer.email, reviewer.is_staff) == ("Rosa Lindqvist", "reviewer@example.org", False)


def test_nobody_closes_their_own_account(staff, office):
    response = office.post(reverse("person_edit", args=[staff.pk]), {"name": "Staff"})
    assert list(response.context["form"].errors) == ["is_active"]
    staff.refresh_from_db()
    assert staff.is_active


def test_an_unknown_person_is_not_found(office):
    assert office.get(reverse("person_edit", args=[999])).status_code == 404
