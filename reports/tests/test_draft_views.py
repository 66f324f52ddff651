"""The drafts of many reviews at once: chosen on one page, followed on another, tried again where they failed."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conftest import make_passage, make_review, make_user
from reports import drafts, forms
from reports.models import Draft, EasyRead, EasyReadRow, Kind
from reports.output import NotFitToSend
from reports.worker import beat
from reviews.models import Site, Stage

CHOOSE, LIST, STATE = "draft_choose", "draft_list", "draft_list_state"


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch):
    monkeypatch.setattr(drafts, "document_bytes", lambda document, file_format: f"%PDF {document.title}".encode())


@pytest.fixture
def twenty(edition):
    """Twenty reviews in writing, of sites of their own."""
    reviews = []
    for number in range(20):
        site = Site.objects.create(code=f"site-{number}", name=f"Site {number}", kind="County")
        reviews.append(make_review(site, edition, f"review-{number}"))
        make_passage(reviews[-1], text=f"Words of {number}.")
    return reviews


@pytest.fixture
def waiting_worker(settings):
    """Tasks wait for a worker, as they do outside tests."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_twenty_ticked_reviews_are_all_made(twenty, staff, login):
    sent = {"kind": "site", "reviews": [review.pk for review in twenty]}
    page = login(staff).post(reverse(CHOOSE), sent, follow=True)
    assert page.redirect_chain[-1][0] == reverse(LIST)
    assert "20 of 20 made." in page.text
    made = {draft.review.title: draft.file.open().read().decode() for draft in Draft.objects.select_related("review")}
    assert made == {review.title: f"%PDF {review.title}" for review in twenty}


def test_only_what_is_ticked_is_made(twenty, staff, login):
    login(staff).post(reverse(CHOOSE), {"kind": "feedback-pack", "reviews": [twenty[3].pk, twenty[5].pk]})
    assert {(draft.review, draft.kind) for draft in Draft.objects.all()} == {
        (twenty[3], "feedback-pack"),
        (twenty[5], "feedback-pack"),
    }


def test_word_files_are_made_where_they_are_asked_for_and_tried_again_as_such(twenty, staff, login, monkeypatch):
    def unfit(document, file_format):
        raise NotFitToSend("It broke.")

    sent = {"kind": "site", "file_format": "docx", "reviews": [twenty[3].pk]}
    with monkeypatch.context() as broken:
        broken.setattr(drafts, "document_bytes", unfit)
        page = login(staff).post(reverse(CHOOSE), sent, follow=True).text
    assert 'name="file_format" value="docx"' in page
    login(staff).post(reverse(CHOOSE), sent)
    assert [(draft.format, draft.state) for draft in Draft.objects.all()] == [("docx", "made")]


def test_all_on_the_list_are_made_and_nothing_else(twenty, other_review, staff, login):
    other_review.stage = Stage.VISITING
    other_review.save()
    sent = {"kind": "site", "everything": "on", "stage": "writing", "q": "Site 1"}
    login(staff).post(reverse(CHOOSE), sent)
    assert {draft.review.site.name for draft in Draft.objects.all()} == {
        "Site 1",
        *(f"Site {number}" for number in range(10, 20)),
    }


def test_each_is_handed_to_the_worker_and_the_page_asks_again_until_it_is_made(
    twenty, staff, login, waiting_worker, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        login(staff).post(reverse(CHOOSE), {"kind": "site", "everything": "on"})
    wanted = {draft.pk for draft in Draft.objects.all()}
    assert {task.args_kwargs["kwargs"]["draft_id"] for task in DBTaskResult.objects.all()} == wanted
    assert len(wanted) == 20
    page = login(staff).get(reverse(LIST)).text
    assert "0 of 20 made." in page
    assert f'hx-get="{reverse(STATE)}?page=1"' in page
    for pk in wanted:
        drafts.make(pk)
    done = login(staff).get(reverse(STATE)).text
    assert "20 of 20 made." in done
    assert "hx-get" not in done


def test_nothing_ticked_is_said_and_what_was_chosen_is_still_chosen(twenty, staff, login):
    page = login(staff).post(reverse(CHOOSE), {"kind": "easy-read"})
    assert "Tick at least one review." in page.text
    assert 'value="easy-read" checked' in page.text
    assert not Draft.objects.exists()


def test_no_kind_is_said_and_what_was_ticked_is_still_ticked(twenty, staff, login):
    page = login(staff).post(reverse(CHOOSE), {"reviews": [twenty[4].pk]})
    assert "Choose what should be made." in page.text
    assert f'value="{twenty[4].pk}" checked' in page.text
    assert page.text.count(" checked") == 1


def test_the_sheet_for_paper_is_made_as_a_pdf_only(twenty, staff, login):
    sent = {"kind": Kind.EASY_READ_SHEET, "file_format": "docx", "reviews": [twenty[2].pk]}
    said = "The sheet for testing is for paper. Choose PDF, or something else to make."
    page = login(staff).post(reverse(CHOOSE), sent)
    assert page.context["form"].errors == {"file_format": [said]}
    assert page.text.count(said) == 2
    one = login(staff).post(reverse("draft_make", args=[twenty[2].pk, Kind.EASY_READ_SHEET]), {"format": "docx"})
    assert (one.status_code, Draft.objects.count()) == (404, 0)
    offered = drafts.drafts_of(twenty[2], Kind.EASY_READ_SHEET)
    assert offered == [("pdf", None)]


def test_too_many_at_once_are_refused(twenty, staff, login, monkeypatch):
    monkeypatch.setattr(forms.DraftChoiceForm, "MOST", 19)
    page = login(staff).post(reverse(CHOOSE), {"kind": "site", "everything": "on"})
    assert "These are 20 reviews; at most 19 can be made at once." in page.text
    assert not Draft.objects.exists()


def test_reviews_without_an_easy_read_are_left_out_and_that_is_said(twenty, staff, login):
    for review in twenty[:2]:
        easy_read = EasyRead.objects.create(review=review)
        for number in (1, 2):
            EasyReadRow.objects.create(easy_read=easy_read, text="One idea.", position=number)
    page = login(staff).post(reverse(CHOOSE), {"kind": "easy-read", "everything": "on"}, follow=True)
    assert "2 documents are being made." in page.text
    assert "18 of the reviews had no easy read yet" in page.text
    assert Draft.objects.count() == 2


def test_a_failure_is_named_with_its_reason_and_can_be_tried_again(twenty, staff, login, monkeypatch):
    def unfit(document, file_format):
        raise NotFitToSend("The character “\ue000” cannot be printed.")

    with monkeypatch.context() as broken:
        broken.setattr(drafts, "document_bytes", unfit)
        login(staff).post(reverse(CHOOSE), {"kind": "site", "reviews": [twenty[0].pk]})
    login(staff).post(reverse(CHOOSE), {"kind": "site", "reviews": [twenty[1].pk]})
    page = login(staff).get(reverse(LIST)).text
    assert "1 of 2 made." in page
    assert "1 could not be made." in page
    assert page.index("The character “\ue000” cannot be printed.") < page.index(twenty[1].title)
    sent = {"kind": "site", "reviews": twenty[0].pk, "stage": twenty[0].stage}
    assert all(f'name="{name}" value="{value}"' in page for name, value in sent.items())
    assert "2 of 2 made." in login(staff).post(reverse(CHOOSE), sent, follow=True).text


def test_what_was_made_two_days_ago_is_not_listed_and_what_waits_is(review, other_review, lead, staff, login):
    long_ago = timezone.now() - datetime.timedelta(days=2)
    for one, state in ((review, "made"), (other_review, "waiting")):
        Draft.objects.create(review=one, kind=Kind.SITE, state=state, asked_by=lead, asked_at=long_ago)
    page = login(staff).get(reverse(LIST)).text
    assert "0 of 1 made." in page
    assert review.title not in page


@pytest.mark.parametrize("worker_runs", [False, True])
def test_the_page_says_when_nobody_works(review, lead, staff, login, worker_runs):
    if worker_runs:
        beat("busy")
    Draft.objects.create(review=review, kind=Kind.SITE, asked_by=lead)
    assert ("Nothing is being made at the moment" in login(staff).get(reverse(LIST)).text) != worker_runs


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "questions"), [(LIST, 5), (CHOOSE, 4)])
def test_the_pages_ask_the_same_number_of_questions_for_any_number(
    twenty, staff, login, count, name, questions, django_assert_num_queries
):
    for review in twenty[:count]:
        Draft.objects.create(review=review, kind=Kind.SITE, state="made", asked_by=make_user(review.code))
    for review in twenty[count:]:
        review.stage = Stage.CLOSED
        review.save()
    client = login(staff)
    with django_assert_num_queries(questions):
        client.get(reverse(name))
