"""Who is on the team of a review: adding somebody, changing what they are there, and leaving."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.actions import PersonRefused, account_of
from accounts.audit import record
from reviews.actions.invitations import revoke_invitation, send_invitation
from reviews.actions.places_taken import refuse_member
from reviews.models import Invitation, Member, Review


@transaction.atomic
def add_member(*, member, email, by):
    """Put somebody, not saved yet, on the team. Returns the invitation, if there is no account with the address."""
    Review.objects.select_for_update().get(pk=member.review_id)
    _refuse_same_name(member)
    last = member.review.members.aggregate(last=Max("position"))["last"]
    member.position = 0 if last is None else last + 1
    _connect(member, email)
    member.save()
    record("member-add", member, by=by, review=member.review)
    return _invite(member, email, by)


@transaction.atomic
def change_member(*, member, email, by):
    """Save what was changed of a member. An address given now connects them to an account, or is invited."""
    Review.objects.select_for_update().get(pk=member.review_id)
    stored = Member.objects.get(pk=member.pk)
    if stored.name != member.name:
        _refuse_same_name(member)
    if stored.role != member.role:
        _keep_a_lead(stored)
    _connect(member, email)
    member.save()
    record("member-change", member, by=by, review=member.review)
    return _invite(member, email, by)


@transaction.atomic
def leave_team(*, member, by):
    """End somebody's part in the review: they see nothing of it from this moment."""
    Review.objects.select_for_update().get(pk=member.review_id)
    _keep_a_lead(member)
    member.left = timezone.localdate()
    member.save(update_fields=["left"])
    _take_back(member, by)
    record("member-leave", member, by=by, review=member.review)


def _others(member):
    return member.review.members.current().exclude(pk=member.pk)


def _refuse_same_name(member):
    # SQLite takes capitals beyond ASCII for other letters, so names are compared here.
    if member.name.casefold() in {name.casefold() for name in _others(member).values_list("name", flat=True)}:
        raise PersonRefused(
            f"There is a {member.name} on this team already. If this is somebody else, add what tells them apart.",
            "name",
        )


def _connect(member, email):
    """Give the member the account with this address, where there is one."""
    if email and (user := account_of(email)):
        refuse_member(member, user)
        member.user = user


def _invite(member, email, by):
    """Invite the member to make an account, unless they have one; an earlier invitation no longer holds."""
    if not email:
        return None
    _take_back(member, by)
    if member.user:
        return None
    return send_invitation(invitation=Invitation(member=member, name=member.name, email=email), by=by)


def _take_back(member, by):
    for invitation in member.invitations.waiting():
        revoke_invitation(invitation=invitation, by=by)


def _keep_a_lead(member):
    """Refuse to take away the only lead; one without an account cannot stand in for one who has it."""
    if member.role != Member.Role.LEAD:
        return
    others = _others(member).filter(role=Member.Role.LEAD)
    if member.user_id:
        others = others.filter(user__is_active=True)
    if not others.exists():
        raise PersonRefused(
            f"{member.name} is the only lead reviewer{' who can sign in' if member.user_id else ''}. "
            "Make somebody else lead reviewer first.",
            "role",
        )
