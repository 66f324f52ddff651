"""The page for the week before a visit, opened on the device that will be brought: is it ready?"""

from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from allauth.mfa.internal.flows.trust import is_trusted_browser
from allauth.mfa.models import Authenticator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts import watch
from reviews.models import Member, Review, Stage

BEFORE_AND_DURING = (Stage.PREPARING, Stage.VISITING)


@never_cache
@require_GET
def device_check(request):
    user = request.user
    mine = Review.objects.filter(members__user=user, members__left=None, stage__in=BEFORE_AND_DURING)
    # Whoever only checks a review does not read it before its visit is over.
    checks = Member.objects.current().filter(user=user, role=Member.Role.INDEPENDENT)
    context = {
        "has_factor": watch.passed(request),
        "comes_in_easily": is_trusted_browser(request, user) or has_passkey(request),
        "reviews": mine.select_related("site").order_by("visit_from", "id").distinct(),
        "unread": set(checks.values_list("review_id", flat=True)),
    }
    return render(request, "reviews/device_check.html", context)


def has_passkey(request):
    """Whether this device has a passkey: it was signed in with one just now, or has made one since."""
    if any(record.get("passwordless") for record in get_authentication_records(request, request.user)):
        return True
    made_here = datetime.fromtimestamp(request.session[watch.KEY]["since"], UTC)
    passkeys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    return passkeys.filter(created_at__gte=made_here).exists()
