"""What happened next: rows proposed from the site's answers, honest where nothing was answered."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from reports.easy_read_update import (
    DOING,
    DONE,
    NOT_YET,
    UNANSWERED,
    WILL_NOT,
    NothingToPropose,
    propose_rows,
)
from reports.easy_reads import UPDATE
from reports.models import Action, EasyRead, EasyReadRow
from reports.output import build, check_pdf, document_bytes
from reports.pictures import offered_pictures
from reports.tree import Row, walk
from reports.workbench import workbench
from reviews.models import Body, Recommendation, Stage


@pytest.fixture
def recommended(review):
    passage = make_passage(review, kind="recommendation", text="Write down what a short break is for.")
    return Recommendation.objects.create(passage=passage)


def proposed(review):
    """What stands under each heading, but for opening and end: {heading: [text, or (what it has to say)]}."""
    propose_rows(review)
    under, here = {}, None
    for row in EasyReadRow.objects.filter(easy_read__update_of=review):
        if row.kind == EasyReadRow.Kind.HEADING:
            here = under.setdefault(row.text, [])
        else:
            here.append(row.text or (row.brief,))
    return {title: rows for title, rows in under.items() if title not in ("What we did", *CLOSING)}


def answered(recommended, body="The council", **fields):
    body, _ = Body.objects.get_or_create(name=body)
    return Action.objects.create(recommendation=recommended, body=body, **fields)


CLOSING = ("What happens now", "Thank you")
TO_ASK = ("Say whom we asked. Say what we asked them to do, in one idea.",)


def test_a_recommendation_that_nobody_answered_says_so(review, recommended):
    assert proposed(review) == {UNANSWERED: [TO_ASK, "The people we asked have not answered yet."]}


def test_who_has_not_answered_is_named_as_an_organisation(review, recommended):
    recommended.owners.add(Body.objects.create(name="The council"))
    asked = ("We asked The council. Say what we asked them to do, in one idea.",)
    assert proposed(review) == {UNANSWERED: [asked, "The council has not answered yet."]}


@pytest.mark.parametrize(
    ("fields", "heading", "told"),
    [
        ({"response": "accepted", "status": "not-started"}, NOT_YET, ["said yes.", "They have not started yet."]),
        ({"response": "accepted"}, NOT_YET, ["said yes.", "They have not told us yet how it goes on."]),
        ({"response": "accepted", "status": "under-way"}, DOING, ["said yes.", "They have started."]),
        ({"response": "accepted", "status": "complete"}, DONE, ["said yes.", "They have done it."]),
        (
            {"response": "accepted", "status": "complete", "action": "A page."},
            DONE,
            ["said yes.", ("They have done it. Say what they did, in one idea. They wrote: “A page.”",)],
        ),
        (
            {"response": "accepted", "status": "not-started", "due": datetime.date(2017, 5, 1)},
            NOT_YET,
            ["said yes.", "They have not started yet. They wanted to do it by May 2017."],
        ),
        (
            {"response": "accepted", "status": "not-started", "due": datetime.date(2917, 5, 1)},
            NOT_YET,
            ["said yes.", "They have not started yet. They want to do it by May 2917."],
        ),
        (
            {"response": "partly", "status": "complete", "reason": "No money."},
            DONE,
            [
                "said yes to a part of this.",
                "They have done it.",
                ("Say why, in one idea. They wrote: “No money.”",),
            ],
        ),
        (
            {"response": "accepted", "status": "stopped", "reason": "No money."},
            WILL_NOT,
            ["said yes.", "They have stopped.", ("Say why, in one idea. They wrote: “No money.”",)],
        ),
        (
            {"response": "declined", "reason": "No money."},
            WILL_NOT,
            ["said no.", ("Say why, in one idea. They wrote: “No money.”",)],
        ),
        ({"response": "declined"}, WILL_NOT, ["said no.", "We do not know why."]),
    ],
)
def test_an_answer_is_told_under_the_heading_of_what_became_of_it(review, recommended, fields, heading, told):
    answered(recommended, **fields)
    assert proposed(review) == {heading: [TO_ASK, f"The council {told[0]}", *told[1:]]}


def test_two_answers_that_differ_are_told_under_two_headings(review, recommended):
    answered(recommended, response="accepted", status="complete")
    answered(recommended, body="The school", response="declined")
    assert proposed(review) == {
        DONE: [TO_ASK, "The council said yes.", "They have done it."],
        WILL_NOT: [TO_ASK, "The school said no.", "We do not know why."],
    }


def test_the_last_report_of_progress_stands_beside_the_row_to_be_written(review, recommended):
    action = answered(recommended, response="accepted", status="under-way")
    for day, text in ((1, "A group was set up."), (9, "Families wrote it.")):
        action.progress.create(date=datetime.date(2017, 1, day), text=text)
    assert "They wrote: “Families wrote it.”" in proposed(review)[DOING][-1][0]


def test_what_was_asked_is_said_in_the_words_of_the_summary(review, recommended):
    summary = EasyRead.objects.create(review=review)
    summary.rows.create(text="We asked the council to say what a short break is.", picture="list", alt="A page")
    summary.rows.create(
        text="We asked the council to say who can have a break.",
        picture="people",
        alt="Some people",
        passage_id=recommended.passage_id,
        position=1,
    )
    assert proposed(review)[UNANSWERED][0] == "We asked the council to say who can have a break."
    row = UPDATE.of(review).rows.get(passage_id=recommended.passage_id)
    assert (row.picture, row.alt) == ("people", "Some people")


def test_nothing_of_a_report_or_an_answer_is_cut_out_for_a_row(review, recommended):
    answered(recommended, response="partly", status="under-way", reason="Long reasons.", action="Long actions.")
    propose_rows(review)
    texts = " ".join(UPDATE.of(review).rows.values_list("text", flat=True))
    for words in ("short break", "reasons", "actions"):
        assert words not in texts


def test_every_row_that_is_ready_has_a_picture_and_no_open_hint(review, recommended):
    for fields in ({"status": "complete"}, {"status": "under-way"}, {"status": "not-started"}, {"status": "stopped"}):
        answered(recommended, response="accepted", **fields)
    answered(recommended, response="declined")
    answered(recommended, response="partly")
    propose_rows(review)
    rows = [row for row in workbench(review, UPDATE).rows if row.kind == "row" and not row.to_write]
    assert [row.text for row in rows if row.picture not in offered_pictures()] == []
    assert [(row.text, shown.hint.code) for row in rows for shown in row.hints if not shown.hint.quiet] == []


def test_it_says_who_we_are_and_ends_with_what_happens_now(review, recommended):
    propose_rows(review)
    rows = list(UPDATE.of(review).rows.all())
    assert [row.text for row in rows[:5]] == [
        "What we did",
        f"We are a team from outside {review.site.name}.",
        f"We came to {review.site.name} in October 2016.",
        "We wrote a report. It asked people to do 1 thing.",
        "Now we say what they have done.",
    ]
    assert [row.text or row.brief for row in rows[-4:]] == [
        "What happens now",
        "Say when you will tell people more, or that this was the last time.",
        "Thank you",
        "Thank you to everyone who talked to us.",
    ]
    assert {shown.hint.code for shown in workbench(review, UPDATE).hints} == {"whom-to-ask", "picture-missing"}


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
    row = EasyReadRow.objects.get(position=2)
    edit = reverse("easy_read_update_row_edit", args=[review.pk, row.pk])
    based_on = client.get(edit).context["form"]["based_on"].value()
    client.post(edit, {"text": "They are still thinking.", "picture": "clock", "passage": "", "based_on": based_on})
    row.refresh_from_db()
    assert row.text == "They are still thinking."
    assert client.post(reverse("easy_read_row_edit", args=[review.pk, row.pk]), {}).status_code == 403


def test_rows_of_the_update_are_not_rows_of_the_summary(review, recommended, lead, login):
    propose_rows(review)
    row = EasyReadRow.objects.filter(kind="row").first()
    client = login(lead)
    for name in ("easy_read_row_edit", "easy_read_row_remove"):
        assert client.get(reverse(name, args=[review.pk, row.pk])).status_code == 404
    assert row.text not in client.get(reverse("easy_read_edit", args=[review.pk])).text
    assert row.text in client.get(reverse("easy_read_update", args=[review.pk])).text


def test_the_update_is_printed_as_an_accessible_pdf(review, recommended):
    propose_rows(review)
    EasyReadRow.objects.update(picture="clock")
    document = build(review, "easy-read-update", version_label="Draft", draft=True)
    written = [row.text for row in walk(document) if isinstance(row, Row)][3:]
    assert written[4:6] == ["To be written.", "The people we asked have not answered yet."]
    check_pdf(document_bytes(document, "pdf"))
