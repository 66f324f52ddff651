"""Says, on the page after somebody was added, how that person gets in; a new account is announced by mail as well."""

from django.contrib import messages
from django.urls import reverse

from accounts.actions import send_welcome

HOW_TO_BEGIN = "choose a password with “I have forgotten my password” on the sign-in page"


def greet(request, user, *, is_new):
    if is_new and not send_welcome(user=user, sign_in_url=request.build_absolute_uri(reverse("account_login"))):
        messages.warning(
            request,
            f"{user.name} has an account, but the e-mail about it could not be sent. Please tell them yourself: "
            f"with the address {user.email} they can {HOW_TO_BEGIN}.",
        )
    elif is_new:
        messages.success(request, f"{user.name} has an account and was told by e-mail. They can {HOW_TO_BEGIN}.")
    elif not user.has_usable_password():
        messages.info(request, f"{user.name} has an account but no password yet. They can {HOW_TO_BEGIN}.")
    else:
        messages.success(request, f"{user.name} signs in with the account they have, {user.email}.")
