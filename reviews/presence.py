"""Who is writing in a section just now: noted in the cache while they type, and gone by itself soon after."""

from django.core.cache import cache

# The page says so every twenty seconds; one that gets lost does not make somebody vanish.
SECONDS = 45


def note(section, user):
    """Note that the user is writing in the section. Returns the names of the others who are, in order."""
    members = section.review.members.current().exclude(user=None).exclude(user=user)
    others = {_key(section, member.user_id): member.name for member in members}
    cache.set(_key(section, user.pk), True, SECONDS)
    there = cache.get_many(others)
    return sorted(name for key, name in others.items() if key in there)


def _key(section, user_id):
    return f"writing-in:{section.pk}:{user_id}"
