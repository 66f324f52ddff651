"""How often the texts of one person may save themselves: more than anybody types, less than a broken script sends."""

from django.core.cache import caches

from accounts import limits

A_MINUTE = 240


def is_reached(user):
    """Count one save. Each web process counts for itself, so that saving a text writes nothing but the text."""
    return not limits.count("save", user, A_MINUTE, limits.SECONDS["minute"], counts=caches["process"])
