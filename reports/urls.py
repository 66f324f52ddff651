"""Addresses of the reports app."""

urlpatterns = []
