"""Freeze, render, check, seal, release: how what a review says becomes a version that never changes."""

import json

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from accounts.audit import record
from accounts.models import User
from reports import word
from reports.canonical import from_bytes, to_bytes
from reports.centre import keep_logo
from reports.easy_reads import UPDATE
from reports.gate import obstacles
from reports.models import (
    Document,
    DocumentPicture,
    FileFormat,
    Kind,
    Photograph,
    Recipient,
    Release,
    RenderedFile,
    Version,
)
from reports.output import NotFitToSend, build, check_pdf, document_bytes
from reports.pdf import MissingAsset, RenderFailed, makers
from reports.pictures.files import file_name, keep_pictures, let_withdrawn_go
from reports.tree import canonical_json
from reviews.access import REFUSED, Verb, roles_in, verbs_for
from reviews.actions import MoveRefused, move_review
from reviews.models import Review, SiteContact, Stage
from reviews.storage import digest_of, keep, kept

SUBJECT = Version.Subject
ISSUING = {SUBJECT.REPORT: Verb.RELEASE, SUBJECT.UPDATE: Verb.RELEASE_UPDATE}


class CannotIssue(Exception):
    """The review cannot be issued now; the message says what stands in the way."""


class Withdrawn(NotFitToSend):
    """People took back their agreement to a photograph in a version while it was made."""


@transaction.atomic
def freeze(*, review, by, easy_read_reason="", subject=SUBJECT.REPORT):
    """Keep the trees of the site report and, where it has rows, of the easy read, as the next version.

    With the `subject` UPDATE it is the tree of the easy-read update alone, after the report, as a version of its own.

    A version that could not be made is dropped and its number used again. Raises CannotIssue; also where the easy read
    is not there, or not tested and signed off, and `easy_read_reason` does not say why.
    Returns the Version, frozen and not yet rendered.
    """
    review = Review.objects.select_for_update().select_related("site", "edition").get(pk=review.pk)
    if review.versions.filter(state=Version.State.FROZEN).exists():
        raise CannotIssue("A version is being made at this moment. Wait until it is there.")
    if ISSUING[subject] not in verbs_for(roles_in(by, review), review.stage):
        raise CannotIssue(REFUSED[ISSUING[subject]])
    # Whoever withdraws a photograph waits until it is said which documents hold it.
    list(Photograph.objects.select_for_update().filter(site=review.site_id))
    found = obstacles(review, subject)
    if stopping := [obstacle.text for obstacle in found if obstacle.stops]:
        raise CannotIssue(" ".join(stopping))
    gaps = [obstacle.text for obstacle in found if obstacle.needs_reason]
    if gaps and not easy_read_reason.strip():
        raise CannotIssue(f"{' '.join(gaps)} Say why, or do it first.")
    _drop_failed(review)
    number = (review.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    reason = easy_read_reason.strip() if gaps else ""
    version = Version.objects.create(
        review=review, number=number, subject=subject, frozen_by=by, easy_read_reason=reason
    )
    for kind in _kinds(review, subject):
        document = build(review, kind, version_label=_label(version), draft=False)
        keep_logo(document)
        tree = to_bytes(document)
        name = keep(tree, folder="trees", ending="json")
        row = Document.objects.create(version=version, kind=kind, tree=name, digest=digest_of(tree))
        try:
            keep_pictures(document, row=row)
        except MissingAsset as missing:
            raise CannotIssue(str(missing)) from missing
    detail = {"number": number, "subject": str(subject), "easy_read_reason": bool(reason)}
    record("version-freeze", version, by=by, review=review, **detail)
    return version


def seal(version_id):
    """Render the frozen version with this id, check it, and seal and release it in one step.

    Doing it twice, or again after a crash, is harmless: files are kept under their hash and the step from frozen to
    sealed is one transaction. What people can put right is kept as the version's problem; any other error is raised
    again after the version is marked as failed.
    """
    version = Version.objects.select_related("review__site", "frozen_by").get(pk=version_id)
    if version.state != Version.State.FROZEN:
        return version
    rendered = []
    try:
        rendered = [(document, _rendered(document)) for document in version.documents.order_by("id")]
        return _seal(version, rendered)
    except Withdrawn as problem:
        _drop_files(rendered)
        return _fail(version, str(problem))
    except (NotFitToSend, RenderFailed, MoveRefused, PermissionDenied) as problem:
        return _fail(version, str(problem))
    except Exception:
        _fail(version, "Something went wrong while the version was made. Nothing was issued. Try again.")
        raise


def document_of(version, kind):
    """The tree of one document of a version, as it was frozen; `kind` is of reports.models.Kind."""
    document = version.documents.get(kind=kind)
    return from_bytes(kept(document.tree.name, document.digest))


def sealed_bytes(rendered):
    """The bytes of a RenderedFile as they were issued. Raises reviews.storage.AlteredFile."""
    return kept(rendered.file.name, rendered.digest)


def _label(version):
    """What is printed on the cover. The number of an update would tell its readers nothing; its month does."""
    return (
        f"Written in {date_format(timezone.localdate(), 'F Y')}" if version.is_update else f"Version {version.number}"
    )


def _kinds(review, subject):
    if subject == SUBJECT.UPDATE:
        return [UPDATE.kind]
    has_rows = hasattr(review, "easy_read") and review.easy_read.rows.exists()
    return [Kind.SITE, Kind.EASY_READ] if has_rows else [Kind.SITE]


def _drop_failed(review):
    failed = review.versions.filter(state=Version.State.FAILED)
    RenderedFile.objects.filter(document__version__in=failed).delete()
    DocumentPicture.objects.filter(document__version__in=failed).delete()
    Document.objects.filter(version__in=failed).delete()
    failed.delete()


def _rendered(document):
    """{format: (name, digest, size)} of the document in every format, each checked where there is a check, and kept."""
    tree, found = from_bytes(kept(document.tree.name, document.digest)), {}
    for file_format in FileFormat:
        data = document_bytes(tree, file_format)
        if file_format == FileFormat.PDF:
            check_pdf(data)
        found[file_format] = keep(data, folder="issued", ending=file_format), digest_of(data), len(data)
    return found


@transaction.atomic
def _seal(version, rendered):
    stored = Version.objects.select_for_update().get(pk=version.pk)
    if stored.state != Version.State.FROZEN:
        return stored
    _refuse_withdrawn(stored)
    for document, files in rendered:
        for file_format, (name, digest, size) in files.items():
            RenderedFile.objects.create(document=document, format=file_format, file=name, digest=digest, size=size)
    manifest = canonical_json(_manifest(version, rendered))
    stored.state, stored.sealed_at = Version.State.SEALED, timezone.now()
    stored.manifest, stored.manifest_hash = manifest.decode(), digest_of(manifest)
    stored.save()
    _release(stored, version.review, version.frozen_by)
    return stored


def _refuse_withdrawn(version):
    """Raise Withdrawn if, while the version was made, people took back their agreement to a photograph in it."""
    codes = DocumentPicture.objects.filter(document__version=version).values("code")
    shown = Photograph.objects.select_for_update().filter(code__in=codes)
    for photograph in shown:
        if photograph.problem:
            raise Withdrawn(f"“{photograph}”: {photograph.problem}")


def _drop_files(rendered):
    """Delete the files of a version that may not be issued as it is; they can be made again of nothing else."""
    for _, files in rendered:
        for name, _, _ in files.values():
            if not RenderedFile.objects.filter(file=name).exists():
                default_storage.delete(name)


def _release(version, review, by):
    release = Release.objects.create(version=version, released_by=by, released_at=version.sealed_at)
    commissioners = SiteContact.objects.current().filter(site=review.site, role=SiteContact.Role.COMMISSIONER)
    people = User.objects.filter(id__in=commissioners.values("user_id")).order_by("id")
    Recipient.objects.bulk_create(Recipient(release=release, user=person) for person in people)
    if version.is_update:
        _refuse_moved(review, by)
    else:
        move_review(review=review, to=Stage.ISSUED, by=by, releasing=True)
    record(
        "release", release, by=by, review=review, version=version.number, recipients=[person.pk for person in people]
    )


def _refuse_moved(review, by):
    """Raise PermissionDenied if, while the update was made, the review came to a stage at which none is issued."""
    stored = Review.objects.select_for_update().get(pk=review.pk)
    if Verb.RELEASE_UPDATE not in verbs_for(roles_in(by, stored), stored.stage):
        raise PermissionDenied(REFUSED[Verb.RELEASE_UPDATE])


def _manifest(version, rendered):
    return {
        "schema": "manifest/1",
        "review": version.review.code,
        "number": version.number,
        "documents": {
            str(document.kind): {"tree": document.digest, **_pictures(document)}
            | {str(file_format): digest for file_format, (_, digest, _) in files.items()}
            for document, files in rendered
        },
        "renderers": makers.renderers() | word.renderers(),
        "assets": {"fonts": makers.fonts_digest()},
    }


def _pictures(document):
    """{"pictures": {code: file}} of a document that shows any; a file's name is its SHA-256 and its kind."""
    files = {picture.code: file_name(picture.file) for picture in document.pictures.all()}
    return {"pictures": files} if files else {}


def give_up(version_id):
    """Mark a frozen version as failed whose rendering was killed each time it was tried."""
    _fail(Version.objects.get(pk=version_id), "Making it stopped in the middle each time. Nothing was issued.")


def _fail(version, problem):
    Version.objects.filter(pk=version.pk, state=Version.State.FROZEN).update(
        state=Version.State.FAILED, problem=problem
    )
    let_withdrawn_go(DocumentPicture.objects.filter(document__version=version))
    version.refresh_from_db()
    return version


def manifest_of(version):
    """What a sealed version says of itself: review, number, the hash of each tree and file, and the renderers."""
    return json.loads(version.manifest)
