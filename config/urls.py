"""Every address of the application."""

from django.urls import include, path

from accounts.views.about import about_detail, accessibility_detail
from accounts.views.signed_in import signed_in_detail, token_read
from config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("about/", about_detail, name="about_detail"),
    path("accessibility/", accessibility_detail, name="accessibility_detail"),
    path("accounts/token/", token_read, name="token_read"),
    path("accounts/signed-in/", signed_in_detail, name="signed_in_detail"),
    path("accounts/", include("accounts.urls")),
    path("frameworks/", include("frameworks.urls")),
    path("", include("reviews.urls")),
    path("", include("reports.urls")),
    path("", include("national.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
