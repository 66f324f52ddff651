"""Finding the account with an address, and making one for somebody who was invited."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.audit import record
from accounts.models import User

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
