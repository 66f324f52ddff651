"""The overview of a review: what is missing, its details, and its moves."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from reviews.forms.review import ReviewForm
from reviews.forms.together import save_together
from reviews.models import Coverage, Passage, Recommendation, Review, Stage
from reviews.text import text_hash

CONTACT = "Name the safeguarding contact, whom the team tells if somebody is at risk."


def details(review, **changes):
    """What the form sends; each text is based on what stands in `review`."""
    fields = {name: getattr(review, name) for name in Review.TEXTS}
    fields |= {f"{name}_based_on": text_hash(text) for name, text in fields.items()}
    for name in ("visit_from", "visit_to"):
        day = getattr(review, name)
        fields |= {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    return fields | changes


def missing(client, review):
    return [item.text for item in client.get(review.get_absolute_url()).context["missing"]]


def test_writing_asks_for_what_is_not_there_yet(review, lead, login):
    make_passage(review, "vision", "Found.")
    recommended = make_passage(review, "leadership", "Do it.", Passage.Kind.RECOMMENDATION)
    Recommendation.objects.create(passage=recommended)
    assert missing(login(lead), review) == [
        "Nothing is written in “Background”.",
        "Nothing is written in “Summary”.",
        "Recommendations that do not say whose they are: 1.",
        "Recommendations that do not say by when: 1.",
        "“Vision”: 2 of 2 indicators have no coverage set.",
        "“Leadership”: 2 of 2 indicators have no coverage set.",
        "The review has no headline, the sentence for comparison.",
    ]


def test_an_indicator_that_was_not_looked_at_is_answered(review, lead, login):
    section = review.sections.get(code="vision")
    first, second = section.domain.indicators.all()
    section.coverage.create(indicator=first, state=Coverage.State.NOT_LOOKED)
    client = login(lead)
    assert "“Vision”: 1 of 2 indicators has no coverage set." in missing(client, review)
    section.coverage.create(indicator=second, state=Coverage.State.NOT_LOOKED)
    assert [text for text in missing(client, review) if "Vision" in text and "coverage" in text] == []


def test_preparing_asks_for_papers_purpose_and_programme(review, lead, login):
    review.stage = Stage.PREPARING
    review.save()
    client = login(lead)
    assert missing(client, review) == [
        CONTACT,
        "Say why the review was asked for.",
        "No papers have been asked for.",
        "The programme has no sessions.",
    ]
    review.papers.create(code="plan", title="The plan")
    assert "1 paper has not arrived." in missing(client, review)


@pytest.mark.parametrize(
    ("stage", "contact", "first"),
    [
        (Stage.PREPARING, "", True),
        (Stage.VISITING, "", True),
        (Stage.VISITING, " \n", True),
        (Stage.VISITING, "The duty team, 01632 960001", False),
        (Stage.WRITING, "", False),
    ],
)
def test_who_is_told_if_somebody_is_at_risk_is_asked_for_first_until_the_visit_is_over(
    review, lead, login, stage, contact, first
):
    review.stage, review.safeguarding_contact = stage, contact
    review.save()
    found = missing(login(lead), review)
    assert (found[0] == CONTACT, CONTACT in found) == (first, first)


def test_an_issued_review_asks_for_nothing(review, lead, login):
    review.stage = Stage.ISSUED
    review.save()
    assert missing(login(lead), review) == []


def test_an_invented_site_says_so_on_the_page(review, lead, login):
    assert "This site is invented" not in login(lead).get(review.get_absolute_url()).content.decode()
    review.site.invented = True
    review.site.save()
    assert "This site is invented" in login(lead).get(review.get_absolute_url()).content.decode()


def test_details_are_saved(review, lead, login):
    client = login(lead)
    based_on = client.get(reverse("review_edit", args=[review.pk])).context["form"]["based_on"].value()
    client.post(reverse("review_edit", args=[review.pk]), details(review, purpose="To learn.", based_on=based_on))
    review.refresh_from_db()
    assert review.purpose == "To learn."


def test_days_that_somebody_changed_meanwhile_are_shown_and_saved_only_on_purpose(review, lead, login):
    client, address = login(lead), reverse("review_edit", args=[review.pk])
    mine = details(review, purpose="Mine.", based_on=client.get(address).context["form"]["based_on"].value())
    Review.objects.update(visit_to=review.visit_to + datetime.timedelta(days=1))
    response = client.post(address, mine)
    [(label, _day)] = response.context["form"].changed_by_others
    assert (response.status_code, label) == (409, "Last day of the visit")
    stored = Review.objects.get()
    assert (stored.purpose, stored.visit_to) == ("Mine.", review.visit_to + datetime.timedelta(days=1))
    form = response.context["form"]
    again = {name: form[name].value() for name in ("based_on", "purpose_based_on")}
    assert client.post(address, mine | again).status_code == 302
    assert Review.objects.get().visit_to == review.visit_to


def test_a_visit_cannot_end_before_it_starts(review, lead, login):
    response = login(lead).post(reverse("review_edit", args=[review.pk]), details(review, visit_to_day=1))
    assert response.context["form"].errors["visit_to"] == ["The last day cannot be before the first."]


@pytest.mark.parametrize(("name", "status"), [("staff", 200), ("observer", 403), ("independent", 403)])
def test_details_are_for_those_who_write_and_staff(review, cast, login, name, status):
    assert login(cast[name]).get(reverse("review_edit", args=[review.pk])).status_code == status


def test_a_move_says_what_will_happen_before_it_does(review, lead, login):
    client, address = login(lead), reverse("review_move", args=[review.pk, "quality-check"])
    page = client.get(address).content.decode()
    assert "The review moves from “Writing” to “Quality check”." in page
    review.refresh_from_db()
    assert review.stage == Stage.WRITING
    client.post(address)
    review.refresh_from_db()
    assert review.stage == Stage.QUALITY_CHECK


def test_a_move_back_asks_for_its_reason(review, lead, login):
    client, address = login(lead), reverse("review_move", args=[review.pk, "visiting"])
    assert client.post(address, {"reason": " "}).context["form"].errors["reason"]
    client.post(address, {"reason": "One session is left."})
    assert review.stage_changes.get().reason == "One session is left."


@pytest.mark.parametrize(("stage", "status"), [("closed", 302), ("issued", 302), ("nowhere", 404)])
def test_a_move_that_is_not_in_the_table_is_not_made(review, lead, login, stage, status):
    assert login(lead).post(reverse("review_move", args=[review.pk, stage])).status_code == status
    review.refresh_from_db()
    assert review.stage == Stage.WRITING


@pytest.mark.parametrize("name", ["reviewer", "observer", "coordinator", "commissioner", "independent"])
def test_others_do_not_move_the_review(review, cast, login, name):
    assert login(cast[name]).post(reverse("review_move", args=[review.pk, "quality-check"])).status_code == 403


def test_saving_details_does_not_undo_a_move_made_meanwhile(review, lead, login):
    client, address = login(lead), reverse("review_edit", args=[review.pk])
    based_on = client.get(address).context["form"]["based_on"].value()
    form = ReviewForm(details(review, print_titles="on", based_on=based_on), instance=review)
    assert form.is_valid()
    Review.objects.update(stage=Stage.QUALITY_CHECK, purpose="Theirs.")
    assert save_together(form)
    review.refresh_from_db()
    assert (review.print_titles, review.stage, review.purpose) == (True, Stage.QUALITY_CHECK, "Theirs.")
