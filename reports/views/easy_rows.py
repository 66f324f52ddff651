"""Pieces of an easy read's page: a row that was saved, and whatever else that changed, in place of the whole page."""

from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import trigger_client_event

from reports.heard import heard_about
from reports.pictures.finding import pictures_named
from reports.sign_off import standing
from reports.workbench import workbench


def page_of(review, which):
    return reverse(which.names["page"], args=[review.pk])


def place_of(review, which, row):
    """Where a row stands on the page of its easy read; without a row, the hints about the whole."""
    return f"{page_of(review, which)}#{f'row-{row.pk}' if row else 'whole-hints'}"


def show_pictures(rows, review):
    """Give every row its picture to be shown, or None, as `row.shown`."""
    pictures = pictures_named({row.picture for row in rows if row.picture}, site_id=review.site_id)
    for row in rows:
        row.shown = pictures.get(row.picture)


def rows_as_they_are(review, which):
    """{id: what a page shows of a row's words and hints}, to be compared with what it shows after a change."""
    return {row.pk: _shown(row) for row in workbench(review, which).rows}


def pieces(request, review, which, *, before, said, row=None, saved=False, go_to="hint", add=False):
    """The pieces that have changed since `before`, and one sentence, `said`, for those who listen.

    `row` is what was changed, None for the hints of the whole; where it was `saved` it comes whole, else only its words
    and hints do. `go_to` says where the reader's place is then: at a "hint", or at the link to "change" the row; with
    `add` the form for another row opens behind it.
    """
    bench = workbench(review, which)
    show_pictures(bench.rows, review)
    whole = next((each for each in bench.rows if saved and each.pk == row.pk), None)
    if whole:
        heard, _ = heard_about([whole], bench.easy_read)
        whole.heard = heard.get(whole.pk)
    changed = [each for each in bench.rows if each is not whole and before.get(each.pk) != _shown(each)]
    signed, still_holds = standing(bench.easy_read, bench.rows)
    context = {
        "review": review,
        "which": which,
        "bench": bench,
        "saved": whole,
        "changed": changed,
        "tests": bench.easy_read.tests.all(),
        "signed": signed,
        "still_holds": still_holds,
        "can_edit": True,
    }
    response = render(request, "reports/includes/easy_rows_changed.html", context)
    if whole:
        said += _how_many(whole.hints)
    place = f"row-{row.pk}" if row else "whole-hints"
    return trigger_client_event(
        response, "easy-read:changed", {"place": place, "goTo": go_to, "said": said, "add": add}, after="swap"
    )


def _how_many(hints):
    count = sum(1 for shown in hints if not shown.hint.quiet)
    return f" It has {count} hint{'' if count == 1 else 's'}." if count else ""


def _shown(row):
    return row.text, row.hints, row.aside, row.next_open
