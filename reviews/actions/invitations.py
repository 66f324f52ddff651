"""Inviting somebody by mail, and what happens when they accept."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from reviews.actions.places_taken import refuse_contact, refuse_member
from reviews.models import Invitation, SiteContact
from reviews.models.invitations import token_hash


class InvitationClosed(Exception):
    """The link cannot be used. `heading` and the message say why and what to do, to the person who opened it."""

    def __init__(self, heading, sentence):
        super().__init__(sentence)
        self.heading = heading


def send_invitation(*, invitation, by):
    """Save a new invitation; the token of its link is then at `invitation.token`, and is stored nowhere."""
    invitation.email = invitation.email.lower()
    invitation.invited_by = by
    _renew(invitation)
    record("invitation-send", invitation, by=by, review=invitation.review)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation, by):
    """Give an invitation another link and fourteen days more; the link sent before no longer works."""
    _renew(invitation)
    record("invitation-resend", invitation, by=by, review=invitation.review)
    return invitation


def _renew(invitation):
    invitation.token = secrets.token_urlsafe(32)
    invitation.token_hash = token_hash(invitation.token)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + Invitation.VALID_FOR
    invitation.save()


@transaction.atomic
def revoke_invitation(*, invitation, by):
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record("invitation-revoke", invitation, by=by, review=invitation.review)


def invitation_of(token):
    """The invitation that a link is for, while it can be accepted; otherwise InvitationClosed, in plain words."""
    found = Invitation.objects.select_related("member__review__site", "site", "body", "accepted_by")
    invitation = found.filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise InvitationClosed(
            "This link is not right",
            "A part of it may be missing. Open it from the e-mail, or copy all of it. "
            "If we sent you a newer e-mail, only the link in that one works.",
        )
    if invitation.accepted_at:
        raise InvitationClosed("You have used this link already", "You need it once only. Sign in from now on.")
    if invitation.revoked_at:
        raise InvitationClosed(
            "This invitation was taken back",
            "If you think that is a mistake, ask the person who invited you to send a new one.",
        )
    if invitation.is_too_old:
        raise InvitationClosed(
            "This link is too old", "It worked for 14 days. Ask the person who invited you to send it again."
        )
    return invitation


@transaction.atomic
def accept_invitation(*, invitation, user):
    """Give the person the place they were invited to. Raises PersonRefused if it can no longer be theirs."""
    waiting = Invitation.objects.waiting().select_for_update().filter(pk=invitation.pk)
    if not waiting.exists():
        raise InvitationClosed("You have used this link already", "You need it once only. Sign in from now on.")
    if member := invitation.member:
        refuse_member(member, user)
        member.user = user
        member.save(update_fields=["user"])
    else:
        place = {name: getattr(invitation, name) for name in ("site", "role", "body", "starts", "ends")}
        contact = SiteContact(user=user, **place)
        refuse_contact(contact)
        contact.save()
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record("invitation-accept", invitation, by=user, review=invitation.review)
