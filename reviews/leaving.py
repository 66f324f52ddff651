"""Those who have left a review: who they are, and what becomes of the words that they had not sent when they left."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.utils import timezone

from reviews.access import Verb, Who, roles_in, verbs_for
from reviews.models import GoodPractice, Note, Passage, Review, Section, Session, SessionGroup, SiteContact
from reviews.saving import keep_beside
from reviews.text import UnusableText

# As long as a session can last: what is sent later was not being written when somebody left.
STILL_TAKEN = timedelta(days=7)
# By the name of the address to which a text saves itself: what it is a text of, and who writes there.
WRITTEN_AT = {
    "text_save": (Verb.WRITE, lambda review, passage_id: Passage.objects.get(pk=passage_id, section__review=review)),
    "note_save": (Verb.WRITE, lambda review, note_id: Note.objects.get(pk=note_id, review=review)),
    "good_practice_save": (Verb.WRITE, lambda review, key: GoodPractice.objects.get(key=key, review=review)),
    "section_cell_save": (Verb.WRITE, lambda review, code: Section.objects.get(code=code, review=review)),
    "details_save": (Verb.WRITE, lambda review: review),
    "session_save": (Verb.PREPARE, lambda review, code: Session.objects.get(code=code, review=review)),
    "session_group_save": (
        Verb.PREPARE,
        lambda review, group_id: SessionGroup.objects.get(pk=group_id, session__review=review),
    ),
}


@dataclass(frozen=True)
class Leaver:
    """Somebody who had these roles in the review until the last of them ended on a day."""

    user: object
    review: Review
    roles: frozenset
    day: date


def leaver_of(user, review_id):
    """The Leaver, if the user had a part in the review that ended and may do nothing in it any more, or None."""
    review = Review.objects.filter(pk=review_id).first()
    if review is None or verbs_for(roles_in(user, review), review.stage):
        return None
    # Who was removed with their account cannot come back: nothing asks for them here.
    ended = [(member.role, member.left) for member in review.members.exclude(left=None).filter(user=user)]
    contacts = SiteContact.objects.filter(user=user, site_id=review.site_id)
    over = contacts.filter(~Q(left=None) | Q(ends__lt=timezone.localdate()))
    ended += [(contact.role, contact.left or contact.ends) for contact in over]
    if not ended:
        return None
    return Leaver(user, review, frozenset(Who(role) for role, _day in ended), max(day for _role, day in ended))


def keep_for_the_team(leaver, address, names, sent):
    """Keep what a leaver had typed beside the text in force, among its versions, for the team; says whether it was.

    Only where they had the right to write it: in a role that writes there at this stage, until a few days ago, and on
    the ground of a text that was stored by then. They are told nothing of what is stored.
    """
    verb, find = WRITTEN_AT.get(address, (None, None))
    wrote = verb in verbs_for(leaver.roles, leaver.review.stage)
    if not wrote or timezone.localdate() - leaver.day > STILL_TAKEN:
        return False
    try:
        item = find(leaver.review, **names)
        texts = {name: sent[name] for name in ("text", "based_on")}
        return keep_beside(item, sent["field"], **texts, by=leaver.user, until=leaver.day)
    except (ObjectDoesNotExist, UnusableText):
        # It was never begun, or it cannot be stored.
        return False
