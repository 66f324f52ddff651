"""Making accounts for people, and telling them so."""

import logging

from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from accounts.audit import record
from accounts.models import User

logger = logging.getLogger(__name__)

CLOSED = "The account with this address is closed. Centre staff can open it again under “People”."


class PersonRefused(Exception):
    """This person cannot have what was asked for. The message says why; `field` names what to correct in the form."""

    def __init__(self, sentence, field="email"):
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def account_for(*, email, name, by):
    """The account with this address, made without a password where there is none: (User, whether it is new)."""
    without_password = {"name": name, "password": make_password(None)}
    user, is_new = User.objects.get_or_create(email=email.lower(), defaults=without_password)
    if is_new:
        record("account-make", user, by=by)
    if not user.is_active:
        raise PersonRefused(CLOSED)
    return user, is_new


def send_welcome(*, user, sign_in_url):
    """Tell somebody by mail that they have an account, not what for. Returns whether the mail was accepted."""
    text = render_to_string("accounts/welcome_message.txt", {"user": user, "sign_in_url": sign_in_url})
    try:
        send_mail("Golden Thread: you have an account", text, None, [user.email])
    except OSError as error:
        # What a mail server answers may hold the address, so only the kind of failure is logged.
        logger.error("The welcome message to account %s was not sent: %s", user.pk, type(error).__name__)
        return False
    return True
