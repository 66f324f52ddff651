"""Addresses of the frameworks app."""

urlpatterns = []
