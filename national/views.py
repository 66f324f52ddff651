"""The comparison of sites, for centre staff: the matrix, one cell opened, and the matrix as a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import freshly_signed_in, require_staff
from accounts.audit import record
from accounts.limits import limited
from national.comparison import compare, introduction
from national.exports import MAKERS, MOST_REVIEWS, Comparison
from national.filters import all_columns, columns_for, reviews_for, with_defaults
from national.forms import ComparisonForm
from reports.pdf import RenderFailed
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
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "columns": columns,
        "lines": compare(list(page), columns, by=form.cleaned_data["by"], text=form.cleaned_data["text"]),
        "query": query.urlencode(),
        "introduction": introduction(form.cleaned_data),
        "working": form.cleaned_data["text"] == "working",
        "most_reviews": MOST_REVIEWS,
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
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "here": here,
        "elsewhere": elsewhere,
        "column": found[0],
        "page": page,
        "query": query.urlencode(),
        "working": text == "working",
    }
    return render(request, "national/comparison_cell.html", context)


@never_cache
@require_GET
@limited("download", 300, method="GET")
@freshly_signed_in
def comparison_export(request, file_format):
    """What the page shows with these filters, all its pages in one file; what was chosen stands in the record."""
    require_staff(request)
    form = ComparisonForm(with_defaults(request.GET))
    if file_format not in MAKERS or not form.is_valid():
        raise Http404
    filters = form.cleaned_data
    reviews = list(reviews_for(filters)[: MOST_REVIEWS + 1])
    if len(reviews) > MOST_REVIEWS:
        return _not_exported(request, f"A file holds at most {MOST_REVIEWS} reviews. Choose fewer sites.")
    columns = columns_for(filters, reviews_for(filters))
    lines = compare(reviews, columns, by=filters["by"], text=filters["text"])
    comparison = Comparison(introduction(filters), tuple(columns), tuple(lines), filters["text"] == "working")
    try:
        data = MAKERS[file_format](comparison)
    except RenderFailed as problem:
        return _not_exported(request, str(problem))
    detail = {"format": file_format, "columns": filters["by"], "text": filters["text"], "reviews": len(reviews)}
    record("comparison-export", Review, by=request.user, **detail)
    return attachment(
        data, review_code="comparison", kind=filters["by"], label=filters["text"], file_format=file_format
    )


def _not_exported(request, sentence):
    messages.error(request, f"Nothing was exported. {sentence}")
    return redirect(f"{reverse('comparison_detail')}?{request.GET.urlencode()}")
