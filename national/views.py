"""The comparison of sites, for centre staff: the matrix, one cell opened, and the matrix as a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import freshly_signed_in, require_staff
from accounts.audit import record
from accounts.limits import limited
from national.actions import make_comparison_file
from national.comparison import compare, introduction
from national.exports import MOST_REVIEWS, TooManyReviews, comparison_of, comparison_xlsx
from national.files import filters_of
from national.filters import all_columns, columns_for, reviews_for, with_defaults
from national.forms import ComparisonForm
from national.models import ComparisonFile
from reports.views.files import attachment
from reviews.models import Review

PAGE = 20


@never_cache
@require_GET
def comparison_detail(request):
    require_staff(request)
    form = ComparisonForm(with_defaults(request.GET))
    if not form.is_valid():
        return render(request, "national/comparison_detail.html", {"form": form}, status=400)
    reviews = reviews_for(form.cleaned_data)
    page = Paginator(reviews, PAGE).get_page(request.GET.get("page"))
    columns = columns_for(form.cleaned_data, reviews)
    context = {
        "form": form,
        "page": page,
        "columns": columns,
        "lines": compare(list(page), columns, by=form.cleaned_data["by"], text=form.cleaned_data["text"]),
        "introduction": introduction(form.cleaned_data),
        "working": form.cleaned_data["text"] == "working",
        "most_reviews": MOST_REVIEWS,
        **_files(request),
    }
    return render(request, "national/comparison_detail.html", context)


@never_cache
@require_GET
def comparison_cell(request, code, column):
    require_staff(request)
    form = ComparisonForm(with_defaults(request.GET))
    if not form.is_valid():
        raise Http404
    reviews = reviews_for(form.cleaned_data)
    review = get_object_or_404(reviews, code=code)
    found = [one for one in all_columns(form.cleaned_data, column) if one.code == column]
    if not found:
        raise Http404
    page = Paginator(reviews.exclude(pk=review.pk), PAGE).get_page(request.GET.get("page"))
    by, text = form.cleaned_data["by"], form.cleaned_data["text"]
    here, *elsewhere = compare([review, *page], found, by=by, text=text)
    context = {
        "here": here,
        "elsewhere": elsewhere,
        "column": found[0],
        "page": page,
        "query": _query_of(request),
        "working": text == "working",
    }
    return render(request, "national/comparison_cell.html", context)


@never_cache
@require_GET
@limited("download", 300, method="GET")
@freshly_signed_in
def comparison_export(request):
    """What the page shows with these filters as a spreadsheet, made at once; what was chosen stands in the record."""
    require_staff(request)
    filters = _filters_or_404(request)
    try:
        comparison = comparison_of(filters)
    except TooManyReviews as refusal:
        return _not_exported(request, refusal)
    return _handed_out(request, comparison_xlsx(comparison), filters, reviews=len(comparison.lines), file_format="xlsx")


@require_POST
@limited("render", 30)
def comparison_make(request):
    """Have the page with these filters made as a Word file."""
    require_staff(request)
    filters = _filters_or_404(request)
    if reviews_for(filters).count() > MOST_REVIEWS:
        return _not_exported(request, f"A file holds at most {MOST_REVIEWS} reviews. Choose fewer sites.")
    make_comparison_file(query=_query_of(request), by=request.user)
    messages.info(request, "The Word file is being made. You can go on working; it appears here when it is done.")
    return _back(request)


@never_cache
@require_GET
def comparison_state(request):
    require_staff(request)
    return render(request, "national/includes/comparison_files.html", _files(request))


@never_cache
@require_GET
@limited("download", 300, method="GET")
@freshly_signed_in
def comparison_download(request):
    """The Word file that was made for whoever asks; what was chosen stands in the record."""
    require_staff(request)
    file = get_object_or_404(ComparisonFile, asked_by=request.user)
    filters = filters_of(file.file_query)
    if filters is None or not file.is_there:
        raise Http404
    with file.file.open() as stored:
        return _handed_out(request, stored.read(), filters, reviews=file.reviews, file_format="docx")


def _filters_or_404(request):
    filters = filters_of(request.GET.urlencode())
    if filters is None:
        raise Http404
    return filters


def _query_of(request):
    """What was chosen, as it stands in the address, without the page of the list."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _files(request):
    """What the page says of files: what is shown now, and the Word file that whoever asks has had made."""
    file = ComparisonFile.objects.filter(asked_by=request.user).first()
    made_of = filters_of(file.file_query) if file and file.is_there else None
    return {"query": _query_of(request), "file": file, "made_of": made_of}


def _handed_out(request, data, filters, *, reviews, file_format):
    detail = {"format": file_format, "columns": filters["by"], "text": filters["text"], "reviews": reviews}
    record("comparison-export", Review, by=request.user, **detail)
    return attachment(
        data, review_code="comparison", kind=filters["by"], label=filters["text"], file_format=file_format
    )


def _not_exported(request, sentence):
    messages.error(request, f"Nothing was exported. {sentence}")
    return _back(request)


def _back(request):
    return redirect(f"{reverse('comparison_detail')}?{request.GET.urlencode()}")
