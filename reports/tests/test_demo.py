"""The demo: loaded once however often it is asked for, issued by the ordinary action, refused in production."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from frameworks.models import ParticipantGroup, Theme
from frameworks.yaml_reader import read
from reports.demo.index import DemoUnusable, code_of, read_index
from reports.demo.loading import load_demo
from reports.models import Version
from reports.review_file.dumping import dump_review
from reports.tests.generated import generated_review_file
from reviews.actions import move_review
from reviews.models import Feedback, Member, Passage, Review, SiteContact

INDEX = """\
format: demo/1
password: try-it-out-today
reviews:
  - {file: made-domains-6-1.yaml, stage: follow-up}
  - {file: made-domains-6-2.yaml, stage: visiting, visit_days_ago: 1}
people:
  - {email: ann@example.org, name: Ann Lead, about: Leads}
  - {email: staff@example.org, name: Sue Staff, about: Works for the centre, staff: true}
  - {email: una@example.org, name: Una Outside, about: Checks, independent: [made-domains-6-2]}
  - email: cora@example.org
    name: Cora Commissioner
    about: Commissioner
    commissioner_of:
      - {site: site-made-domains-6-1, body: Madeby Town Council}
"""


@pytest.fixture
def folder(edition, tmp_path, settings):
    """A small demo of two generated reviews."""
    settings.DEBUG = True
    Theme.objects.create(code="theme-1", title="Theme", position=1)
    ParticipantGroup.objects.create(code="group-1", title="Group", position=1)
    (tmp_path / "index.yaml").write_text(INDEX, encoding="utf-8")
    for seed, stage in ((1, "writing"), (2, "visiting")):
        text = generated_review_file("domains", 6, seed=seed).replace("stage: writing", f"stage: {stage}")
        (tmp_path / f"made-domains-6-{seed}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def demo(folder):
    index = read_index(folder)
    load_demo(index=index)
    return index


@pytest.fixture
def issued():
    return Review.objects.get(code="made-domains-6-1")


@pytest.fixture
def visited():
    return Review.objects.get(code="made-domains-6-2")


def test_what_happened_next_is_issued_after_the_report(demo, issued):
    version = issued.versions.get(number=2)
    assert (version.subject, version.state, version.easy_read_reason) == ("update", Version.State.SEALED, "")


def test_report_is_issued_to_the_commissioner_by_the_ordinary_action(demo, issued):
    version = issued.versions.get(number=1)
    assert (version.state, version.frozen_by.name) == (Version.State.SEALED, "Ann Lead")
    assert [recipient.user.name for recipient in version.release.recipients.all()] == ["Cora Commissioner"]
    moves = issued.stage_changes.values_list("to_stage", "by__name")
    assert list(moves) == [
        ("quality-check", "Ann Lead"),
        ("factual-accuracy", "Sue Staff"),
        ("issued", "Ann Lead"),
        ("follow-up", "Ann Lead"),
    ]


def test_visit_is_moved_to_so_many_days_ago(demo, visited):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert (visited.visit_from, visited.visit_to) == (yesterday, timezone.localdate())
    assert set(visited.sessions.values_list("date", flat=True)) == {yesterday}


def test_people_get_their_parts(demo, issued, visited):
    una = User.objects.get(email="una@example.org")
    assert una.check_password("try-it-out-today")
    assert list(una.memberships.values_list("review__code", "role")) == [("made-domains-6-2", "independent")]
    assert [member.review for member in User.objects.get(name="Ann Lead").memberships.order_by("id")] == [
        issued,
        visited,
    ]
    assert list(SiteContact.objects.values_list("user__name", "site__code", "role")) == [
        ("Cora Commissioner", "site-made-domains-6-1", "commissioner")
    ]
    assert list(User.objects.filter(is_staff=True).values_list("name", flat=True)) == ["Sue Staff"]


def test_loaded_again_nothing_changes(demo, issued, visited):
    before = [dump_review(issued), dump_review(visited)]
    assert load_demo(index=demo) == []
    assert [dump_review(issued), dump_review(visited)] == before
    counts = [model.objects.count() for model in (User, Member, SiteContact, Version, Review)]
    assert counts == [4, 7, 1, 2, 2]


def test_next_day_the_visit_has_moved_on(demo, visited):
    Review.objects.filter(pk=visited.pk).update(visit_from="2016-03-31", visit_to="2016-04-01")
    visited.sessions.update(date="2016-04-01")
    load_demo(index=demo)
    visited.refresh_from_db()
    assert visited.visit_from == timezone.localdate() - datetime.timedelta(days=1)
    assert set(visited.sessions.values_list("date", flat=True)) == {timezone.localdate()}


@pytest.fixture
def demo_with_a_visit(demo, folder, visited):
    """The demo whose index also says what was written down on the visit, and what is said in the room."""
    session, section = visited.sessions.first(), visited.sections.exclude(domain=None).first()
    passage = Passage.objects.filter(section__review=visited, kind="finding").first()
    more = f"""visit_days_ago: 1
    notes:
      - by: ann@example.org
        text: They wait.
        their_words: true
        session: {session.code}
        sections: [{section.code}]
    in_the_room:
      - passage: {passage.pk}
        extent: full"""
    index = INDEX.replace("{file: made-domains-6-2.yaml, ", "file: made-domains-6-2.yaml\n    ")
    index = index.replace("stage: visiting, visit_days_ago: 1}", f"stage: visiting\n    {more}")
    (folder / "index.yaml").write_text(index, encoding="utf-8")
    return read_index(folder)


def test_what_was_written_down_on_the_visit_is_there_once(demo_with_a_visit, visited):
    assert load_demo(index=demo_with_a_visit) == [
        "Wrote down the notes of the visit of made-domains-6-2.",
        "Chose what is said in the room in made-domains-6-2.",
    ]
    note = visited.notes.get()
    about = (note.text, note.their_words, note.may_be_quoted, note.created_by.name, note.group)
    assert about == ("They wait.", True, False, "Ann Lead", None)
    assert (note.session, note.sections.count(), note.versions.count()) == (visited.sessions.first(), 1, 1)
    chosen = Feedback.objects.get()
    assert (chosen.extent, chosen.chosen_by.name, chosen.said_at) == ("full", "Ann Lead", None)
    Feedback.objects.update(extent="short")
    assert load_demo(index=demo_with_a_visit) == []
    assert Feedback.objects.get().extent == "short"


def test_review_that_people_moved_is_left_where_it_is(demo, issued):
    lead = User.objects.get(name="Ann Lead")
    move_review(review=issued, to="writing", by=lead, reason="A figure was wrong.")
    assert load_demo(index=demo) == []
    issued.refresh_from_db()
    assert issued.stage == "writing"


def test_interrupted_loading_is_finished_the_next_time(folder, monkeypatch):
    index = read_index(folder)
    monkeypatch.setattr("reports.demo.loading._take_on", lambda review, stage: [])
    load_demo(index=index)
    monkeypatch.undo()
    assert [sentence.split()[0] for sentence in load_demo(index=index)] == [*["Moved"] * 4, "Issued"]


def test_review_that_cannot_be_issued_says_why(folder):
    index = (folder / "index.yaml").read_text(encoding="utf-8")
    (folder / "index.yaml").write_text(index[: index.index("    commissioner_of")], encoding="utf-8")
    with pytest.raises(DemoUnusable, match=r"^made-domains-6-1 cannot be issued\. Nobody can receive it"):
        load_demo(index=read_index(folder))


def test_broken_review_file_loads_nothing(folder):
    (folder / "made-domains-6-2.yaml").write_text("format: review/1\n", encoding="utf-8")
    with pytest.raises(DemoUnusable, match=r"made-domains-6-2\.yaml:1: a review file needs “framework”"):
        load_demo(index=read_index(folder))
    assert not Review.objects.exists()


def test_broken_index_names_its_lines(folder):
    (folder / "index.yaml").write_text(INDEX.replace("stage: follow-up", "stage: done"), encoding="utf-8")
    with pytest.raises(DemoUnusable, match=r"index\.yaml:4: stage: “done” is not known; expected one of preparing"):
        read_index(folder)


@pytest.mark.parametrize("command", [["prepare", "--demo"], ["demo_sign_ins"]])
def test_demo_is_refused_where_debug_is_off(command, db):
    with pytest.raises(CommandError, match="it is refused where DEBUG is off"):
        call_command(*command)
    assert not User.objects.exists()


def test_prepare_adds_reference_data_once(db, capsys):
    call_command("prepare")
    call_command("prepare")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Reference data: ")
    assert first.endswith(" added.")
    assert second == "Reference data: all here."
    assert not Review.objects.exists()


def test_sign_ins_are_printed_as_a_table(settings, capsys):
    settings.DEBUG = True
    call_command("demo_sign_ins")
    heading, first, *_others = capsys.readouterr().out.splitlines()
    assert heading.split() == ["E-mail", "Password", "Who"]
    assert first.split()[:2] == ["ruth@example.org", "try-the-golden-thread"]
    assert heading.index("Who") == first.index("Ruth")


def test_the_real_demo_names_only_who_and_what_is_there(settings):
    settings.DEBUG = True
    index = read_index()
    accounts = {person["name"] for person in index.people}
    served = {place["site"] for person in index.people for place in person.get("commissioner_of", [])}
    for entry in index.reviews:
        data, problems = read(index.path_of(entry))
        assert problems == []
        assert data["review"]["code"] == code_of(entry)
        assert data["site"]["code"] in served
        assert accounts & {member["name"] for member in data["review"]["team"] if member["role"] == "lead"}
        about = {note["by"] for note in entry.get("notes", [])} - {person["email"] for person in index.people}
        sessions = {note["session"] for note in entry.get("notes", [])} - {each["code"] for each in data["sessions"]}
        passages = {passage["id"] for section in data["sections"] for passage in section.get("passages", [])}
        chosen = {row["passage"] for row in entry.get("in_the_room", [])}
        assert (about, sessions, chosen - passages) == (set(), set(), set())
