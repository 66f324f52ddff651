"""The working text as a file: asked for on a page, made by the worker, kept until the next is done."""

from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format

from reports.canonical import to_bytes
from reports.models import Draft, FileFormat
from reports.output import NotFitToSend, build, document_bytes
from reports.pdf import RenderFailed
from reports.pictures.agreement import WITHDRAWN, agreement_held
from reviews.storage import digest_of, keep


def draft_label(moment):
    """How a draft is marked on its pages: “Draft of 12 May 2016, 14:05”."""
    local = timezone.localtime(moment)
    return f"Draft of {date_format(local, 'j F Y')}, {date_format(local, 'H:i')}"


def drafts_of(review, kind):
    """[(FileFormat, the Draft of this kind in it, or None)], for every format it is made in. One query."""
    made = {draft.format: draft for draft in review.drafts.filter(kind=kind)}
    return [(each, made.get(each)) for each in FileFormat.of(kind)]


def ask_for_draft(*, review, kind, file_format=FileFormat.PDF, by):
    """Note that a draft is wanted; the caller hands its id to the worker. Asking again while one waits is harmless."""
    draft, made = Draft.objects.get_or_create(review=review, kind=kind, format=file_format, defaults={"asked_by": by})
    if not made:
        draft.state, draft.asked_by, draft.asked_at, draft.problem = Draft.State.WAITING, by, timezone.now(), ""
        draft.save(update_fields=["state", "asked_by", "asked_at", "problem"])
    return draft


def make(draft_id):
    """Render the draft with this id from the text as it stands now. On failure the last good file stays.

    Returns the Draft, or None where it went meanwhile: whoever withdraws a photograph deletes those that may show it.
    """
    draft = Draft.objects.select_related("review__site", "review__edition").filter(pk=draft_id).first()
    if draft is None:
        return None
    document, text_of = _document(draft)
    try:
        data = document_bytes(document, draft.format)
    except (NotFitToSend, RenderFailed) as problem:
        return _settle(draft, state=Draft.State.FAILED, problem=str(problem))
    except Exception:
        _settle(draft, state=Draft.State.FAILED, problem="Something went wrong while the draft was made. Try again.")
        raise
    with agreement_held(document) as agreed:
        if not agreed:
            return _settle(draft, state=Draft.State.FAILED, problem=WITHDRAWN)
        return _settle(
            draft,
            state=Draft.State.MADE,
            problem="",
            file=keep(data, folder="drafts", ending=draft.format),
            size=len(data),
            tree_digest=digest_of(to_bytes(document)),
            made_at=timezone.now(),
            text_of=text_of,
        )


def _settle(draft, **changed):
    """The draft as it is now, changed; None where it went meanwhile."""
    Draft.objects.filter(pk=draft.pk).update(**changed)
    return Draft.objects.filter(pk=draft.pk).first()


def _document(draft):
    """The tree of the text as it stands, and the moment that is printed on it.

    When nothing has changed since the last draft, that is the moment of that one: so it is the same document, which
    need not be rendered again.
    """
    document = build(draft.review, draft.kind, version_label=draft_label(draft.asked_at), draft=True)
    if draft.text_of:
        before = replace(document, version_label=draft_label(draft.text_of))
        if digest_of(to_bytes(before)) == draft.tree_digest:
            return before, draft.text_of
    return document, draft.asked_at


def give_up(draft_id):
    """Mark a draft as failed whose rendering was killed each time it was tried. The last good file stays."""
    Draft.objects.filter(pk=draft_id, state=Draft.State.WAITING).update(
        state=Draft.State.FAILED, problem="Making it stopped in the middle each time. Shorten the longest section."
    )
