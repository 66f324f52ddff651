"""Papers and programme: what the coordinator and the team work on before the visit."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from frameworks.models import PaperRequest, ParticipantGroup, PreparationPack
from reviews.models import Paper, Session, Stage


@pytest.fixture
def group(db):
    return ParticipantGroup.objects.create(
        code="families", title="Families", plural="families", easy_read_label="families", position=1
    )


def session_sent(group, number="", **more):
    fields = {
        "date_day": "11",
        "date_month": "10",
        "date_year": "2016",
        "title": "Parents and carers",
        "groups-TOTAL_FORMS": "1",
        "groups-INITIAL_FORMS": "0",
        "groups-0-group": group.pk,
        "groups-0-number": number,
    }
    return fields | more


@pytest.mark.parametrize("rows", [1, 3])
def test_papers_page_asks_the_database_a_fixed_number_of_times(
    review, coordinator, group, login, django_assert_num_queries, rows
):
    for number in range(rows):
        review.papers.create(code=f"paper-{number}", title=f"Paper {number}")
        session = review.sessions.create(code=f"session-{number}", date=datetime.date(2016, 10, 11))
        session.groups.create(group=group, number=7)
    client = login(coordinator)
    with django_assert_num_queries(14):
        client.get(reverse("paper_list", args=[review.pk]))


def test_the_coordinator_sees_papers_and_no_other_page(review, coordinator, login):
    client = login(coordinator)
    passage = make_passage(review)
    page = client.get(reverse("paper_list", args=[review.pk]))
    assert [label for label, _url, _current in page.context["review_head"]["tabs"]] == ["Papers"]
    for address in (review.get_absolute_url(), passage.section.get_absolute_url()):
        assert client.get(address).status_code == 403


def test_a_paper_is_asked_for_marked_and_removed(review, coordinator, login):
    client = login(coordinator)
    client.post(reverse("paper_add", args=[review.pk]), {"title": "The plan"})
    paper = Paper.objects.get()
    for _ in range(2):
        client.post(reverse("paper_mark", args=[review.pk, paper.code]), {"supplied": "yes"})
    paper.refresh_from_db()
    assert (paper.code, paper.supplied) == ("the-plan", True)
    client.post(reverse("paper_remove", args=[review.pk, paper.code]))
    assert not Paper.objects.exists()


def test_two_papers_of_one_title_have_codes_of_their_own(review, lead, login):
    for _ in range(2):
        login(lead).post(reverse("paper_add", args=[review.pk]), {"title": "The plan"})
    assert list(Paper.objects.values_list("code", flat=True)) == ["the-plan", "the-plan-2"]


def test_a_paper_that_a_passage_rests_on_stays(review, lead, login):
    paper = review.papers.create(code="plan", title="The plan")
    make_passage(review).sources.create(kind="document", paper=paper)
    response = login(lead).post(reverse("paper_remove", args=[review.pk, "plan"]), follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "“The plan” stays: the review team already builds on it."
    ]
    assert Paper.objects.filter(pk=paper.pk).exists()


def test_the_frameworks_list_adds_what_is_not_asked_for_yet(review, lead, login):
    pack = PreparationPack.objects.create(code="pack", title="Pack", about="-", team_size=3)
    for position, code in enumerate(["plan", "budget"]):
        request = PaperRequest.objects.create(pack=pack, code=code, title=code.title(), why="-", position=position)
        request.editions.add(review.edition)
    PaperRequest.objects.create(pack=pack, code="other", title="Another edition's", why="-", position=9)
    review.papers.create(code="plan", title="Our plan")
    for _ in range(2):
        login(lead).post(reverse("papers_ask", args=[review.pk]))
    assert list(review.papers.values_list("code", "title")) == [("plan", "Our plan"), ("budget", "Budget")]


def test_a_session_is_added_with_its_groups(review, coordinator, group, login):
    login(coordinator).post(reverse("session_add", args=[review.pk]), session_sent(group, "9"))
    session = Session.objects.get()
    assert (session.code, session.date) == ("parents-and-carers", datetime.date(2016, 10, 11))
    assert session.groups.get().number == 9


def test_no_number_stands_for_fewer_than_five(review, lead, group, login):
    login(lead).post(reverse("session_add", args=[review.pk]), session_sent(group))
    assert Session.objects.get().groups.get().number is None
    page = login(lead).get(reverse("paper_list", args=[review.pk])).content.decode()
    assert "Families, fewer than five" in page


def test_a_number_under_five_is_refused(review, lead, group, login):
    response = login(lead).post(reverse("session_add", args=[review.pk]), session_sent(group, "4"))
    assert response.context["groups"].errors[0]["number"]
    assert not Session.objects.exists()


@pytest.mark.parametrize("name", ["observer", "independent", "commissioner"])
def test_others_cannot_change_papers(review, cast, login, name):
    review.papers.create(code="plan", title="The plan")
    response = login(cast[name]).post(reverse("paper_mark", args=[review.pk, "plan"]), {"supplied": "yes"})
    assert response.status_code == 403
    assert not Paper.objects.get().supplied


def test_papers_are_closed_to_the_coordinator_once_the_quality_check_begins(review, coordinator, login):
    review.stage = Stage.QUALITY_CHECK
    review.save()
    assert login(coordinator).get(reverse("paper_list", args=[review.pk])).status_code == 403


def test_another_reviews_paper_and_session_are_unknown(review, other_review, lead, login):
    other_review.papers.create(code="plan", title="Theirs")
    other_review.sessions.create(code="talk", date=datetime.date(2016, 10, 11))
    client = login(lead)
    for name, code in (("paper_edit", "plan"), ("paper_remove", "plan"), ("session_edit", "talk")):
        assert client.get(reverse(name, args=[review.pk, code])).status_code == 404
    assert client.post(reverse("paper_mark", args=[review.pk, "plan"])).status_code == 404
