"""One after the other: what changes which passages a review has, and where they stand."""

from reviews.models import Review


def lock_review(review_id):
    """Hold the review until the end of the transaction. Comes before any lock of a passage, so nobody waits in a ring.

    Saving a text does not take it: texts of different passages never wait for each other.
    """
    Review.objects.select_for_update(no_key=True).get(pk=review_id)
