"""The first page: what each person finds there."""

import pytest
from django.urls import reverse

from conftest import make_review
from reviews.models import Member, Stage


def page(client, query=""):
    return client.get(f"/{query}").content.decode()


def test_a_reviewer_finds_the_review_being_visited_first(review, reviewer, site, edition, login):
    visiting = make_review(site, edition, "larkmere-now", stage=Stage.VISITING)
    visiting.members.create(user=reviewer, name=reviewer.name, role=Member.Role.REVIEWER)
    html = page(login(reviewer))
    assert html.index(reverse("review_detail", args=[visiting.pk])) < html.index(
        reverse("review_detail", args=[review.pk])
    )


def test_a_commissioner_finds_their_site_and_no_review(review, commissioner, other_site, login):
    html = page(login(commissioner))
    assert reverse("site_detail", args=["larkmere"]) in html
    assert reverse("site_detail", args=["otherby"]) not in html
    assert reverse("review_detail", args=[review.pk]) not in html


def test_a_coordinator_finds_the_papers(review, coordinator, login):
    assert reverse("paper_list", args=[review.pk]) in page(login(coordinator))


def test_somebody_without_a_part_is_told_so(outsider, review, login):
    html = page(login(outsider))
    assert "You are not on a review team" in html
    assert "larkmere" not in html.lower()


def test_a_former_member_finds_nothing_of_the_review(former_member, review, login):
    assert "larkmere" not in page(login(former_member)).lower()


def test_staff_find_the_review_that_has_waited_longest_first(review, other_review, staff, login):
    review.stage_since = review.stage_since.replace(year=2016)
    review.save()
    html = page(login(staff))
    assert html.index(review.title) < html.index(other_review.title)


def test_staff_find_reviews_by_stage_and_by_words(review, other_review, staff, login):
    other_review.stage = Stage.CLOSED
    other_review.save()
    assert other_review.title not in page(login(staff))
    assert other_review.title in page(login(staff), "?stage=closed")
    assert review.title in page(login(staff), "?q=larkmere")
    assert review.title not in page(login(staff), "?q=elsewhere")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions_for_any_number_of_reviews(
    site, edition, staff, login, count, django_assert_num_queries
):
    for number in range(count):
        make_review(site, edition, f"review-{number}")
    client = login(staff)
    with django_assert_num_queries(7):
        client.get("/")


@pytest.mark.parametrize("stage", Stage.values)
def test_an_independent_reader_finds_a_link_only_to_what_opens(review, independent, login, stage):
    review.stage = stage
    review.save()
    client = login(independent)
    html, address = page(client), reverse("review_detail", args=[review.pk])
    opens = client.get(address).status_code == 200
    assert opens == (stage not in ("preparing", "visiting", "writing"))
    assert review.title in html
    assert (f'href="{address}"' in html) == opens
    assert ("you read it from the quality check on" in html) == (not opens)
    assert "Is this device ready" not in html
