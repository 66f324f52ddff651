"""Lines of enquiry of a review: adding one, and removing one that is empty."""

from django.db import transaction
from django.db.models import F

from accounts.audit import record
from reviews.codes import free_code
from reviews.models import Passage, Review, Section


class LineInUse(Exception):
    """Something has been written in the line; the message says so."""


@transaction.atomic
def add_line(*, review, title, by):
    """Add a line of enquiry after the last one, with a code made from its title."""
    Review.objects.select_for_update().get(pk=review.pk)
    sections = list(review.sections.all())
    lines = [section.position for section in sections if section.kind == Section.Kind.LINE]
    before = [section.position for section in sections if section.kind == Section.Kind.BACKGROUND]
    position = max(lines or before or [-1]) + 1
    review.sections.filter(position__gte=position).update(position=F("position") + 1)
    code = free_code(title, {section.code for section in sections}, "line")
    section = Section.objects.create(review=review, kind=Section.Kind.LINE, code=code, title=title, position=position)
    record("line-add", section, by=by, review=review)
    return section


@transaction.atomic
def remove_line(*, section, by):
    """Remove a line of enquiry in which nothing is written. What was removed from it earlier goes for good."""
    Section.objects.select_for_update().get(pk=section.pk)
    if section.passages.present().exists():
        raise LineInUse("Something is written in this line. Move it elsewhere or remove it first.")
    record("line-remove", section, by=by, review=section.review)
    Passage.objects.filter(section=section).delete()
    section.delete()
