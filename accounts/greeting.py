"""Says, on the page after somebody with an account was added, how that person gets in."""

from django.contrib import messages


def greet(request, user):
    if user.has_usable_password() or user.authenticator_set.exists():
        messages.success(request, f"{user.name} signs in with the account they have, {user.email}.")
    else:
        messages.info(
            request,
            f"{user.name} has an account but no password yet. They can choose one with “I have forgotten my password” "
            "on the sign-in page.",
        )
