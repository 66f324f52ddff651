"""Every address of the application."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("frameworks/", include("frameworks.urls")),
    path("", include("reviews.urls")),
    path("", include("reports.urls")),
    path("", include("national.urls")),
]
