"""What belongs to a review, found through it: whatever belongs to another is as if unknown."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from reviews.actions import SUMMARY
from reviews.models import Passage, Section


def get_section(review, code):
    """The section of this review with that code; its review is the one from the door."""
    section = get_object_or_404(review.sections.select_related("domain"), code=code)
    section.review = review
    return section


def get_passage(review, passage_id):
    """The passage of this review with that id, removed or not."""
    found = Passage.objects.select_related("section__domain", "removed_by", "recommendation")
    passage = get_object_or_404(found, pk=passage_id, section__review=review)
    passage.section.review = review
    return passage


def get_good_practice(review, good_practice_id):
    """What is to be written up of this review with that id."""
    return get_object_or_404(review.good_practice, pk=good_practice_id)


def get_good_practice_by_key(review, key):
    """The same by the key under which its texts save themselves."""
    return get_object_or_404(review.good_practice, key=key)


def good_practice_place(review):
    """Where good practice stands on the page of the summary."""
    summary = review.sections.filter(kind=Section.Kind.SUMMARY).values_list("code", flat=True).first() or SUMMARY
    return f"{reverse('section_detail', args=[review.pk, summary])}#good-practice"


def address_of(passage):
    """Where a passage stands on the page of its section."""
    page = reverse("section_detail", args=[passage.section.review_id, passage.section.code])
    return f"{page}#passage-{passage.pk}"
