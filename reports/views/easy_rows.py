"""Pieces of an easy read's page: a row that was saved, and whatever else that changed, in place of the whole page."""

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django_htmx.http import reswap, retarget, trigger_client_event

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


def rows_again(request, review, which, *, said, row=None, behind=None, go_to="row"):
    """All rows as they stand by now, whoever moved them or took them out, and what that changes about the whole.

    The reader's place is then at `row`: at its button "up" or "down", or (`go_to` is "row") at the whole of it. Without
    a row it is the first one `behind` a position, or the last one; without either the list.
    """
    bench = workbench(review, which)
    show_pictures(bench.rows, review)
    context = {
        **testing_of(bench.easy_read, bench.rows),
        "review": review,
        "which": which,
        "bench": bench,
        "rows": bench.rows,
        "can_edit": True,
    }
    response = render(request, "reports/includes/easy_rows_again.html", context)
    response = retarget(reswap(response, "outerHTML"), ".easy-rows")
    if row:
        said += _now_at(bench.rows, row)
    elif behind is not None:
        row = next((each for each in bench.rows if each.position > behind), bench.rows[-1])
    place = f"row-{row.pk}" if row else "easy-rows"
    return trigger_client_event(
        response, "easy-read:changed", {"place": place, "goTo": go_to, "said": said, "add": False}, after="swap"
    )


def _now_at(rows, row):
    """Where a row stands now, for those who do not see it."""
    here = next((place for place, each in enumerate(rows) if each.pk == row.pk), None)
    if here is None:
        return ""
    after = f", after “{Truncator(rows[here - 1]).words(8)}”" if here else ""
    return f" It is {here + 1} of {len(rows)} now{after}."


def testing_of(easy_read, rows):
    """What the testing adds to the page: what was said beside each row (`row.heard`), links, tests, the sign-off."""
    if easy_read is None:
        return {}
    heard, about_gone_rows = heard_about(rows, easy_read)
    for row in rows:
        row.heard = heard.get(row.pk)
    signed, still_holds = standing(easy_read, rows)
    return {
        "about_gone_rows": about_gone_rows,
        "tests": easy_read.tests.select_related("link"),
        "links": easy_read.trial_links.select_related("test").annotate(answered=Count("answers")),
        "signed": signed,
        "still_holds": still_holds,
    }


def answer_again(request, review, which, answer, *, said, on):
    """What was said of one row as it stands by now: beside it on the "bench", or in the list of one test ("link")."""
    context = {"review": review, "which": which, "can_edit": True, "on": on, "answer": answer}
    if on == "bench":
        row = answer.link.easy_read.rows.filter(pk=answer.row).first()
        heard, context["about_gone_rows"] = heard_about([row] if row else [], answer.link.easy_read)
        context |= {"row": row, "heard": heard.get(row.pk) if row else None}
    response = render(request, "reports/includes/tester_answer_again.html", context)
    return trigger_client_event(
        response,
        "easy-read:changed",
        {"place": f"answer-{answer.pk}", "goTo": "deal", "said": said, "add": False},
        after="swap",
    )


def _how_many(hints):
    count = sum(1 for shown in hints if not shown.hint.quiet)
    return f" It has {count} hint{'' if count == 1 else 's'}." if count else ""


def _shown(row):
    return row.text, row.hints, row.aside, row.next_open
