"""The door to what goes across sites: centre staff only."""

from django.http import Http404


def require_staff(request):
    """404, as if there were no such page, for anybody who is not centre staff."""
    if not request.user.is_staff:
        raise Http404
