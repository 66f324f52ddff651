"""Setting up a site, who signs in for it, and a review: staff only, and what is refused is said."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from reviews.access import roles_in
from reviews.models import Body, Review, Section, Site, SiteContact

SITE = {"name": "Quillhaven", "code": "", "kind": "County", "profile": "By the sea.", "partners": ""}
CONTACT = {
    "name": "Rosa Lindqvist",
    "email": "rosa@example.org",
    "role": "commissioner",
    "body": "",
    "starts_day": "1",
    "starts_month": "5",
    "starts_year": "2016",
    "ends_day": "",
    "ends_month": "",
    "ends_year": "",
}
REVIEW = {
    "title": "Review of Larkmere",
    "code": "",
    "lang": "en-GB",
    "visit_from_day": "11",
    "visit_from_month": "10",
    "visit_from_year": "2026",
    "visit_to_day": "12",
    "visit_to_month": "10",
    "visit_to_year": "2026",
}


def day(name, date):
    return {f"{name}_day": str(date.day), f"{name}_month": str(date.month), f"{name}_year": str(date.year)}


@pytest.fixture
def office(staff, login):
    """The client of somebody of the centre's staff."""
    return login(staff)


def test_setting_up_is_for_staff_and_does_not_exist_for_others(site, review, cast, login):
    contact = SiteContact.objects.get(user=cast["commissioner"])
    addresses = [
        reverse("site_list"),
        reverse("site_new"),
        reverse("site_edit", args=["larkmere"]),
        reverse("contact_new", args=["larkmere"]),
        reverse("contact_end", args=["larkmere", contact.pk]),
        reverse("review_choose"),
        reverse("review_new", args=["larkmere", review.edition.code]),
    ]
    for who, user in cast.items():
        client = login(user)
        wanted = 200 if who == "staff" else 404
        assert [client.get(each).status_code for each in addresses] == [wanted] * len(addresses), who


def test_what_others_send_changes_nothing(site, commissioner, login):
    client = login(commissioner)
    contact = SiteContact.objects.get()
    client.post(reverse("site_new"), SITE)
    client.post(reverse("contact_new", args=["larkmere"]), CONTACT)
    client.post(reverse("contact_end", args=["larkmere", contact.pk]))
    contact.refresh_from_db()
    assert (Site.objects.count(), SiteContact.objects.count(), contact.left) == (1, 1, None)


def test_a_site_is_made_with_its_partners_in_their_order(office, staff):
    Body.objects.create(name="Quillhaven Council", kind=Body.Kind.COUNCIL)
    partners = "Quillhaven NHS Trust\r\n\r\nquillhaven council\r\n Quillhaven  NHS Trust "
    response = office.post(reverse("site_new"), SITE | {"partners": partners})
    site = Site.objects.get()
    assert (response.url, site.code, site.profile, site.invented) == (
        "/sites/quillhaven/",
        "quillhaven",
        "By the sea.",
        False,
    )
    assert [row.body.name for row in site.site_partners.all()] == ["Quillhaven NHS Trust", "Quillhaven Council"]
    assert [body.kind for body in Body.objects.all()] == ["council", "nhs"]
    assert list(AuditEvent.objects.values_list("verb", "actor_id")) == [("site-add", staff.pk)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "larkmere"}, "name"),
        ({"name": ""}, "name"),
        ({"code": "Larkmere"}, "code"),
        ({"code": "new"}, "code"),
        ({"code": "no spaces here"}, "code"),
        ({"partners": "Council\n" + "x" * 201}, "partners"),
    ],
)
def test_a_site_that_cannot_be_is_refused_at_its_field_and_the_text_stays(site, office, changed, field):
    response = office.post(reverse("site_new"), SITE | changed)
    assert list(response.context["form"].errors) == [field]
    assert "By the sea.</textarea>" in response.content.decode()
    assert Site.objects.count() == 1


def test_a_site_keeps_its_code_when_its_details_change(site, office):
    office.post(reverse("site_edit", args=["larkmere"]), SITE | {"name": "Larkmere and Tarn", "code": "other"})
    site.refresh_from_db()
    assert (site.name, site.code) == ("Larkmere and Tarn", "larkmere")


def test_the_details_open_with_the_partners_in_their_order(site, office):
    office.post(reverse("site_edit", args=["larkmere"]), SITE | {"name": "Larkmere", "partners": "Zebra\nAble"})
    form = office.get(reverse("site_edit", args=["larkmere"])).context["form"]
    assert form["partners"].value() == "Zebra\nAble"


def test_a_contact_with_an_account_gets_the_role_at_once(review, site, outsider, office):
    body = Body.objects.create(name="Larkmere Council")
    site.site_partners.create(body=body)
    typed = CONTACT | {"body": body.pk, "email": outsider.email.upper()}
    response = office.post(reverse("contact_new", args=["larkmere"]), typed, follow=True)
    assert {str(role) for role in roles_in(outsider, review)} == {"commissioner"}
    assert outsider.site_contacts.get().body == body
    assert f"Outsider signs in with the account they have, {outsider.email}." in response.content.decode()
    assert mail.outbox == []
    assert AuditEvent.objects.filter(verb="contact-add").values_list("detail", flat=True).get() == {"site": site.pk}


def test_a_body_of_another_site_cannot_be_chosen(site, other_site, office):
    body = Body.objects.create(name="Otherby Council")
    other_site.site_partners.create(body=body)
    response = office.post(reverse("contact_new", args=["larkmere"]), CONTACT | {"body": body.pk})
    assert list(response.context["form"].errors) == ["body"]


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("commissioner", "is a commissioner of this site already"), ("reviewer", "on the team of a review of this site")],
)
def test_who_cannot_sign_in_for_a_site_is_said(site, review, cast, office, who, sentence):
    response = office.post(reverse("contact_new", args=["larkmere"]), CONTACT | {"email": cast[who].email})
    assert sentence in str(response.context["form"].errors["email"])
    assert response.context["form"]["name"].value() == "Rosa Lindqvist"


def test_a_last_day_that_is_over_or_before_the_first_is_refused(site, office):
    today = timezone.localdate()
    url = reverse("contact_new", args=["larkmere"])
    over = CONTACT | day("ends", today - datetime.timedelta(days=1))
    before = CONTACT | day("starts", today + datetime.timedelta(days=9)) | day("ends", today)
    assert [list(office.post(url, typed).context["form"].errors) for typed in (over, before)] == [["ends"], ["ends"]]


def test_ending_a_contact_ends_access_at_once_even_on_the_first_day(site, review, staff, outsider, client):
    contact = SiteContact.objects.create(site=site, user=outsider, role="commissioner")
    client.force_login(outsider)
    assert client.get(site.get_absolute_url()).status_code == 200
    client.force_login(staff)
    client.post(reverse("contact_end", args=["larkmere", contact.pk]))
    client.force_login(outsider)
    assert client.get(site.get_absolute_url()).status_code == 404
    assert roles_in(outsider, review) == set()
    assert AuditEvent.objects.last().verb == "contact-end"


def test_a_contact_is_only_ended_under_its_own_site_and_once(site, other_site, commissioner, office):
    contact = SiteContact.objects.get()
    assert office.post(reverse("contact_end", args=["otherby", contact.pk])).status_code == 404
    assert office.post(reverse("contact_end", args=["larkmere", contact.pk])).status_code == 302
    assert office.post(reverse("contact_end", args=["larkmere", contact.pk])).status_code == 404


def test_choosing_offers_current_editions_first_and_leads_on(site, edition, kloe_edition, office):
    type(edition).objects.filter(pk=edition.pk).update(status="superseded")
    form = office.get(reverse("review_choose"), {"site": "larkmere"}).context["form"]
    assert [label for label, _ in form.fields["edition"].choices] == ["Current", "Earlier editions"]
    assert form["site"].value() == "larkmere"
    response = office.post(reverse("review_choose"), {"site": "larkmere", "edition": edition.code})
    assert response.url == "/reviews/new/larkmere/small-2016/"


def test_a_review_is_set_up_with_the_sections_of_its_edition(site, edition, office, staff):
    response = office.post(reverse("review_new", args=["larkmere", edition.code]), REVIEW)
    review = Review.objects.get()
    assert response.url == reverse("team_detail", args=[review.pk])
    assert (review.code, review.stage, review.site, review.edition) == ("larkmere-2026", "preparing", site, edition)
    codes = [section.code for section in review.sections.all()]
    assert codes == ["background", "vision", "leadership", "summary", "closing"]
    assert AuditEvent.objects.values_list("verb", "actor_id").get() == ("review-start", staff.pk)


def test_a_review_by_lines_has_those_that_were_ticked(site, kloe_edition, office):
    line = kloe_edition.domains.get(code="managing-demand")
    office.post(reverse("review_new", args=["larkmere", kloe_edition.code]), REVIEW | {"lines": [line.pk]})
    office.post(reverse("review_new", args=["larkmere", kloe_edition.code]), REVIEW | {"visit_from_day": "10"})
    some, none = Review.objects.order_by("id")
    lines = Section.objects.filter(kind=Section.Kind.LINE)
    assert [section.domain for section in lines.filter(review=some)] == [line]
    assert not lines.filter(review=none).exists()
    assert (some.code, none.code) == ("larkmere-2026", "larkmere-2026-2")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"visit_to_day": "10"}, "visit_to"),
        ({"visit_from_month": "13"}, "visit_from"),
        ({"code": "taken-2016"}, "code"),
        ({"title": " "}, "title"),
        ({"lang": "xx"}, "lang"),
        (day("visit_from", datetime.date(2016, 10, 11)), "visit_from"),
    ],
)
def test_a_review_that_cannot_be_is_refused_at_its_field(site, review, office, changed, field):
    Review.objects.update(code="taken-2016")
    response = office.post(reverse("review_new", args=["larkmere", review.edition.code]), REVIEW | changed)
    assert list(response.context["form"].errors) == [field]
    assert Review.objects.count() == 1


def test_a_line_of_another_edition_cannot_be_ticked(site, edition, kloe_edition, office):
    foreign = edition.domains.first()
    typed = REVIEW | {"lines": [foreign.pk]}
    response = office.post(reverse("review_new", args=["larkmere", kloe_edition.code]), typed)
    assert list(response.context["form"].errors) == ["lines"]


def test_lists_ask_as_much_for_three_as_for_one(site, office, django_assert_num_queries):
    for names in ((), ("Quillhaven", "Tarrick")):
        for name in names:
            office.post(reverse("site_new"), SITE | {"name": name, "partners": f"{name} Council\n{name} NHS Trust"})
            user = User.objects.create_user(f"{name}@example.org", name=name)
            SiteContact.objects.create(site=site, user=user, role="commissioner")
            site.site_partners.create(body=Body.objects.get(name=f"{name} Council"))
        # What was done is said once, and saying it changes the session.
        office.get(reverse("site_list"))
        with django_assert_num_queries(4):
            office.get(reverse("site_list"))
        with django_assert_num_queries(8):
            office.get(site.get_absolute_url())


def test_a_long_list_of_sites_has_pages_and_can_be_searched(office):
    Site.objects.bulk_create(Site(code=f"site-{number}", name=f"Site {number:02}") for number in range(30))
    page = office.get(reverse("site_list"), {"page": 2}).context["page"]
    assert [site.name for site in page] == ["Site 25", "Site 26", "Site 27", "Site 28", "Site 29"]
    found = office.get(reverse("site_list"), {"q": "site 07"}).context["page"]
    assert [site.name for site in found] == ["Site 07"]


def test_the_page_of_a_site_shows_those_to_come_and_not_those_who_left(site, outsider, lead, office):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    SiteContact.objects.create(site=site, user=outsider, role="coordinator", starts=tomorrow)
    SiteContact.objects.create(site=site, user=lead, role="commissioner", left=timezone.localdate())
    assert [contact.user for contact in office.get(site.get_absolute_url()).context["contacts"]] == [outsider]


def test_staff_say_who_leads_among_the_commissioners(site, commissioner, staff, login):
    contact = site.contacts.get(user=commissioner)
    address = reverse("contact_edit", args=[site.code, contact.pk])
    ends = {"ends_day": "", "ends_month": "", "ends_year": ""}
    for is_lead in ("on", ""):
        assert login(staff).post(address, {"is_lead": is_lead, "body": "", **ends}).url == site.get_absolute_url()
        contact.refresh_from_db()
        assert contact.is_lead == bool(is_lead)
    assert [event.verb for event in AuditEvent.objects.order_by("-id")[:2]] == ["contact-change", "contact-change"]


def test_a_coordinator_cannot_lead(site, coordinator, staff, login):
    contact = site.contacts.get(user=coordinator)
    client = login(staff)
    client.post(reverse("contact_edit", args=[site.code, contact.pk]), {"is_lead": "on", "body": ""})
    contact.refresh_from_db()
    assert not contact.is_lead


def test_the_last_day_cannot_be_put_into_the_past(site, commissioner, staff, login):
    contact = site.contacts.get(user=commissioner)
    sent = {"body": "", "ends_day": "12", "ends_month": "5", "ends_year": "2016"}
    response = login(staff).post(reverse("contact_edit", args=[site.code, contact.pk]), sent)
    assert list(response.context["form"].errors) == ["ends"]
    contact.refresh_from_db()
    assert contact.ends is None
