"""Asking a site for the papers that the framework's preparation pack lists."""

from django.db import transaction

from frameworks.models import PaperRequest
from reviews.models import Paper, Review


@transaction.atomic
def ask_for_papers(*, review):
    """Add the papers that the preparation pack asks for under this edition; returns how many were not asked for yet."""
    Review.objects.select_for_update().get(pk=review.pk)
    asked = set(review.papers.values_list("code", flat=True))
    requests = [item for item in PaperRequest.objects.asked_for_in(review.edition) if item.code not in asked]
    first = len(asked)
    Paper.objects.bulk_create(
        Paper(review=review, code=item.code, title=item.title, position=first + place)
        for place, item in enumerate(requests)
    )
    return len(requests)
