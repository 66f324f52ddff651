"""The programme of a visit: laying it out from the framework's model, and storing what the form of a session sent."""

from django.db import transaction
from django.db.models import Max

from reviews.forms.together import save_together
from reviews.forms.writing import start_from, texts_sent
from reviews.models import Review, Session, SessionGroup
from reviews.programme import laid_out, model_programme
from reviews.saving import save_texts


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


@transaction.atomic
def save_session(*, form, groups, by):
    """Store a session and its groups from their valid forms: a new one whole, of one that is there each text by itself.

    Returns the conflicts of their texts. Where somebody else changed its day or hours meanwhile
    (`form.changed_by_others`) only the texts are stored, and the forms start from them.
    """
    # A row that came without the id of its group is none of those that are there.
    there = [row for row in groups.initial_forms if row.instance.pk]
    kept = [row for row in there if row not in groups.deleted_forms]
    conflicts = _save_texts([form, *kept], by) if form.instance.pk else []
    if not save_together(form):
        for each in (form, *kept):
            start_from(each, each.instance)
        return conflicts
    for row in there:
        if row not in kept:
            row.instance.delete()
        elif row.has_changed():
            row.save(commit=False).save(update_fields=row.Meta.fields)
    for row in groups.extra_forms:
        if row.has_changed() and row not in groups.deleted_forms:
            row.instance.session = form.instance
            row.save()
    return conflicts


def _save_texts(forms, by):
    found = [save_texts(each.instance, texts_sent(each, each.instance), by=by) for each in forms]
    return [conflict for conflicts in found for conflict in conflicts]
