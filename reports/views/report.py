"""The report as it stands, read like the printed one, and drafts of it as files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.audit import record
from accounts.limits import limited
from reports.actions import make_draft
from reports.door import known_format, known_kind
from reports.drafts import drafts_of
from reports.models import Draft, FileFormat, Kind
from reports.output import build
from reports.pictures.choosing import addresses_for_working_text
from reports.render import render_html
from reports.views.files import attachment
from reviews.access import get_review
from reviews.tabs import review_head


@never_cache
@require_GET
def report_read(request, review_id, kind=Kind.SITE):
    review = get_review(request, review_id)
    document = build(review, known_kind(kind), version_label="Working text", draft=True)
    record("report-read", review, by=request.user, review=review, kind=str(kind))
    reading = known_kind(kind).is_easy_read
    return render(
        request,
        "reports/report_read.html",
        {
            "review": review,
            "review_head": review_head(review, "report_read"),
            "kind": Kind(kind),
            "kinds": Kind,
            "body": render_html(
                document, "reading" if reading else "screen", addresses_for_working_text(document, review.pk)
            ),
            "reading": reading,
            **_drafts(review, kind),
        },
    )


@require_POST
@limited("render", 30)
def draft_make(request, review_id, kind):
    review = get_review(request, review_id)
    file_format = known_format(request.POST.get("format", FileFormat.PDF))
    if file_format not in FileFormat.of(known_kind(kind)):
        raise Http404
    make_draft(review=review, kind=known_kind(kind), file_format=file_format, by=request.user)
    messages.info(request, "The draft is being made. You can go on working; it appears here when it is done.")
    return redirect("report_read", review_id=review.pk, kind=kind)


@never_cache
@require_GET
def draft_state(request, review_id, kind):
    review = get_review(request, review_id)
    context = {"review": review, "kind": known_kind(kind), **_drafts(review, kind)}
    return render(request, "reports/includes/draft_state.html", context)


@never_cache
@require_GET
@limited("download", 300, method="GET")
def draft_download(request, review_id, kind, file_format):
    review = get_review(request, review_id)
    drafts = review.drafts.filter(kind=known_kind(kind), format=known_format(file_format))
    draft = drafts.exclude(file="").first()
    if draft is None:
        raise Http404
    record("draft-download", draft, by=request.user, review=review, format=file_format)
    with draft.file.open() as file:
        return attachment(file.read(), review_code=review.code, kind=kind, label="draft", file_format=file_format)


def _drafts(review, kind):
    """What the page says of drafts: each format with its draft, and whether one of them is being made."""
    drafts = drafts_of(review, kind)
    waiting = any(draft and draft.state == Draft.State.WAITING for _, draft in drafts)
    return {"drafts": drafts, "waiting": waiting}
