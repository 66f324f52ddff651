"""Addresses of the reviews app."""

urlpatterns = []
