"""The texts of the rows of the easy read and of its update: saving themselves, settling, their history."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from reports.easy_reads import SUMMARY
from reports.models import EasyReadRow
from reports.views.easy_rows import place_of
from reviews.access import get_review
from reviews.views.answers import to_scripts
from reviews.views.conflicts import settle_page, show_conflicts
from reviews.views.history import restore_version, show_history
from reviews.views.saving import answer_save, save_by_itself
from reviews.views.text_places import TextPlace, address_to_settle


def _get_row(review, which, row_id):
    return get_object_or_404(which.rows(EasyReadRow.objects.all(), review), pk=row_id)


def _place(review, which, row):
    return TextPlace(
        tab="easy_read_edit",
        heading=which.title,
        what="row",
        element=f"row-{row.pk}",
        settle=reverse(which.names["row_settle"], args=[review.pk, row.pk]),
        history=reverse(which.names["row_history"], args=[review.pk, row.pk]),
        back=place_of(review, which, row),
    )


def show_row_conflicts(request, review, which, row, conflicts):
    """Both texts of each conflict of a row whose form was sent."""
    place = _place(review, which, row)
    if request.htmx:
        # Among the rows there is no room for both texts.
        return HttpResponseClientRedirect(address_to_settle(place.settle, [each.offered for each in conflicts]))
    return show_conflicts(request, review, row, conflicts, place=place)


@never_cache
@require_POST
@to_scripts
def row_save(request, review_id, row_id, which=SUMMARY):
    """Saves one text of a row; answers as `text_save` does."""
    review = get_review(request, review_id, to=which.verb)
    row = _get_row(review, which, row_id)
    settle = _place(review, which, row).settle
    return answer_save(request, EasyReadRow, lambda sent: save_by_itself(row, sent, request.user), settle)


@never_cache
@require_http_methods(["GET", "POST"])
def row_settle(request, review_id, row_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    row = _get_row(review, which, row_id)
    return settle_page(request, review, row, place=_place(review, which, row))


@never_cache
@require_GET
def row_history(request, review_id, row_id, which=SUMMARY):
    review = get_review(request, review_id)
    row = _get_row(review, which, row_id)
    can_restore = which.verb in review.allowed
    return show_history(request, review, row, can_restore=can_restore, place=_place(review, which, row))


@require_POST
def row_version_restore(request, review_id, row_id, version_id, which=SUMMARY):
    review = get_review(request, review_id, to=which.verb)
    row = _get_row(review, which, row_id)
    return restore_version(request, review, row, version_id, place=_place(review, which, row))
