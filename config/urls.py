"""Every address of the application."""

from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("accounts.urls")),
    path("frameworks/", include("frameworks.urls")),
    path("", include("reviews.urls")),
    path("", include("reports.urls")),
    path("", include("national.urls")),
]

handler400 = "config.errors.bad_request"
