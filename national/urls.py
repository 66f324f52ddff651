"""Addresses of the national app."""

urlpatterns = []
