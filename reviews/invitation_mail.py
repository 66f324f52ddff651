"""Mails an invitation, and says on the next page whether it is on its way; not too many of one person in an hour."""

import logging

from allauth.core import ratelimit
from django.contrib import messages
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.actions import PersonRefused

logger = logging.getLogger(__name__)


def refuse_too_many(request):
    """Count an invitation (ACCOUNT_RATE_LIMITS: invite), and raise PersonRefused where there were too many."""
    if not ratelimit.consume(request, action="invite"):
        raise PersonRefused("You have invited many people within an hour. Wait a while, then invite the others.")


def mail_invitation(request, invitation):
    """Send the link to the address. The mail says nothing of any review or site, only who invites."""
    link = request.build_absolute_uri(reverse("invitation_accept", args=[invitation.token]))
    text = render_to_string("reviews/invitation_message.txt", {"invitation": invitation, "link": link})
    try:
        send_mail("Golden Thread: you are invited", text, None, [invitation.email])
    except OSError as error:
        # What a mail server answers may hold the address, so only the kind of failure is logged.
        logger.error("Invitation %s was not sent: %s", invitation.pk, type(error).__name__)
        messages.warning(
            request,
            f"The invitation for {invitation.name} is here, but the e-mail could not be sent. Try “Send again” later.",
        )
    else:
        messages.success(request, f"{invitation.name} is invited. The link in the e-mail works for 14 days.")
