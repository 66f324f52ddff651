"""How second factors are kept and named: allauth's way, with its secrets sealed."""

import base64
import hashlib
import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

logger = logging.getLogger(__name__)


def seals():
    """What seals with SECRET_KEY, and opens what was sealed with it or with a former one."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That did not work. Try again. A code from an app counts once, and for a minute.",
        "cannot_generate_recovery_codes": "Add a passkey or an authenticator app first.",
    }

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}

    def encrypt(self, text):
        """A copy of the database is then no use without SECRET_KEY, which does not lie in it."""
        return seals().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return seals().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # A secret that no code fits: whoever signs in is told that theirs is wrong, and staff can reset it.
            logger.error(
                "A second factor was sealed with a SECRET_KEY that is neither here nor in SECRET_KEY_FALLBACKS."
            )
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type):  # noqa: A002  allauth's name for it
        return "My device"
