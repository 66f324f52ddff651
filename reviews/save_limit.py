"""How often the texts of one person may save themselves: more than anybody types, less than a broken script sends."""

import time

from django.core.cache import caches

A_MINUTE = 240


def is_reached(user):
    """Count one save. Each web process counts for itself, so that saving a text writes nothing but the text."""
    counts = caches["process"]
    key = f"saves:{user.pk}:{int(time.time() // 60)}"
    counts.add(key, 0, timeout=60)
    return counts.incr(key) > A_MINUTE
