"""The record of what people did, as staff and a site's lead commissioner read it."""

import datetime

import pytest
from django.db import models
from django.urls import reverse

from accounts.audit import record
from accounts.models import AuditEvent
from conftest import make_passage
from reports import copies, sealing
from reports.records import NOBODY, found_events, in_words
from reports.sealing import freeze, seal
from reviews.models import SiteContact, Stage


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch):
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: b"%" + file_format.encode())
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)
    put = (lambda text: True, lambda data, line: data)
    monkeypatch.setattr(copies, "STAMPS", dict.fromkeys(copies.STAMPS, put))


@pytest.fixture
def lead_commissioner(commissioner):
    SiteContact.objects.filter(user=commissioner).update(is_lead=True)
    return commissioner


def issue(review, by):
    make_passage(review, text="They know every family.")
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    return seal(freeze(review=review, by=by, easy_read_reason="It was not asked for.").pk)


def did(**wanted):
    return [(line.who, line.did, line.about, line.details) for line in in_words(found_events(**wanted))]


def test_events_are_told_with_names_that_are_put_to_them_when_they_are_read(review, staff, lead):
    paper = review.papers.create(code="plan", title="The plan")
    file = paper.files.create(number=1, kind="pdf", file="x", digest="0" * 64, size=1, by=lead)
    record("sign-in", lead, by=lead)
    record("paper-file-add", file, by=lead, review=review, paper=paper.pk)
    record("review-move", review, by=lead, review=review, to="quality-check")
    record("review-load", review, review=review)
    record("account-close", lead, by=staff)
    assert did()[:5] == [
        ("Staff", "closed an account", "Lead", ""),
        (NOBODY, "loaded a review from a file", "", ""),
        ("Lead", "moved a review to another stage", "", "to “Quality check”"),
        ("Lead", "uploaded a file", "The plan, file 1", ""),
        ("Lead", "signed in", "", ""),
    ]
    lead.name = "Leonora Marsh"
    lead.save()
    assert did()[4][0] == "Leonora Marsh"


def test_what_was_removed_since_has_no_name(review, lead):
    paper = review.papers.create(code="plan", title="The plan")
    file = paper.files.create(number=1, kind="pdf", file="x", digest="0" * 64, size=1, by=lead)
    record("paper-file-remove", file, by=lead, review=review)
    file.delete()
    assert did()[0] == ("Lead", "removed an uploaded file", "", "")


def test_filters_find_what_fits_all_of_them(review, other_review, lead, reviewer, staff):
    record("report-read", review, by=lead, review=review, kind="site")
    record("report-read", other_review, by=staff, review=other_review, kind="site")
    record("person-change", reviewer, by=staff)
    record("sign-in", reviewer, by=reviewer)
    read, changed, signed_in = "read the working report", "changed the details of a person", "signed in"
    assert [line[1] for line in did(review="otherby", verb="report-read")] == [read]
    assert [line[0] for line in did(person="LEAD@")] == ["Lead"]
    assert [line[1] for line in did(person="Reviewer")] == [signed_in, changed]
    assert [line[0] for line in did(verb="report-read")] == ["Staff", "Lead"]
    assert did(review="larkmere", person="staff") == []


def test_days_are_those_of_the_clock_on_the_wall_and_both_count(staff):
    event = record("sign-in", staff, by=staff)
    late = datetime.datetime(2016, 5, 12, 22, 59, tzinfo=datetime.UTC)  # 23:59 in London
    models.QuerySet(AuditEvent).filter(pk=event.pk).update(at=late)
    day = datetime.date(2016, 5, 12)
    one = datetime.timedelta(days=1)
    found = [len(did(since=since, until=until)) for since, until in ((day, day), (day + one, None), (None, day - one))]
    assert found == [1, 0, 0]


def test_staff_read_and_filter_the_record_on_its_page(review, staff, lead, login):
    record("report-read", review, by=lead, review=review, kind="easy-read")
    client = login(staff)
    asked = {"person": "lead", "verb": "report-read", "since_day": "", "since_month": "", "since_year": ""}
    response = client.get(reverse("record_list"), asked)
    [line] = response.context["lines"]
    assert (line.who, line.did, line.details) == ("Lead", "read the working report", "easy-read summary")
    assert line.review == review
    wrong = client.get(reverse("record_list"), {"since_day": "40", "since_month": "1", "since_year": "2016"})
    assert wrong.context["form"].errors["since"] == ["Enter a real date, such as 12 5 2016."]


@pytest.mark.parametrize(
    "name", ["lead", "reviewer", "observer", "coordinator", "commissioner", "independent", "outsider"]
)
def test_the_record_is_for_staff_only(cast, login, name):
    assert login(cast[name]).get(reverse("record_list")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_record_asks_a_fixed_number_of_questions(
    review, other_review, cast, staff, login, django_assert_num_queries, rows
):
    for actor, about in zip((cast["lead"], cast["reviewer"], staff), (review, other_review, review), strict=True):
        for _ in range(rows):
            record("report-read", about, by=actor, review=about)
            record("account-close", cast["outsider"], by=actor)
    client = login(staff)
    with django_assert_num_queries(7):
        client.get(reverse("record_list"), {"verb": ""})


def test_the_record_comes_in_pages(staff, login):
    for _ in range(51):
        record("sign-in", staff, by=staff)
    response = login(staff).get(reverse("record_list"), {"page": 2, "verb": "sign-in"})
    assert (len(response.context["lines"]), response.context["query"]) == (1, "verb=sign-in")


# A site's lead commissioner -------------------------------------------------------------------------------------------
def opened(client, site):
    lines = client.get(reverse("site_record_list", args=[site.code])).context["lines"]
    return [(line.who, line.did, line.details, version.number) for line, version in lines]


def read(client, version, name="version_read"):
    file_format = ["docx"] if name == "version_download" else []
    assert client.get(reverse(name, args=[version.review_id, version.number, "site", *file_format])).status_code == 200


def test_the_lead_commissioner_sees_when_recipients_opened_their_release(review, cast, lead_commissioner, login):
    version = issue(review, cast["lead"])
    for name in ("lead", "staff", "commissioner"):
        read(login(cast[name]), version)
    read(login(cast["commissioner"]), version, "version_download")
    expected = [
        ("Commissioner", "downloaded a version", "site report, as Word", 1),
        ("Commissioner", "read a version", "site report", 1),
    ]
    assert opened(login(lead_commissioner), review.site) == expected
    assert opened(login(cast["staff"]), review.site) == expected


def test_what_was_not_released_to_the_lead_commissioner_stays_out(review, cast, commissioner, login, site):
    version = issue(review, cast["lead"])
    read(login(commissioner), version)
    later = cast["outsider"]
    SiteContact.objects.create(
        site=site, user=later, role="commissioner", is_lead=True, starts=datetime.date(2016, 1, 1)
    )
    assert opened(login(later), site) == []


def test_openings_at_another_site_stay_out(review, other_review, other_site, cast, lead_commissioner, login):
    theirs = issue(other_review, cast["staff"])
    read(login(cast["other_commissioner"]), theirs)
    assert opened(login(lead_commissioner), review.site) == []
    assert len(opened(login(cast["staff"]), other_site)) == 1
    assert login(lead_commissioner).get(reverse("site_record_list", args=[other_site.code])).status_code == 404


@pytest.mark.parametrize(
    ("name", "answer"),
    [("commissioner", 403), ("coordinator", 403), ("other_commissioner", 404), ("lead", 404), ("outsider", 404)],
)
def test_who_opened_what_is_for_nobody_else(site, cast, login, name, answer):
    assert login(cast[name]).get(reverse("site_record_list", args=[site.code])).status_code == answer


def test_a_lead_whose_time_is_over_sees_it_no_more(site, lead_commissioner, login):
    SiteContact.objects.filter(user=lead_commissioner).update(left=datetime.date(2016, 5, 12))
    assert login(lead_commissioner).get(reverse("site_record_list", args=[site.code])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_who_opened_what_asks_a_fixed_number_of_questions(
    review, lead, commissioner, lead_commissioner, login, django_assert_num_queries, rows
):
    version = issue(review, lead)
    for _ in range(rows):
        record("version-read", version, by=commissioner, review=review, kind="site")
    client = login(lead_commissioner)
    with django_assert_num_queries(11):
        client.get(reverse("site_record_list", args=[review.site.code]))
