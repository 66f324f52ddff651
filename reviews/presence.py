"""Who is writing in a section just now: noted in the cache while they type, and gone by itself soon after."""

from django.core.cache import cache

# The page says so every twenty seconds; one that gets lost does not make somebody vanish.
SECONDS = 45


def note(section, user):
    """Note that the user is writing in the section."""
    cache.set(_key(section, user.pk), True, SECONDS)


def others(section, user):
    """The names of those who are writing in the section, but for the user, in order."""
    members = section.review.members.current().exclude(user=None).exclude(user=user)
    names = {_key(section, member.user_id): member.name for member in members}
    return sorted(names[key] for key in cache.get_many(names))


def in_words(names, *, too=False):
    """A sentence that says so, to somebody who reads or, with `too`, to somebody who writes as well; or nothing."""
    if not names:
        return ""
    *first, last = names
    who = f"{', '.join(first)} and {last} are" if first else f"{last} is"
    return f"{who} writing in this section{' too' if too else ''}."


def _key(section, user_id):
    return f"writing-in:{section.pk}:{user_id}"
