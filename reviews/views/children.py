"""What belongs to a review, found through it: whatever belongs to another is as if unknown."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from reviews.models import Passage


def get_section(review, code):
    """The section of this review with that code; its review is the one from the door."""
    section = get_object_or_404(review.sections.select_related("domain"), code=code)
    section.review = review
    return section


def get_passage(review, passage_id):
    """The passage of this review with that id, removed or not."""
    found = Passage.objects.select_related("section__domain", "removed_by")
    passage = get_object_or_404(found, pk=passage_id, section__review=review)
    passage.section.review = review
    return passage


def address_of(passage):
    """Where a passage stands on the page of its section."""
    page = reverse("section_detail", args=[passage.section.review_id, passage.section.code])
    return f"{page}#passage-{passage.pk}"
