"""Finding and making accounts, ending sessions, and helping somebody who has lost their second factor."""

import logging

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.audit import record
from accounts.models import User

logger = logging.getLogger(__name__)

CLOSED = "The account with this address is closed. Centre staff can open it again under “People”."


class PersonRefused(Exception):
    """This person cannot have what was asked for. The message says why; `field` names what to correct in the form."""

    def __init__(self, sentence, field="email"):
        super().__init__(sentence)
        self.field = field


def account_of(email):
    """The account with this address, or None. A closed one is refused."""
    user = User.objects.filter(email=email.lower()).first()
    if user and not user.is_active:
        raise PersonRefused(CLOSED)
    return user


@transaction.atomic
def make_account(*, email, name, password=None):
    """An account for somebody who accepts an invitation; without a password it waits for a passkey."""
    user = User.objects.create(email=email.lower(), name=name, password=make_password(password))
    record("account-make", user, by=user)
    return user


def end_sessions(user):
    """Sign somebody out wherever they are signed in. Returns how many sessions that were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def ask_for_reset(*, reset):
    """The first of two steps: keep who asks for it, and why."""
    reset.save()
    record("second-factor-reset-ask", reset.user, by=reset.by)


@transaction.atomic
def confirm_reset(*, reset):
    """The second step: from here on the person signs in without a second factor, and sets up another at once."""
    reset.confirmed_at = timezone.now()
    reset.save(update_fields=["confirmed_at"])
    remove_second_factor(user=reset.user, by=reset.by)


@transaction.atomic
def remove_second_factor(*, user, by):
    """Take away passkeys, app and recovery codes, end all sessions, and tell the person when that is done."""
    user.authenticator_set.all().delete()
    end_sessions(user)
    record("second-factor-reset", user, by=by)
    transaction.on_commit(lambda: tell_of_reset(user))


def tell_of_reset(user):
    text = render_to_string("accounts/second_factor_reset_message.txt", {"user": user})
    try:
        send_mail("Golden Thread: your second factor was reset", text, None, [user.email])
    except OSError as error:
        # What a mail server answers may hold the address, so only the kind of failure is logged.
        logger.error("Account %s could not be told of the reset: %s", user.pk, type(error).__name__)


def mail_password_link(*, user_id, site):
    """Mail somebody a link to choose a new password. `site` is the address of the first page. Nobody gets none."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    context = {"user": user, "password_reset_url": f"{site.rstrip('/')}{path}"}
    text = render_to_string("account/email/password_reset_key_message.txt", context)
    subject = render_to_string("account/email/password_reset_key_subject.txt").strip()
    send_mail(f"Golden Thread: {subject}", text, None, [user.email])
