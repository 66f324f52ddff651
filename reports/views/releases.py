"""Issuing a review, the versions that were issued, and reading one of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import freshly_signed_in
from accounts.audit import record
from accounts.limits import limited
from accounts.models import User
from reports.actions import choose_copy, issue_review, recall_release
from reports.copies import bytes_for, copy_of
from reports.door import beside, get_version, known_format, known_kind
from reports.easy_reads import UPDATE
from reports.forms import CopyForm, IssueForm, RecallForm
from reports.gate import obstacles
from reports.models import FileFormat, Recipient, RenderedFile, Version
from reports.pictures.choosing import addresses_for_version
from reports.receipts import openings
from reports.render import render_html
from reports.sealing import ISSUING, CannotIssue, document_of
from reports.views.files import attachment
from reviews.access import Verb, get_review
from reviews.models import SiteContact, Stage
from reviews.tabs import review_head

AFTER_THE_REPORT = (Stage.ISSUED, Stage.FOLLOW_UP, Stage.CLOSED)


@never_cache
@require_GET
def release_detail(request, review_id):
    review = get_review(request, review_id)
    versions = review.versions.select_related("release", "frozen_by").prefetch_related(
        "documents__files", "release__recipients__user"
    )
    opened, downloaded = openings(review)
    return render(
        request,
        "reports/release_detail.html",
        {
            "review": review,
            "review_head": review_head(review, "release_detail"),
            "versions": versions,
            "making": next((version for version in versions if version.state == Version.State.FROZEN), None),
            "opened": opened,
            "downloaded": downloaded,
            "can_issue": Verb.RELEASE in review.allowed,
            "can_issue_update": Verb.RELEASE_UPDATE in review.allowed,
            **_open(review),
            "can_recall": Verb.RECALL in review.allowed,
        },
    )


@never_cache
@require_GET
def release_state(request, review_id):
    review = get_review(request, review_id)
    making = review.versions.filter(state=Version.State.FROZEN).first()
    response = render(request, "reports/includes/release_state.html", {"review": review, "making": making})
    if making is None:
        response.headers["HX-Refresh"] = "true"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@limited("issue", 30)
@freshly_signed_in
def review_issue(request, review_id, subject=Version.Subject.REPORT):
    review = get_review(request, review_id, to=ISSUING[subject])
    update = subject == Version.Subject.UPDATE
    found = obstacles(review, subject)
    form = IssueForm(request.POST if request.method == "POST" else None, obstacles=found, update=update)
    if form.is_valid():
        try:
            issue_review(review=review, by=request.user, subject=subject, **form.cleaned_data)
        except CannotIssue as refusal:
            messages.error(request, f"Nothing was issued. {refusal}")
        else:
            messages.info(request, "The version is being made. It is released to the people below when it is done.")
        return redirect("release_detail", review_id=review.pk)
    context = {
        "review": review,
        "review_head": review_head(review, "release_detail"),
        "form": form,
        "obstacles": found,
        "people": _commissioners(review),
        "update": update,
        "stopped": any(obstacle.stops for obstacle in found),
    }
    return render(request, "reports/review_issue.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@freshly_signed_in
def release_recall(request, review_id, number):
    review = get_review(request, review_id, to=Verb.RECALL)
    version = get_object_or_404(review.versions.select_related("release"), number=number, release__recalled_at=None)
    form = RecallForm(request.POST or None)
    if form.is_valid():
        recall_release(release=version.release, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Version {number} is recalled. Nobody it was released to can open it any more.")
        return redirect("release_detail", review_id=review.pk)
    context = {
        "review_head": review_head(review, "release_detail"),
        "form": form,
        "heading": f"Recall {str(version).lower()}",
        "intro": "The people it was released to will not be able to open it. The version itself is kept.",
        "submit_label": "Recall it",
        "back_url": "../../",
        "danger": True,
    }
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def recipient_copy(request, review_id, number, recipient_id):
    review = get_review(request, review_id, to=Verb.RECALL)
    recipients = Recipient.objects.filter(release__version__review=review, release__recalled_at=None)
    recipient = get_object_or_404(
        recipients.select_related("user", "release__version__review"), pk=recipient_id, release__version__number=number
    )
    form = CopyForm(request.POST or None, initial={"copy": recipient.copy})
    if form.is_valid():
        choose_copy(recipient=recipient, copy=form.cleaned_data["copy"], by=request.user)
        messages.success(request, f"The copy of {recipient.user.name} is changed.")
        return redirect("release_detail", review_id=review.pk)
    context = {
        "review_head": review_head(review, "release_detail"),
        "form": form,
        "heading": f"The copy of {recipient.user.name}",
        "intro": "This is about the PDF. Pages and other files bear no name.",
        "submit_label": "Change it",
        "back_url": "../../../",
    }
    return render(request, "form_page.html", context)


@never_cache
@require_GET
def version_detail(request, review_id, number):
    version = get_version(request, review_id, number)
    documents = version.documents.prefetch_related("files")
    return render(
        request,
        "reports/version_detail.html",
        {
            "review": version.review,
            "version": version,
            "documents": documents,
            "copy": copy_of(request.user, version),
            **_head(version),
        },
    )


@never_cache
@require_GET
def version_read(request, review_id, number, kind):
    version = get_version(request, review_id, number)
    kind = known_kind(kind)
    files = get_object_or_404(version.documents, kind=kind).files.all()
    document = document_of(version, kind)
    record("version-read", version, by=request.user, review=version.review, kind=str(kind))
    reading = kind.is_easy_read
    return render(
        request,
        "reports/version_read.html",
        {
            "review": version.review,
            "version": version,
            "kind": kind,
            "files": files,
            "beside": beside(request.user, version, kind) if reading else None,
            "body": render_html(document, "reading" if reading else "screen", addresses_for_version(document, version)),
            "reading": reading,
            **_head(version),
        },
    )


@never_cache
@require_GET
@limited("download", 300, method="GET")
def version_download(request, review_id, number, kind, file_format):
    version = get_version(request, review_id, number)
    rendered = get_object_or_404(
        RenderedFile, document__version=version, document__kind=known_kind(kind), format=known_format(file_format)
    )
    # Only a PDF can bear the name of its recipient.
    copy = copy_of(request.user, version) if file_format == FileFormat.PDF else None
    detail = {"kind": kind, "format": file_format, "copy": copy or "sealed"}
    record("version-download", version, by=request.user, review=version.review, **detail)
    return attachment(
        bytes_for(request.user, version, rendered, copy=copy),
        review_code=version.review.code,
        kind=kind,
        label=f"version-{number}",
        file_format=file_format,
    )


def _open(review):
    """What is open before what comes next is issued: the report, or after it the update, once that is begun."""
    if review.stage in AFTER_THE_REPORT:
        begun = UPDATE.of(review) is not None
        return {"update_begun": begun, "obstacles": obstacles(review, Version.Subject.UPDATE) if begun else []}
    return {"before_the_report": True, "obstacles": obstacles(review)}


def _head(version):
    """The team reads a version inside the review's pages; a commissioner has no such pages."""
    if Verb.SEE in version.review.allowed:
        return {"review_head": review_head(version.review, "release_detail")}
    return {}


def _commissioners(review):
    contacts = SiteContact.objects.current().filter(site=review.site, role=SiteContact.Role.COMMISSIONER)
    return User.objects.filter(id__in=contacts.values("user_id")).order_by("name", "id")
