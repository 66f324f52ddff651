"""Good practice to be written up: beginning it with its first words, and storing what its form sent."""

from django.db import transaction
from django.db.models import Max

from reviews.actions.locking import lock_review
from reviews.models import GoodPractice, TextVersion
from reviews.saving import Conflict, Saved, first_version, save_text, usable


class GoodPracticeElsewhere(Exception):
    """New good practice came with a key that another review's has."""


@transaction.atomic
def save_or_begin_good_practice(*, review, key, field, text, based_on, by, kind=TextVersion.Kind.CHECKPOINT):
    """Save one text of good practice by itself, and begin it with it, after all others, if it is not there yet.

    Returns (good practice, what `save_text` returns). Raises UnusableText and GoodPracticeElsewhere.
    """
    lock_review(review.pk)
    there = GoodPractice.objects.filter(key=key).first()
    if there is not None and there.review_id != review.pk:
        raise GoodPracticeElsewhere
    if there is not None:
        return there, save_text(there, field, text, based_on=based_on, by=by, kind=kind)
    texts = {field: usable(GoodPractice, field, text)}
    begun = GoodPractice.objects.create(review=review, key=key, position=_next_position(review), **texts)
    version = first_version(begun, by=by, field=field, based_on=based_on, kind=kind)
    version.save()
    return begun, Saved(version.hash, version.at)


@transaction.atomic
def save_good_practice(*, review, key, by, texts):
    """Store the texts that a form sent: {field: (words, the hash they were based on)}.

    Returns (good practice, conflicts) and raises as `save_or_begin_good_practice` does.
    """
    results = []
    for field, (words, based_on) in texts.items():
        good_practice, result = save_or_begin_good_practice(
            review=review, key=key, field=field, text=words, based_on=based_on, by=by
        )
        results.append(result)
    return good_practice, [result for result in results if isinstance(result, Conflict)]


def _next_position(review):
    last = review.good_practice.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
