"""Files of the papers: sent in, handed out and removed, for those who see the papers."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record
from accounts.limits import limited
from reviews.access import Verb, get_review
from reviews.actions import add_file, remove_file
from reviews.cleaning.refusals import Refused
from reviews.forms.preparing import PaperFileForm
from reviews.models import PaperFile
from reviews.storage import open_kept
from reviews.tabs import review_head

# The kinds a browser may know; whatever it is, it is saved and not shown.
CONTENT_TYPES = {
    PaperFile.Kind.PDF: "application/pdf",
    PaperFile.Kind.TXT: "text/plain; charset=utf-8",
    PaperFile.Kind.CSV: "text/csv; charset=utf-8",
    PaperFile.Kind.JPEG: "image/jpeg",
    PaperFile.Kind.PNG: "image/png",
}


@never_cache
@require_http_methods(["GET", "POST"])
@limited("upload", 120)
def paper_file_add(request, review_id, code):
    review = get_review(request, review_id, to=Verb.PREPARE)
    paper = get_object_or_404(review.papers, code=code)
    form = PaperFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            add_file(paper=paper, upload=form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"The file for “{paper}” is here.")
            return redirect(_address_of(paper))
    context = {
        "review_head": review_head(review, "paper_list"),
        "form": form,
        "caption": paper.title,
        "heading": "Upload a file",
        "submit_label": "Upload",
        "back_url": _address_of(paper),
    }
    return render(request, "form_page.html", context)


@never_cache
@require_GET
@limited("download", 300, method="GET")
def paper_download(request, review_id, code, number):
    review = get_review(request, review_id, to=(Verb.SEE, Verb.PREPARE))
    file = _get_file(review, code, number)
    record("paper-file-download", file, by=request.user, review=review, paper=file.paper_id)
    return FileResponse(
        open_kept(file.file.name, file.digest),
        as_attachment=True,
        filename=file.download_name,
        content_type=CONTENT_TYPES.get(file.kind, "application/octet-stream"),
        headers={"X-Content-Type-Options": "nosniff"},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def paper_file_remove(request, review_id, code, number):
    review = get_review(request, review_id, to=Verb.PREPARE)
    file = _get_file(review, code, number)
    if request.method == "POST":
        remove_file(file=file, by=request.user)
        messages.success(request, f"The file is removed from “{file.paper}”.")
        return redirect(_address_of(file.paper))
    context = {
        "review_head": review_head(review, "paper_list"),
        "heading": "Remove this file?",
        "text": f"{file.paper}: {file.get_kind_display()} of {file.at:%-d %B %Y}",
        "explanation": "It is deleted and cannot be brought back. It stays in backups until they are thrown away.",
        "submit_label": "Remove it",
        "back_url": _address_of(file.paper),
    }
    return render(request, "confirm_page.html", context)


def _get_file(review, code, number):
    files = PaperFile.objects.select_related("paper__review")
    return get_object_or_404(files, paper__review=review, paper__code=code, number=number)


def _address_of(paper):
    return f"{reverse('paper_list', args=[paper.review_id])}#paper-{paper.code}"
