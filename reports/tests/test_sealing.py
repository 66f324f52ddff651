"""Freeze, render, check, seal, release: all of it or nothing of it."""

import pytest

from conftest import make_passage
from reports import sealing
from reports.models import EasyRead, EasyReadRow, Kind, Release, RenderedFile, Version
from reports.output import NotFitToSend
from reports.sealing import CannotIssue, document_of, freeze, manifest_of, seal, sealed_bytes
from reports.tree import texts
from reviews.models import Stage
from reviews.storage import digest_of

REASON = "Nobody could be asked in time."


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ready(review, commissioner):
    """A review that can be issued: something found, somebody to receive it."""
    make_passage(review, text="They know every family.")
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    return review


@pytest.fixture
def quick_pdf(monkeypatch):
    """Rendering is tested elsewhere; here a PDF is four bytes."""
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: b"%" + file_format.encode())
    monkeypatch.setattr(sealing, "check_pdf", lambda data: None)


def test_a_frozen_version_does_not_follow_later_changes(ready, lead, quick_pdf):
    version = freeze(review=ready, by=lead, easy_read_reason=REASON)
    passage = ready.sections.get(code="vision").passages.get()
    passage.text = "Changed afterwards."
    passage.save()
    words = list(texts(document_of(version, Kind.SITE)))
    assert "They know every family." in words
    assert "Changed afterwards." not in words


def test_sealing_releases_to_the_commissioners_and_moves_the_review_on(ready, lead, commissioner, quick_pdf):
    version = seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
    ready.refresh_from_db()
    assert version.state == Version.State.SEALED
    assert ready.stage == Stage.ISSUED
    assert [recipient.user for recipient in version.release.recipients.all()] == [commissioner]


def test_the_manifest_has_the_hash_of_each_file(ready, lead, quick_pdf):
    version = seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
    document = version.documents.get()
    files = {file.format: sealed_bytes(file) for file in document.files.all()}
    assert files == {"pdf": b"%pdf", "docx": b"%docx", "html": b"%html"}
    hashes = {file_format: digest_of(data) for file_format, data in files.items()}
    assert manifest_of(version)["documents"] == {"site": {"tree": document.digest} | hashes}
    assert version.manifest_hash == digest_of(version.manifest.encode())


def test_sealing_twice_changes_nothing(ready, lead, quick_pdf):
    first = seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
    second = seal(first.pk)
    assert (second.sealed_at, second.manifest_hash) == (first.sealed_at, first.manifest_hash)
    assert Release.objects.count() == 1
    assert RenderedFile.objects.count() == 3


def test_a_worker_killed_while_rendering_leaves_it_to_be_done_again(ready, lead, quick_pdf, monkeypatch):
    version = freeze(review=ready, by=lead, easy_read_reason=REASON)

    def killed(document, file_format):
        raise SystemExit

    monkeypatch.setattr(sealing, "document_bytes", killed)
    with pytest.raises(SystemExit):
        seal(version.pk)
    version.refresh_from_db()
    assert (version.state, RenderedFile.objects.count(), Release.objects.count()) == ("frozen", 0, 0)
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: b"%" + file_format.encode())
    assert seal(version.pk).state == Version.State.SEALED


def test_what_cannot_be_printed_fails_the_version_in_words_and_releases_nothing(ready, lead, quick_pdf, monkeypatch):
    def unfit(document, file_format):
        raise NotFitToSend("The picture is gone.")

    monkeypatch.setattr(sealing, "document_bytes", unfit)
    version = seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
    ready.refresh_from_db()
    assert (version.state, version.problem) == ("failed", "The picture is gone.")
    assert (ready.stage, Release.objects.count()) == (Stage.FACTUAL_ACCURACY, 0)


def test_a_failed_version_gives_its_number_to_the_next(ready, lead, quick_pdf, monkeypatch):
    version = freeze(review=ready, by=lead, easy_read_reason=REASON)
    Version.objects.filter(pk=version.pk).update(state=Version.State.FAILED, problem="It broke.")
    assert seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk).number == 1
    assert ready.versions.count() == 1


def test_an_error_nobody_foresaw_is_not_swallowed(ready, lead, quick_pdf, monkeypatch):
    monkeypatch.setattr(sealing, "document_bytes", lambda document, file_format: 1 / 0)
    version = freeze(review=ready, by=lead, easy_read_reason=REASON)
    with pytest.raises(ZeroDivisionError):
        seal(version.pk)
    version.refresh_from_db()
    assert version.state == Version.State.FAILED


def test_a_review_moved_on_meanwhile_is_not_released(ready, lead, quick_pdf):
    version = freeze(review=ready, by=lead, easy_read_reason=REASON)
    ready.stage = Stage.WRITING
    ready.save()
    assert seal(version.pk).state == Version.State.FAILED
    assert Release.objects.count() == 0


def test_nobody_issues_while_a_version_is_being_made(ready, lead, quick_pdf):
    freeze(review=ready, by=lead, easy_read_reason=REASON)
    with pytest.raises(CannotIssue, match="being made"):
        freeze(review=ready, by=lead, easy_read_reason=REASON)


def test_an_empty_report_is_not_issued(review, lead, commissioner):
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    with pytest.raises(CannotIssue, match="Nothing has been found"):
        freeze(review=review, by=lead)


def test_a_report_for_nobody_is_not_issued(ready, lead, commissioner):
    commissioner.site_contacts.update(ends="2016-01-02")
    with pytest.raises(CannotIssue, match="Nobody can receive it"):
        freeze(review=ready, by=lead, easy_read_reason=REASON)


def test_an_easy_read_without_all_its_pictures_is_not_issued(ready, lead):
    easy_read = EasyRead.objects.create(review=ready)
    EasyReadRow.objects.create(easy_read=easy_read, text="We came to see you.", picture="")
    with pytest.raises(CannotIssue, match="no picture"):
        freeze(review=ready, by=lead, easy_read_reason=REASON)


def test_a_reviewer_cannot_issue(ready, reviewer):
    with pytest.raises(CannotIssue, match="lead reviewer"):
        freeze(review=ready, by=reviewer)


def test_the_easy_read_is_sealed_with_the_report(ready, lead, quick_pdf):
    easy_read = EasyRead.objects.create(review=ready)
    EasyReadRow.objects.create(easy_read=easy_read, text="We came to see you.", picture="person")
    version = seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
    assert {document.kind for document in version.documents.all()} == {"site", "easy-read"}


def test_a_correction_is_a_new_version_and_the_old_one_stays(ready, lead, quick_pdf):
    first = seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
    before = document_of(first, Kind.SITE)
    ready.refresh_from_db()
    ready.stage = Stage.FACTUAL_ACCURACY
    ready.save()
    second = seal(freeze(review=ready, by=lead, easy_read_reason=REASON).pk)
    assert second.number == 2
    assert document_of(first, Kind.SITE) == before
    assert first.release.recalled_at is None
