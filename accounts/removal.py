"""Makes an account that of nobody: what rests on it stays, and does not say any more whose it was."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from accounts.actions import end_sessions
from accounts.models import SecondFactorReset, User

REMOVED_NAME = "Removed person"


def anonymous_address(user):
    """What stands where the address was; no mail can be sent to a name under .invalid."""
    return f"removed-{user.pk}@removed.invalid"


@transaction.atomic
def anonymise(user):
    """Take name, address, password, second factor and sessions from an account, and close it for good."""
    end_sessions(user)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    # What staff wrote down about how they made sure that it was them.
    SecondFactorReset.objects.filter(user=user).update(reason="")
    stored = User.objects.select_for_update().get(pk=user.pk)
    stored.name = REMOVED_NAME
    stored.email = anonymous_address(stored)
    # Another password also ends the sessions that are not listed.
    stored.set_unusable_password()
    stored.is_active = stored.is_staff = False
    stored.last_login = None
    stored.removed_at = timezone.now()
    stored.save()
    return stored
