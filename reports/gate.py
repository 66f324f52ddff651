"""The gate: what is still open before a review's report and easy read go out."""

from dataclasses import dataclass

from reports.easy_reads import SUMMARY, UPDATE
from reports.models import Version
from reports.pictures.finding import pictures_named
from reports.sign_off import standing
from reports.workbench import workbench
from reviews.models import Passage, Section, SiteContact, Source
from reviews.room import compared

# Hints of the easy read that stand among the obstacles in words of their own.
SAID_ALREADY = {"passage-changed", "picture-missing"}


@dataclass(frozen=True)
class Obstacle:
    """One thing that is open; `url_name` is the page to put it right. `stops`: nothing can be issued while it is.

    `needs_reason`: nothing can be issued before somebody has said why it stays so.
    """

    text: str
    stops: bool
    url_name: str
    needs_reason: bool = False


def obstacles(review, subject=Version.Subject.REPORT):
    """What is open before the report, or its update, can be issued, what stops it first. Eighteen queries at most."""
    if subject == Version.Subject.UPDATE:
        found = [*_of_people(review), *_of_easy_read(review, UPDATE)]
    else:
        found = [*_of_text(review), *_of_the_room(review), *_of_people(review), *_of_easy_read(review, SUMMARY)]
    return sorted(found, key=lambda each: (not each.stops, not each.needs_reason))


def _of_text(review):
    passages = list(
        Passage.objects.present()
        .filter(section__review=review)
        .exclude(text="")
        .select_related("recommendation")
        .prefetch_related("recommendation__owners")
    )
    if not any(passage.kind != Passage.Kind.PARAGRAPH for passage in passages):
        yield Obstacle(
            "Nothing has been found yet: the report has no findings or recommendations.", True, "section_list"
        )
    filled = {passage.section_id for passage in passages}
    printed = [Section.Kind.BACKGROUND, Section.Kind.DOMAIN, Section.Kind.LINE, Section.Kind.SUMMARY]
    empty = [section.title for section in review.sections.filter(kind__in=printed) if section.pk not in filled]
    if empty:
        yield Obstacle(f"Nothing is written under: {', '.join(empty)}.", False, "section_list")
    recommendations = [passage for passage in passages if passage.kind == Passage.Kind.RECOMMENDATION]
    unowned = sum(1 for passage in recommendations if not _has_owner(passage))
    if unowned:
        yield Obstacle(
            f"{unowned} of {len(recommendations)} recommendations do not say whose they are.", False, "section_list"
        )


def _of_the_room(review):
    """What the site would be surprised to read, and what it would miss; and words that nobody may quote."""
    beside = compared(review)
    if beside.not_said:
        yield Obstacle(
            f"In the report and not marked as said in the room: {len(beside.not_said)}.", False, "room_compare"
        )
    if beside.not_in_the_report:
        yield Obstacle(
            f"Said in the room and not in the report: {len(beside.not_in_the_report)}.", False, "room_compare"
        )
    sources = Source.objects.filter(passage__section__review=review, passage__removed_at=None)
    sources = sources.filter(note__their_words=True, note__may_be_quoted=False).exclude(note__text="")
    quoted = sum(1 for row in sources.select_related("passage", "note") if row.note.text.strip() in row.passage.text)
    if quoted:
        yield Obstacle(
            f"Words that we were not given leave to quote still stand as they were noted: {quoted}.", False, "note_list"
        )


def _has_owner(passage):
    details = getattr(passage, "recommendation", None)
    return details is not None and bool(details.lead or details.owners.all())


def _of_people(review):
    commissioners = SiteContact.objects.current().filter(site_id=review.site_id, role=SiteContact.Role.COMMISSIONER)
    if not commissioners.exists():
        yield Obstacle(
            "Nobody can receive it: the site has no commissioner with an account. Centre staff can add one.",
            True,
            "release_detail",
        )


def _of_easy_read(review, which):
    bench = workbench(review, which)
    rows, page = bench.rows, which.names["page"]
    sentences = [row for row in rows if row.kind == row.Kind.ROW]
    if not sentences:
        yield _nothing_written(which)
        return
    yield from _of_rows(review, sentences, page)
    hints = [hint for hint in bench.open_hints if hint.code not in SAID_ALREADY]
    if hints:
        yield Obstacle(f"Hints on the easy read that nobody has followed or set aside: {len(hints)}.", False, page)
    if not bench.easy_read.tests.exists():
        yield _to_explain("Nobody has tested the easy read yet.", page)
    signed, still_holds = standing(bench.easy_read, rows)
    if signed is None:
        yield _to_explain("Nobody has signed the easy read off.", page)
    elif not still_holds:
        yield _to_explain("The easy read has changed since it was signed off.", page)


def _nothing_written(which):
    if which.is_update:
        return Obstacle("What happened next has not been written.", True, which.names["page"])
    return _to_explain("The easy-read summary has not been written.", which.names["page"])


def _of_rows(review, sentences, page):
    to_write = sum(1 for row in sentences if row.to_write)
    if to_write:
        yield Obstacle(f"Rows of the easy read that are still to be written: {to_write}.", True, page)
    changed = sum(1 for row in sentences if row.passage_has_changed)
    if changed:
        yield Obstacle(
            f"Rows of the easy read whose passage has changed since they were written: {changed}.", False, page
        )
    without = sum(1 for row in sentences if not row.picture)
    if without:
        yield Obstacle(f"Rows of the easy read that have no picture yet: {without}.", True, page)
    known = pictures_named({row.picture for row in sentences if row.picture}, site_id=review.site_id)
    wrong = [row for row in sentences if row.picture and (row.picture not in known or known[row.picture].stops)]
    if wrong:
        yield Obstacle(
            f"Rows of the easy read with a picture that may not be used any more: {len(wrong)}. Choose another.",
            True,
            page,
        )


def _to_explain(text, page):
    return Obstacle(text, False, page, needs_reason=True)
