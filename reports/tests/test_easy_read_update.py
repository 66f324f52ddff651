"""What happened next: rows proposed from the site's answers, honest where nothing was answered."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from reports.easy_read_update import NothingToPropose, propose_rows
from reports.models import Action, EasyReadRow
from reports.output import build, check_pdf, document_bytes
from reports.tree import Row, walk
from reviews.models import Body, Recommendation, Stage


@pytest.fixture
def recommended(review):
    passage = make_passage(review, kind="recommendation", text="Write down what a short break is for.")
    return Recommendation.objects.create(passage=passage)


def proposed(review):
    return [row.text for row in propose_rows(review)]


def answered(recommended, **fields):
    body = Body.objects.create(name="The council")
    return Action.objects.create(recommendation=recommended, body=body, **fields)


WE_SAID = "We said: Write down what a short break is for."


def test_a_recommendation_that_nobody_answered_says_so(review, recommended):
    assert proposed(review) == [WE_SAID, "They have not answered yet."]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"response": "accepted", "status": "not-started"}, ["said yes.", "They have not started yet."]),
        ({"response": "accepted", "status": "under-way"}, ["said yes.", "They have started."]),
        ({"response": "accepted", "status": "complete"}, ["said yes.", "They have done it."]),
        ({"response": "accepted", "status": ""}, ["said yes.", "They have not told us yet how it goes on."]),
        (
            {"response": "partly", "status": "stopped", "reason": "No money."},
            ["said yes to a part of this.", "They said why: No money.", "They have stopped."],
        ),
        ({"response": "declined", "reason": "No money."}, ["said no.", "They said why: No money."]),
    ],
)
def test_an_answer_is_told_as_it_was_given(review, recommended, fields, said):
    answered(recommended, **fields)
    assert proposed(review) == [WE_SAID, f"The council {said[0]}", *said[1:]]


def test_the_last_report_of_progress_is_told(review, recommended):
    action = answered(recommended, response="accepted", status="under-way")
    for day, text in ((1, "A group was set up."), (9, "Families wrote it.")):
        action.progress.create(date=datetime.date(2017, 1, day), text=text)
    assert proposed(review)[-1] == "They told us: Families wrote it."


def test_each_row_says_which_recommendation_it_stands_for(review, recommended):
    propose_rows(review)
    assert {row.passage_id for row in EasyReadRow.objects.all()} == {recommended.passage_id}


def test_rows_that_somebody_wrote_are_not_written_over(review, recommended):
    propose_rows(review)
    with pytest.raises(NothingToPropose, match="There are rows already"):
        propose_rows(review)


def test_a_report_that_recommends_nothing_proposes_nothing(review):
    with pytest.raises(NothingToPropose, match="no recommendations"):
        propose_rows(review)


def test_the_lead_writes_the_update_at_the_follow_up(review, recommended, lead, login):
    review.stage = Stage.FOLLOW_UP
    review.save()
    client = login(lead)
    client.post(reverse("easy_read_update_propose", args=[review.pk]))
    row = EasyReadRow.objects.get(position=1)
    edit = reverse("easy_read_update_row_edit", args=[review.pk, row.pk])
    based_on = client.get(edit).context["form"]["based_on"].value()
    client.post(edit, {"text": "They are still thinking.", "picture": "clock", "passage": "", "based_on": based_on})
    row.refresh_from_db()
    assert row.text == "They are still thinking."
    assert client.post(reverse("easy_read_row_edit", args=[review.pk, row.pk]), {}).status_code == 403


def test_rows_of_the_update_are_not_rows_of_the_summary(review, recommended, lead, login):
    propose_rows(review)
    row = EasyReadRow.objects.first()
    assert login(lead).get(reverse("easy_read_row_edit", args=[review.pk, row.pk])).status_code == 404
    assert WE_SAID not in login(lead).get(reverse("easy_read_edit", args=[review.pk])).text


def test_the_update_is_printed_as_an_accessible_pdf(review, recommended):
    propose_rows(review)
    EasyReadRow.objects.update(picture="clock")
    document = build(review, "easy-read-update", version_label="Draft", draft=True)
    assert [row.text for row in walk(document) if isinstance(row, Row)][3:] == [WE_SAID, "They have not answered yet."]
    check_pdf(document_bytes(document, "pdf"))
