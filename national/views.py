"""The comparison of sites, for centre staff: the matrix, and one cell opened."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import require_staff
from national.comparison import BY_THEME, compare, domain_columns, most_used_themes, theme_columns
from national.forms import ComparisonForm
from reviews.models import Review

PAGE = 20


@never_cache
@require_GET
def comparison_detail(request):
    require_staff(request)
    form = ComparisonForm(_with_defaults(request.GET))
    if not form.is_valid():
        return render(request, "national/comparison_detail.html", {"form": form}, status=400)
    reviews = _reviews(form.cleaned_data)
    page = Paginator(reviews, PAGE).get_page(request.GET.get("page"))
    columns = _columns(form.cleaned_data, reviews)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "columns": columns,
        "lines": compare(list(page), columns, by=form.cleaned_data["by"], text=form.cleaned_data["text"]),
        "query": query.urlencode(),
        "by_theme": form.cleaned_data["by"] == BY_THEME,
        "working": form.cleaned_data["text"] == "working",
    }
    return render(request, "national/comparison_detail.html", context)


@never_cache
@require_GET
def comparison_cell(request, code, column):
    require_staff(request)
    form = ComparisonForm(_with_defaults(request.GET))
    if not form.is_valid():
        raise Http404
    reviews = _reviews(form.cleaned_data)
    review = get_object_or_404(reviews, code=code)
    found = [one for one in _all_columns(form.cleaned_data, column) if one.code == column]
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


def _with_defaults(query):
    query = query.copy()
    query.setdefault("by", "domain")
    query.setdefault("text", "issued")
    return query


def _reviews(filters):
    """Lines of enquiry have no domains in common, so reviews by them are compared by theme only."""
    reviews = Review.objects.select_related("site", "edition").order_by("site__name", "visit_from", "id")
    if filters["by"] != BY_THEME:
        reviews = reviews.filter(edition__framework=filters["framework"])
    if filters["sites"]:
        reviews = reviews.filter(site__in=filters["sites"])
    return reviews


def _columns(filters, reviews):
    if filters["by"] != BY_THEME:
        return domain_columns(filters["framework"])
    chosen = [theme.code for theme in filters["themes"]]
    return theme_columns(chosen or most_used_themes(reviews))


def _all_columns(filters, code):
    return theme_columns([code]) if filters["by"] == BY_THEME else domain_columns(filters["framework"])
