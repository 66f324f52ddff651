"""Addresses of the accounts app. Of allauth's, only those named here exist."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.usersessions import views as session_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache

from accounts.views import account, people

# allauth lets browsers keep the pages that show a secret; they shall not.
second_factor = [
    path("", factor_views.index, name="mfa_index"),
    path("set-up/", account.second_factor_set_up, name="second_factor_set_up"),
    path("sign-in/", factor_views.authenticate, name="mfa_authenticate"),
    path("remember/", factor_views.trust, name="mfa_trust"),
    path("confirm/", factor_views.reauthenticate, name="mfa_reauthenticate"),
    path("app/", never_cache(app_views.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", app_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", never_cache(recovery_views.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/new/", recovery_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/download/", never_cache(recovery_views.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("passkeys/", passkey_views.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/new/", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    # allauth does not say itself that nobody is signed in there yet.
    path("passkeys/sign-in/", login_not_required(passkey_views.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/confirm/", passkey_views.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/", passkey_views.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkey_views.remove_webauthn, name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("", account.account_detail, name="account_detail"),
    path("confirm/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include(second_factor)),
    path("people/<int:user_id>/second-factor/", people.second_factor_reset, name="second_factor_reset"),
    path(
        "people/<int:user_id>/second-factor/<int:reset_id>/",
        people.second_factor_reset_confirm,
        name="second_factor_reset_confirm",
    ),
    path("sessions/", session_views.list_usersessions, name="usersessions_list"),
    path("sessions/<int:session_id>/end/", account.session_end, name="session_end"),
    path("login/", allauth_views.login, name="account_login"),
    # Also for whoever has given the password only, and would rather not go on.
    path("logout/", login_not_required(allauth_views.logout), name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
