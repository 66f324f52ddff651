"""The gate: what is still open before a review's report and easy read go out."""

from dataclasses import dataclass

from reports.pictures.finding import pictures_named
from reviews.models import Passage, Section, SiteContact, Source
from reviews.room import compared


@dataclass(frozen=True)
class Obstacle:
    """One thing that is open. `stops`: nothing can be issued while it is; `url_name` is the page to put it right."""

    text: str
    stops: bool
    url_name: str


def obstacles(review):
    """What is open before the review can be issued, those that stop it first. Twelve queries at most."""
    found = [*_of_text(review), *_of_the_room(review), *_of_people(review), *_of_easy_read(review)]
    return sorted(found, key=lambda each: not each.stops)


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


def _of_easy_read(review):
    easy_read = getattr(review, "easy_read", None)
    rows = list(easy_read.rows.all()) if easy_read else []
    sentences = [row for row in rows if row.kind == row.Kind.ROW]
    if not sentences:
        yield Obstacle("The easy-read summary has not been written.", False, "easy_read_edit")
        return
    without = sum(1 for row in sentences if not row.picture)
    if without:
        yield Obstacle(f"{without} rows of the easy read have no picture yet.", True, "easy_read_edit")
    known = pictures_named({row.picture for row in sentences if row.picture}, site_id=review.site_id)
    wrong = [row for row in sentences if row.picture and (row.picture not in known or known[row.picture].stops)]
    if wrong:
        yield Obstacle(
            f"{len(wrong)} rows of the easy read have a picture that may not be used any more: choose another.",
            True,
            "easy_read_edit",
        )
    if not easy_read.tests.exists():
        yield Obstacle("Nobody has tested the easy read yet.", False, "easy_read_edit")
