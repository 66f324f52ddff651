"""Which reviews and columns the filters of a comparison choose; pages and exports ask here."""

from national.comparison import BY_THEME, domain_columns, most_used_themes, theme_columns
from reviews.models import Review


def with_defaults(query):
    """A copy of what stands in the address, with what is compared where it says nothing."""
    query = query.copy()
    query.setdefault("by", "domain")
    query.setdefault("text", "issued")
    return query


def reviews_for(filters):
    """Lines of enquiry have no domains in common, so reviews by them are compared by theme only."""
    reviews = Review.objects.select_related("site", "edition").order_by("site__name", "visit_from", "id")
    if filters["by"] != BY_THEME:
        reviews = reviews.filter(edition__framework=filters["framework"])
    if filters["sites"]:
        reviews = reviews.filter(site__in=filters["sites"])
    return reviews


def columns_for(filters, reviews):
    if filters["by"] != BY_THEME:
        return domain_columns(filters["framework"])
    chosen = [theme.code for theme in filters["themes"]]
    return theme_columns(chosen or most_used_themes(reviews))


def all_columns(filters, code):
    return theme_columns([code]) if filters["by"] == BY_THEME else domain_columns(filters["framework"])
