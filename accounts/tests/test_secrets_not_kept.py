"""Pages that show a secret of the second factor are not kept by browsers."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"])
def test_a_page_with_a_secret_is_not_kept(outsider, login, name):
    RecoveryCodes.activate(outsider)
    response = login(outsider).get(reverse(name))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
