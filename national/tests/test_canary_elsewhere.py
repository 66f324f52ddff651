"""The same words looked for where no page is asked for: in error pages, logs, mails, the records of tasks, PDFs."""

import io
import logging
import re
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as project
from django.core import mail
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from config.logs import JsonFormatter
from conftest import CastClient
from national import files
from national.tests.addresses import Visitor, addresses, held_by, url
from national.tests.conftest import OURS, THEIRS
from national.tests.net_groups import OPENS
from national.tests.net_table import FILES, PAGES
from national.tests.test_canary import PRINTED, words_of
from reports import drafts, sealing
from reports.canonical import from_bytes
from reports.models import Document, Draft, Kind
from reports.output import docx_bytes, html_bytes, pdf_bytes
from reports.tasks import make_draft, seal_version
from reviews.models import Review, Stage
from reviews.storage import kept

# Every mail that is sent, by its subject. None of them is about what a review says.
MAILS = {
    "Golden Thread: you are invited",
    "Golden Thread: your second factor was reset",
    "Golden Thread: Choose a new password",
    "Golden Thread: Your password was changed",
    "Golden Thread: Your authenticator app was added",
    "Golden Thread: Your authenticator app was removed",
    "Golden Thread: A passkey was added",
    "Golden Thread: A passkey was removed",
    "Golden Thread: New recovery codes were made",
}
# Every cookie: whose session it is, and the token of forms. What pages say goes by the session, not to the browser.
COOKIES = {"sessionid", "csrftoken"}
# Where a mail is made: our own two, and the ones that allauth sends with our words.
MAKES_MAIL = {"accounts/actions.py", "reviews/invitation_mail.py"}
SECRET = f"{OURS} said-in-an-error"


@pytest.fixture
def logged():
    """Everything that is logged as production logs it, as text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.fixture
def at_writing(world):
    Review.objects.update(stage=Stage.WRITING)
    world |= {"stage": "quality-check"}
    return world


def ask_for_all(visitor, world):
    """Every page is asked for and every form sent, by one person."""
    for address in addresses():
        page = PAGES[address.name]
        for method in [name for name, status in (("GET", page.get), ("POST", page.post)) if status != 405]:
            sent = page.sends(world) if method == "POST" else None
            yield address, visitor.ask(method, url(address, world), sent)


def broken(*args, **kwargs):
    raise RuntimeError(SECRET)


# Errors ---------------------------------------------------------------------------------------------------------------
def test_the_page_of_an_error_and_its_log_line_quote_nothing(world, lead, logged, monkeypatch):
    monkeypatch.setattr("reviews.views.overview.review_head", broken)
    client = CastClient(raise_request_exception=False)
    client.force_login(lead)
    response = client.get(f"/reviews/{world['review_id']}/")
    assert (response.status_code, OURS in response.text) == (500, False)
    assert "RuntimeError" in logged.getvalue()
    assert OURS not in logged.getvalue()


@pytest.mark.parametrize(
    ("status", "sent", "headers"),
    [
        (400, None, {"host": "elsewhere.example"}),
        (403, {"title": "New"}, {}),
        (405, {}, {}),
    ],
)
def test_what_is_refused_before_a_view_answers_says_nothing(world, lead, logged, status, sent, headers):
    client = CastClient(enforce_csrf_checks=True, headers=headers)
    client.force_login(lead)
    page = f"/reviews/{world['review_id']}/{'visit/now' if status == 405 else 'details'}/"
    client.handler.enforce_csrf_checks = status == 403
    response = client.get(page) if status == 400 else client.post(page, sent)
    assert (response.status_code, OURS in response.text, OURS in logged.getvalue()) == (status, False, False)


# Logs, mails, cookies -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("person", ["staff", "lead", "commissioner", "outsider"])
def test_no_log_line_mail_or_cookie_holds_a_text_a_name_or_an_address(at_writing, other_world, cast, logged, person):
    mail.outbox.clear()
    visitor = Visitor(cast[person])
    statuses, cookies = set(), set()
    for _, response in ask_for_all(visitor, at_writing):
        statuses.add(response.status_code)
        cookies |= set(response.cookies)
    assert cookies <= COOKIES
    lines = logged.getvalue()
    assert len(lines.splitlines()) > 100
    assert statuses > {200, 404} or person == "staff"
    private = [OURS, THEIRS, "@example.org", cast["commissioner"].name]
    assert [word for word in private if word in lines] == []
    assert {message.subject for message in mail.outbox} <= MAILS
    assert [message.body for message in mail.outbox if OURS in message.body or THEIRS in message.body] == []


def test_what_was_said_to_one_person_is_not_said_to_the_next_at_the_same_device(world, lead, outsider, client):
    client.force_login(lead)
    client.post(f"/reviews/{world['review_id']}/easy-read/rows/{world['row_id']}/remove/")
    client.post("/accounts/logout/")
    signing_in = client.get("/accounts/login/").text
    client.force_login(outsider)
    assert (OURS in signing_in, OURS in client.get("/").text) == (False, False)


def test_staff_do_send_mails_when_they_send_every_form(at_writing, cast, quiet_logs):
    """Otherwise the test above would prove nothing of mails."""
    list(ask_for_all(Visitor(cast["staff"]), at_writing))
    assert "Golden Thread: you are invited" in {message.subject for message in mail.outbox}


def test_links_in_mails_and_on_pages_lead_here_whatever_a_browser_says_of_itself(at_writing, lead, client):
    elsewhere = {"X-Forwarded-Host": "elsewhere.example", "Forwarded": "host=elsewhere.example"}
    elsewhere |= {"Origin": "https://elsewhere.example", "Referer": "https://elsewhere.example/"}
    mail.outbox.clear()
    client.post("/accounts/password/reset/", {"email": lead.email}, headers=elsewhere)
    client.force_login(lead)
    page = f"/reviews/{at_writing['review_id']}/easy-read/links/new/"
    shown = client.post(page, {"tested": "easy-read", "group": "A group", "days": "14"}, headers=elsewhere)
    assert (len(mail.outbox), "elsewhere" in mail.outbox[0].body) == (1, False)
    assert shown.context["address"].startswith("http://testserver/test/")


def test_every_mail_is_declared():
    templates = Path(project.BASE_DIR, "templates")
    subjects = {f"Golden Thread: {path.read_text().strip()}" for path in templates.glob("*/email/*_subject.txt")}
    ours = {f"{folder}/{path.name}" for folder, path in _python_files() if "send_mail(" in path.read_text()}
    assert subjects | {"Golden Thread: you are invited", "Golden Thread: your second factor was reset"} == MAILS
    assert (ours, _made_by_hand()) == (MAKES_MAIL, [])


def _python_files():
    for app in ("accounts", "config", "frameworks", "national", "reports", "reviews"):
        for path in Path(project.BASE_DIR, app).rglob("*.py"):
            if "tests" not in path.parts:
                yield path.parent.relative_to(project.BASE_DIR), path


def _made_by_hand():
    """Files that make mails in another way, which the tests of this module would not know of."""
    other = re.compile(r"EmailMessage|EmailMultiAlternatives|mail_admins|mail_managers|send_mass_mail|email_user")
    return [f"{folder}/{path.name}" for folder, path in _python_files() if other.search(path.read_text())]


# Tasks ----------------------------------------------------------------------------------------------------------------
def run_now(task, **kwargs):
    """Queue a task and have a worker do it; returns the record that is kept of it."""
    result = task.using(backend="database").enqueue(**kwargs)
    record = DBTaskResult.objects.get(pk=result.id)
    record.claim("a-worker")
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="database",
        startup_delay=False,
        max_tasks=None,
        excluded_queue_names=[],
        worker_id="a-worker",
    )
    worker.run_task(record)
    record.refresh_from_db()
    return record


@pytest.fixture
def _a_queue(settings):
    settings.TASKS = settings.TASKS | {"database": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.parametrize("what", ["draft", "version"])
@pytest.mark.usefixtures("_a_queue")
def test_the_record_of_a_task_that_failed_holds_its_places_and_no_words(world, staff, logged, monkeypatch, what):
    for module in (drafts, sealing):
        monkeypatch.setattr(module, "document_bytes", broken)
    if what == "draft":
        draft = Draft.objects.get(review=world["review_id"], format="docx")
        Draft.objects.filter(pk=draft.pk).update(state=Draft.State.WAITING)
        record = run_now(make_draft, draft_id=draft.pk)
    else:
        Review.objects.update(stage=Stage.FACTUAL_ACCURACY)
        version = sealing.freeze(
            review=Review.objects.get(pk=world["review_id"]), by=staff, easy_read_reason="Too late."
        )
        record = run_now(seal_version, version_id=str(version.pk))
        version.refresh_from_db()
        assert OURS not in version.problem
    kept_of_it = " ".join(str(value) for value in vars(record).values())
    assert (record.status, "RuntimeError" in record.traceback, OURS in kept_of_it) == ("FAILED", True, False)
    assert "RuntimeError" in logged.getvalue()
    assert OURS not in logged.getvalue()


# Files ----------------------------------------------------------------------------------------------------------------
def test_no_file_is_answered_as_unchanged_or_in_part(at_writing, visitors):
    """Whoever has a file, or the hash of one, learns nothing from it about what lies here now."""
    sly = {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "Range": "bytes=0-9"}
    for address in [each for each in addresses() if each.name in FILES]:
        name = address.name
        person = next(each for each in visitors if PAGES[name].who(each, Stage.WRITING) == OPENS)
        page = url(address, held_by(person, at_writing))
        plain, answer = visitors[person].ask("GET", page), visitors[person].ask("GET", page, **sly)
        assert (name, answer.status_code, len(answer.body)) == (name, 200, len(plain.body))
        assert {"ETag", "Last-Modified", "Accept-Ranges"} & set(answer.headers) == set()


@pytest.mark.parametrize("kind", [Kind.SITE, Kind.EASY_READ])
def test_nothing_hides_in_a_pdf_that_is_not_printed_on_its_pages(world, kind):
    document = Document.objects.get(version=world["version"], kind=kind)
    data = pdf_bytes(from_bytes(kept(document.tree.name, document.digest)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        held = b"\n".join(everything_in(pdf)).decode("utf-8", "replace")
        assert not pdf.attachments
    assert set(re.findall(rf"{OURS} (\w+\.\w+)", held)) <= PRINTED
    assert THEIRS not in held
    assert "Source.detail" not in held


@pytest.mark.parametrize("kind", [Kind.SITE, Kind.EASY_READ])
@pytest.mark.parametrize("make", [docx_bytes, html_bytes])
def test_nothing_hides_in_a_word_file_or_web_page_that_is_not_shown(world, kind, make, staff):
    document = Document.objects.get(version=world["version"], kind=kind)
    held = words_of(make(from_bytes(kept(document.tree.name, document.digest))))
    assert set(re.findall(rf"{OURS} (\w+\.\w+)", held)) <= PRINTED
    assert f"{OURS} Site.name" in held
    assert [
        word for word in (THEIRS, "Source.detail", staff.name, staff.email, str(project.BASE_DIR)) if word in held
    ] == []


def test_a_spreadsheet_holds_what_its_page_shows_and_nothing_else(world, other_world, staff):
    Review.objects.update(stage=Stage.WRITING)
    visitor, query = Visitor(staff), "?text=working&sites=larkmere"
    page = words_of(visitor.ask("GET", f"/compare/{query}").body)
    files.make(files.ask_for_file(query=query.removeprefix("?"), by=staff).pk)
    for file_format in ("xlsx", "docx"):
        held = words_of(visitor.ask("GET", f"/compare/comparison.{file_format}{query}").body)
        shown = set(re.findall(rf"{OURS} (\w+\.\w+)", held))
        assert shown == {"Site.name", "Section.cell", "Passage.text"} & set(re.findall(rf"{OURS} (\w+\.\w+)", page))
        assert "Site.name" in shown
        assert [word for word in (THEIRS, staff.name, staff.email, str(project.BASE_DIR)) if word in held] == []


def everything_in(pdf):
    """Every string and every unpacked stream of a PDF: titles, outline, alternative texts, metadata, contents."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            # A photograph stays packed as it was taken in.
            packed = "/DCTDecode" in str(thing.get("/Filter"))
            yield thing.read_raw_bytes() if packed else thing.read_bytes()
        yield from strings_in(thing)
    yield from strings_in(pdf.trailer)


def strings_in(thing, depth=0):
    if isinstance(thing, pikepdf.String):
        yield str(thing).encode()
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and depth < 4:
        for value in thing.values():
            yield from strings_in(value, depth + 1)
    elif isinstance(thing, pikepdf.Array) and depth < 4:
        for value in thing:
            yield from strings_in(value, depth + 1)
