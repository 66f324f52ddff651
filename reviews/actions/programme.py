"""Laying out the programme of a visit from the framework's model."""

from django.db import transaction
from django.db.models import Max

from reviews.models import Review, Session, SessionGroup
from reviews.programme import laid_out, model_programme


@transaction.atomic
def lay_out_programme(*, review):
    """Add the sessions of the framework's model programme, spread over the days of the visit; returns how many.

    A session that is in the programme already, by its code, is left as it is. The groups are planned, not met.
    """
    Review.objects.select_for_update().get(pk=review.pk)
    there = set(review.sessions.values_list("code", flat=True))
    model = laid_out(model_programme(review.edition), review.visit_from, review.visit_to)
    rows = [(date, session, groups) for date, session, groups in model if session.code not in there]
    first = (review.sessions.aggregate(last=Max("position"))["last"] or 0) + 1
    sessions = Session.objects.bulk_create(
        Session(
            review=review,
            code=session.code,
            date=date,
            start=session.start,
            end=session.end,
            title=session.title,
            place=session.place,
            purpose=session.purpose,
            access="\n".join(group.accessibility for group in groups),
            position=first + place,
        )
        for place, (date, session, groups) in enumerate(rows)
    )
    SessionGroup.objects.bulk_create(
        SessionGroup(session=session, group=group, planned=True, position=place)
        for session, (_date, _model, invited) in zip(sessions, rows, strict=True)
        for place, group in enumerate(dict.fromkeys(each.group for each in invited))
    )
    return len(rows)
