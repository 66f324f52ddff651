"""The door to pages that only centre staff have. Which reviews and sites others may see is for `reviews` to say."""

from django.http import Http404


def require_staff(request):
    """404 for everybody but centre staff: for others these pages do not exist."""
    if not request.user.is_staff:
        raise Http404
