"""The report as it stands, read like the printed one, and drafts of it as PDF."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.audit import record
from accounts.limits import limited
from reports.actions import make_draft
from reports.door import known_kind
from reports.models import Kind
from reports.output import build
from reports.pictures.choosing import addresses_for_working_text
from reports.render import render_html
from reports.views.files import attachment_name
from reviews.access import get_review
from reviews.tabs import review_head


@never_cache
@require_GET
def report_read(request, review_id, kind=Kind.SITE):
    review = get_review(request, review_id)
    document = build(review, known_kind(kind), version_label="Working text", draft=True)
    record("report-read", review, by=request.user, review=review, kind=str(kind))
    reading = kind == Kind.EASY_READ
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
            "draft": review.drafts.filter(kind=kind).first(),
        },
    )


@require_POST
@limited("render", 30)
def draft_make(request, review_id, kind):
    review = get_review(request, review_id)
    make_draft(review=review, kind=known_kind(kind), by=request.user)
    messages.info(request, "The draft is being made. You can go on working; it appears here when it is done.")
    return redirect("report_read", review_id=review.pk, kind=kind)


@never_cache
@require_GET
def draft_state(request, review_id, kind):
    review = get_review(request, review_id)
    draft = review.drafts.filter(kind=known_kind(kind)).first()
    return render(request, "reports/includes/draft_state.html", {"review": review, "kind": Kind(kind), "draft": draft})


@never_cache
@require_GET
@limited("download", 300, method="GET")
def draft_download(request, review_id, kind):
    review = get_review(request, review_id)
    draft = review.drafts.filter(kind=known_kind(kind)).exclude(file="").first()
    if draft is None:
        raise Http404
    record("draft-download", draft, by=request.user, review=review)
    name = attachment_name(review.code, kind, "draft")
    return FileResponse(draft.file.open(), as_attachment=True, filename=name, content_type="application/pdf")
