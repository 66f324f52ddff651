"""The comparison as a Word file: made by the worker, for whoever asked and nobody else."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.backups import stored_names
from accounts.models import AuditEvent
from conftest import make_passage, make_user
from national import exports, files
from national.models import ComparisonFile
from national.tasks import make_comparison
from reports import tasks
from reports.output import CONTENT_TYPES
from reports.pdf import RenderFailed
from reports.rendered import purge_rendered
from reports.tests.word import WordFile

WORKING = "text=working"
DETAIL, DOWNLOAD = "/compare/", "/compare/comparison.docx"
MAKE, STATE = f"{DOWNLOAD}/make/", f"{DOWNLOAD}/state/"


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(files, "comparison_docx", lambda comparison: f"%docx {len(comparison.lines)}".encode())


@pytest.fixture
def two(review, other_review):
    make_passage(review, text="They know every family.")
    return review


def test_it_is_asked_for_on_the_page_made_by_the_worker_and_downloaded(two, staff, login):
    client = login(staff)
    assert "Make a Word file of this comparison" in client.get(f"{DETAIL}?{WORKING}").text
    files.ask_for_file(query=WORKING, by=staff)
    assert f'hx-get="{STATE}?{WORKING}"' in client.get(f"{DETAIL}?{WORKING}").text
    assert client.get(DOWNLOAD).status_code == 404
    # In tests the worker is done before the answer comes.
    assert client.post(f"{MAKE}?{WORKING}").url == f"{DETAIL}?{WORKING}"
    state = client.get(f"{STATE}?{WORKING}").text
    assert "hx-get" not in state
    assert "2 reviews by domain, working text)" in state
    assert DOWNLOAD in state
    response = client.get(DOWNLOAD)
    assert (response.status_code, response["Content-Type"]) == (200, CONTENT_TYPES["docx"])
    assert response["Content-Disposition"] == 'attachment; filename="comparison-domain-working.docx"'
    assert "They know every family." in WordFile(response.content).words
    assert "no-store" in response["Cache-Control"]


def test_a_download_is_noted_with_what_was_chosen_and_asking_is_not(two, staff, login, quick):
    client = login(staff)
    client.post(f"{MAKE}?{WORKING}")
    files.make(ComparisonFile.objects.get().pk)
    assert not AuditEvent.objects.filter(verb="comparison-export").exists()
    client.get(DOWNLOAD)
    event = AuditEvent.objects.get(verb="comparison-export")
    assert (event.actor_id, event.detail) == (
        staff.pk,
        {"format": "docx", "columns": "domain", "text": "working", "reviews": 2},
    )


def test_whoever_did_not_ask_gets_nothing_and_sees_nothing(two, staff, login, quick):
    files.make(files.ask_for_file(query=WORKING, by=staff).pk)
    other = login(make_user("another", is_staff=True))
    assert other.get(DOWNLOAD).status_code == 404
    assert "Download as Word" not in other.get(f"{DETAIL}?{WORKING}").text


def test_who_signed_in_long_ago_is_asked_again_before_the_download(two, staff, login, quick):
    files.make(files.ask_for_file(query=WORKING, by=staff).pk)
    client = login(staff)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    response = client.get(DOWNLOAD)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not AuditEvent.objects.filter(verb="comparison-export").exists()


def test_the_page_says_when_the_file_is_of_another_choice(two, staff, login, quick):
    files.make(files.ask_for_file(query=f"{WORKING}&sites=otherby", by=staff).pk)
    client = login(staff)
    other, same = (client.get(f"{DETAIL}?{WORKING}{sites}").text for sites in ("", "&sites=otherby"))
    assert ["not of what this page shows" in page for page in (other, same)] == [True, False]
    assert "Make a Word file of this comparison" in other
    assert "Make the Word file again" in same


def test_the_file_before_stays_until_the_next_is_done_and_then_goes(two, staff, login, quick):
    client = login(staff)
    files.make(files.ask_for_file(query=f"{WORKING}&sites=otherby", by=staff).pk)
    asked = files.ask_for_file(query=WORKING, by=staff)
    assert client.get(DOWNLOAD).content == b"%docx 1"
    files.make(asked.pk)
    assert client.get(DOWNLOAD).content == b"%docx 2"
    assert len(list(stored_names("rendered/"))) == 1


def test_what_is_asked_for_while_another_is_made_is_what_is_kept(two, staff, login, monkeypatch):
    """The worker is at the first when the second is asked for; no file is ever offered as another than it is."""

    def interrupted(comparison):
        if len(comparison.lines) == 1:
            files.ask_for_file(query=WORKING, by=staff)
        return f"%docx {len(comparison.lines)}".encode()

    monkeypatch.setattr(files, "comparison_docx", interrupted)
    asked = files.ask_for_file(query=f"{WORKING}&sites=otherby", by=staff)
    files.make(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.query, bool(asked.file)) == ("waiting", WORKING, False)
    assert list(stored_names("rendered/")) == []
    files.make(asked.pk)
    assert login(staff).get(DOWNLOAD).content == b"%docx 2"


def test_a_task_that_is_done_again_makes_nothing_twice(two, staff, quick):
    asked = files.ask_for_file(query=WORKING, by=staff)
    files.make(asked.pk)
    asked.refresh_from_db()
    before = asked.made_at
    files.make(asked.pk)
    asked.refresh_from_db()
    assert asked.made_at == before


def fails(monkeypatch, problem):
    def fail(comparison):
        raise problem

    monkeypatch.setattr(files, "comparison_docx", fail)


def test_what_could_not_be_made_is_said_on_the_page(two, staff, login, monkeypatch):
    fails(monkeypatch, RenderFailed("memory"))
    asked = files.ask_for_file(query=WORKING, by=staff)
    files.make(asked.pk)
    page = login(staff).get(f"{DETAIL}?{WORKING}").text
    assert "Word: this could not be made." in page
    assert str(RenderFailed("memory")) in page
    assert "Make a Word file of this comparison" in page


def test_an_error_is_raised_again_and_said_without_its_words(two, staff, monkeypatch):
    fails(monkeypatch, ValueError("a word of somebody's"))
    asked = files.ask_for_file(query=WORKING, by=staff)
    with pytest.raises(ValueError, match="a word"):
        files.make(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == ("failed", files.WENT_WRONG)


def test_a_site_that_is_gone_meanwhile_is_said(two, staff):
    asked = files.ask_for_file(query=f"{WORKING}&sites=nowhere", by=staff)
    files.make(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == ("failed", files.CHOICE_GONE)


def test_one_that_was_given_up_is_said(two, staff):
    asked = files.ask_for_file(query=WORKING, by=staff)
    tasks.give_up(make_comparison.module_path, {"file_id": asked.pk})
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == ("failed", files.STOPPED)


def test_more_than_a_file_may_hold_is_refused_on_the_page_and_by_the_worker(two, staff, login, monkeypatch):
    for module in ("exports", "views"):
        monkeypatch.setattr(f"national.{module}.MOST_REVIEWS", 1)
    response = login(staff).post(f"{MAKE}?{WORKING}", follow=True)
    assert "A file holds at most 1 reviews. Choose fewer sites." in response.text
    assert MAKE not in response.text
    asked = files.ask_for_file(query=WORKING, by=staff)
    files.make(asked.pk)
    asked.refresh_from_db()
    assert asked.problem == f"A file holds at most {exports.MOST_REVIEWS} reviews. Choose fewer sites."


def test_it_goes_after_two_weeks_and_the_page_offers_to_make_it_again(two, staff, login, quick, monkeypatch):
    files.make(files.ask_for_file(query=WORKING, by=staff).pk)
    assert purge_rendered() == 0
    later = timezone.now() + datetime.timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert purge_rendered() == 1
    client = login(staff)
    assert client.get(DOWNLOAD).status_code == 404
    page = client.get(f"{DETAIL}?{WORKING}").text
    assert "Make a Word file of this comparison" in page
    assert "Download as Word" not in page
    assert not default_storage.exists(ComparisonFile.objects.get().file.name)


@pytest.mark.parametrize("name", ["lead", "commissioner", "coordinator", "outsider"])
def test_nobody_but_staff_finds_any_of_it(cast, login, name):
    client = login(cast[name])
    assert [client.get(DOWNLOAD).status_code, client.get(STATE).status_code, client.post(MAKE).status_code] == [404] * 3
