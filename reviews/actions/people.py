"""Removing a person: out of every team and site, and out of the account; what reports rest on stays."""

from django.db import transaction

from accounts.actions import PersonRefused
from accounts.audit import record
from accounts.models import User
from accounts.removal import REMOVED_NAME, anonymise, anonymous_address
from reviews.actions.invitations import revoke_invitation
from reviews.actions.sites import end_contact
from reviews.actions.team import leave_team
from reviews.models import Invitation, Member, SiteContact


@transaction.atomic
def remove_person(*, person, by):
    """End all roles of a person and make their account that of nobody. Raises PersonRefused.

    What they wrote, signed and received stays, tied to the account. Members keep the name that the report prints;
    whoever only checked a review is not named in it, so that name goes. The record holds ids, so it stays whole.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person == by:
        raise PersonRefused("You cannot remove yourself. Ask a colleague to do it.", None)
    for member in Member.objects.current().filter(user=person):
        try:
            leave_team(member=member, by=by)
        except PersonRefused as refusal:
            raise PersonRefused(f"{member.review}: {refusal}", None) from refusal
    for contact in SiteContact.objects.not_over().filter(user=person):
        end_contact(contact=contact, by=by)
    person.memberships.exclude(pk__in=Member.objects.printed()).update(name=REMOVED_NAME)
    _forget_invitations(person, by)
    record("person-remove", person, by=by)
    return anonymise(person)


def _forget_invitations(person, by):
    """Take back what waits for the person, and take their name and address out of what they accepted."""
    sent = Invitation.objects.sent_to(person)
    for invitation in sent.waiting():
        revoke_invitation(invitation=invitation, by=by)
    sent.update(name=REMOVED_NAME, email=anonymous_address(person))
