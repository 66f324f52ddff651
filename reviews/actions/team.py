"""Who is on the team of a review: adding somebody, changing what they are there, and leaving."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.actions import PersonRefused, account_for
from accounts.audit import record
from reviews.models import Member, Review, SiteContact


@transaction.atomic
def add_member(*, member, email, by):
    """Put somebody, not saved yet, on the team; with an address they can sign in. Says whether the account is new."""
    Review.objects.select_for_update().get(pk=member.review_id)
    _refuse_same_name(member)
    is_new = _connect(member, email, by)
    last = member.review.members.aggregate(last=Max("position"))["last"]
    member.position = 0 if last is None else last + 1
    member.save()
    record("member-add", member, by=by, review=member.review)
    return is_new


@transaction.atomic
def change_member(*, member, email, by):
    """Save what was changed of a member; an address given now connects them to an account. Says whether it is new."""
    Review.objects.select_for_update().get(pk=member.review_id)
    stored = Member.objects.get(pk=member.pk)
    if stored.name != member.name:
        _refuse_same_name(member)
    if stored.role != member.role:
        _keep_a_lead(stored)
    is_new = _connect(member, email, by)
    member.save()
    record("member-change", member, by=by, review=member.review)
    return is_new


@transaction.atomic
def leave_team(*, member, by):
    """End somebody's part in the review: they see nothing of it from this moment."""
    Review.objects.select_for_update().get(pk=member.review_id)
    _keep_a_lead(member)
    member.left = timezone.localdate()
    member.save(update_fields=["left"])
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


def _connect(member, email, by):
    if not email:
        return False
    member.user, is_new = account_for(email=email, name=member.name, by=by)
    if _others(member).filter(user=member.user).exists():
        raise PersonRefused("The person with this address is on this team already.")
    if SiteContact.objects.not_over().filter(user=member.user, site=member.review.site_id).exists():
        raise PersonRefused("This person signs in for the site itself. The people who review it come from elsewhere.")
    visited = member.review.members.exclude(role=Member.Role.INDEPENDENT).filter(user=member.user)
    if member.role == Member.Role.INDEPENDENT and visited.exists():
        raise PersonRefused("This person was on the review’s team. Somebody who was not has to make the check.")
    return is_new


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
