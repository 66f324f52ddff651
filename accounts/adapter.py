"""How signing in works here: nobody signs up; sign-ins, sign-outs and failures are recorded, without addresses."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse

from accounts.audit import record
from accounts.models import User


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
        return super().post_login(request, user, **login)

    def logout(self, request):
        record("sign-out", request.user, by=request.user)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        user = User.objects.filter(email__iexact=credentials.get("email", "")).first()
        record("sign-in-fail", user or User)

    def set_password(self, user, password):
        super().set_password(user, password)
        record("password-change", user, by=user)
