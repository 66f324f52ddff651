"""The national app."""

from django.apps import AppConfig


class NationalConfig(AppConfig):
    name = "national"
