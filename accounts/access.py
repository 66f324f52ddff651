"""Doors that need no role in a review: for centre staff, and for those who have just shown who they are."""

from allauth.account.decorators import reauthentication_required
from django.http import Http404


def require_staff(request):
    """404 for everybody but centre staff: for others these pages do not exist."""
    if not request.user.is_staff:
        raise Http404


def freshly_signed_in(view):
    """Asks again for password or second factor where that was last done more than ten minutes ago.

    For what cannot be taken back: releasing, exporting, helping somebody into their account. What a form was sent
    with is kept meanwhile.
    """
    return reauthentication_required(view)
