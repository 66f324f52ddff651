"""The comparison as a Word file: asked for on its page, made by the worker, kept for a while for who asked."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.utils import timezone

from national.exports import TooManyReviews, comparison_docx, comparison_of
from national.filters import with_defaults
from national.forms import ComparisonForm
from national.models import ComparisonFile
from reports.pdf import RenderFailed
from reports.rendered import folder_of

CHOICE_GONE = "What was chosen is not there any more. Choose again."
WENT_WRONG = "Something went wrong while the file was made. Try again."
STOPPED = "Making it stopped in the middle each time. Choose fewer sites."


def ask_for_file(*, query, by):
    """Note that somebody wants this comparison as a Word file; the caller hands its id to the worker.

    `query` is what was chosen, as it stands in the address. Asking for another while one waits gives that one up.
    """
    file, _ = ComparisonFile.objects.update_or_create(
        asked_by=by,
        defaults={"query": query, "state": ComparisonFile.State.WAITING, "asked_at": timezone.now(), "problem": ""},
    )
    return file


def filters_of(query):
    """The cleaned filters that a query holds, or None where it chooses something that is not there."""
    form = ComparisonForm(with_defaults(QueryDict(query)))
    return form.cleaned_data if form.is_valid() else None


def make(file_id):
    """Make the file with this id as the texts stand now. On failure the last good file stays."""
    file = ComparisonFile.objects.get(pk=file_id)
    if not file.is_waiting:
        return
    filters = filters_of(file.query)
    if filters is None:
        _settle(file, state=file.State.FAILED, problem=CHOICE_GONE)
        return
    try:
        comparison = comparison_of(filters)
        data = comparison_docx(comparison)
    except (TooManyReviews, RenderFailed) as problem:
        _settle(file, state=file.State.FAILED, problem=str(problem))
        return
    except Exception:
        _settle(file, state=file.State.FAILED, problem=WENT_WRONG)
        raise
    _keep(file, data, reviews=len(comparison.lines))


def give_up(file_id):
    """Mark a file as failed whose making was killed each time it was tried. The last good file stays."""
    ComparisonFile.objects.filter(pk=file_id, state=ComparisonFile.State.WAITING).update(
        state=ComparisonFile.State.FAILED, problem=STOPPED
    )


def _keep(file, data, *, reviews):
    """Store the bytes in the place of those before, unless something else was asked for meanwhile."""
    folder = folder_of(file)
    name = default_storage.save(f"{folder}/comparison.docx", ContentFile(data))
    made = {"file": name, "file_query": file.query, "made_at": timezone.now(), "size": len(data), "reviews": reviews}
    kept = _settle(file, state=file.State.MADE, problem="", **made)
    left = file.file.name if kept else name
    if left:
        default_storage.delete(left)


def _settle(file, /, **changed):
    """Change the row if it is still as it was read; says whether it was."""
    asked = ComparisonFile.objects.filter(pk=file.pk, asked_at=file.asked_at, state=file.State.WAITING)
    return bool(asked.update(**changed))
