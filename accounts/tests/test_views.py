"""One's own account, and what everybody may read about the site."""

import re

import pytest
from django.urls import reverse

from accounts.models import User


@pytest.fixture
def signed_in(client, db):
    client.force_login(User.objects.create_user("rosa@example.org", name="Rosa <Lindqvist>"))
    return client


def test_the_account_page_shows_name_and_address(signed_in):
    html = signed_in.get(reverse("account_detail")).content.decode()
    assert '<dd class="govuk-summary-list__value">Rosa &lt;Lindqvist&gt;</dd>' in html
    assert '<dd class="govuk-summary-list__value">rosa@example.org</dd>' in html


@pytest.mark.parametrize("name", ["account_detail", "account_change_password"])
def test_pages_of_one_s_own_are_closed_to_others(client, db, name):
    assert client.get(reverse(name)).url == f"/accounts/login/?next={reverse(name)}"


@pytest.mark.parametrize(
    ("name", "heading"), [("about_detail", "What this is"), ("accessibility_detail", "Accessibility")]
)
def test_what_the_site_is_can_be_read_by_everybody(client, name, heading):
    assert f'<h1 class="govuk-heading-l page-heading">{heading}</h1>' in client.get(reverse(name)).content.decode()


def test_pictures_are_credited(client):
    html = client.get(reverse("about_detail")).content.decode()
    assert "https://openmoji.org/" in html
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in html


def test_no_page_has_a_script_or_style_of_its_own(signed_in):
    html = signed_in.get(reverse("account_detail")).content.decode()
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')
    assert "<style" not in html
    assert " style=" not in html


@pytest.mark.parametrize(
    ("is_staff", "links"),
    [
        (False, [("/", "Home"), ("/frameworks/", "Frameworks")]),
        (
            True,
            [
                ("/", "Sites and reviews"),
                ("/frameworks/", "Frameworks"),
                ("/compare/", "Compare"),
                ("/people/", "People"),
            ],
        ),
    ],
)
def test_the_main_navigation_offers_comparison_and_people_to_staff_only(signed_in, is_staff, links):
    User.objects.update(is_staff=is_staff)
    html = signed_in.get(reverse("account_detail")).content.decode()
    assert re.findall(r'<a class="site-nav__link" href="([^"]*)">([^<]*)</a>', html) == links


def test_the_main_navigation_marks_where_one_is(signed_in):
    html = signed_in.get(reverse("framework_list")).content.decode()
    assert re.findall(r'<a class="site-nav__link" href="([^"]*)" aria-current', html) == ["/frameworks/"]
