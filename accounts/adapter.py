"""How signing in works here: nobody signs up; sign-ins, sign-outs and failures are recorded, without addresses."""

import logging
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.urls import reverse

from accounts import watch
from accounts.audit import record
from accounts.models import User

logger = logging.getLogger(__name__)

# allauth tells people by mail of every change to a second factor, under these names; it is recorded on the way.
FACTOR_CHANGES = {
    "mfa/email/totp_activated": "second-factor-add",
    "mfa/email/webauthn_added": "second-factor-add",
    "mfa/email/totp_deactivated": "second-factor-remove",
    "mfa/email/webauthn_removed": "second-factor-remove",
    "mfa/email/recovery_codes_generated": "recovery-codes-make",
}
NOT_RECORDED = "Nothing was recorded of what was sent from this page while you were signed out. Press its button again."
# In a session before somebody signs in: the page on which a form stood that was sent without being signed in.
UNRECORDED = "unrecorded"
# In the order in which they are offered where somebody has to show again who they are: typing comes last.
WAYS_TO_CONFIRM = {
    "mfa_reauthenticate:webauthn": "Use a passkey",
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use your app or a recovery code",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "There have been too many attempts to sign in. Wait five minutes, then try again.",
        "enter_current_password": "Your current password is not right.",
        "invalid_password_reset": "This link has been used already or is too old. Ask for a new one.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        return reverse("account_detail")

    def format_email_subject(self, subject):
        return f"Golden Thread: {subject.strip()}"

    def post_login(self, request, user, **login):
        record("sign-in", user, by=user)
        watch.begin(request, user)
        response = super().post_login(request, user, **login)
        page = request.session.pop(UNRECORDED, None)
        if page and response.url == page:
            # Not on any other page: whoever signs in there may be somebody else, or have gone another way.
            messages.warning(request, NOT_RECORDED)
        return response

    def logout(self, request):
        record("sign-out", request.user, by=request.user)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        user = User.objects.filter(email__iexact=credentials.get("email", "")).first()
        record("sign-in-fail", user or User)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Guesses at one account count together, whichever of our names and ports they come by."""
        return credentials.get("email", "").lower()

    def set_password(self, user, password):
        super().set_password(user, password)
        record("password-change", user, by=user)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Not of somebody who has shown who they are a moment ago, be it in signing in."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((entry["at"] for entry in records), default=0)
        return time.time() - newest > app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user):
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        return [found[way] | {"description": words} for way, words in WAYS_TO_CONFIRM.items() if way in found]

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if verb := FACTOR_CHANGES.get(template_prefix):
            record(verb, user, by=user)
        if verb == "second-factor-add":
            watch.note_second_factor(self.request)
        if verb == "second-factor-remove" and not watch.has_second_factor(user):
            watch.forget_second_factor(self.request)
        try:
            super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)
        except OSError as error:
            # What was changed stays changed. What a mail server answers may hold the address.
            logger.error("Account %s could not be told by mail: %s", user.pk, type(error).__name__)
