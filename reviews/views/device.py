"""The page for the week before a visit, opened on the device that will be brought: is it ready?"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.internal.flows.trust import is_trusted_browser
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts import watch
from reviews.models import Review, Stage

BEFORE_AND_DURING = (Stage.PREPARING, Stage.VISITING)


@never_cache
@require_GET
def device_check(request):
    user = request.user
    by_passkey = any(record.get("passwordless") for record in get_authentication_records(request, user))
    mine = Review.objects.filter(members__user=user, members__left=None, stage__in=BEFORE_AND_DURING)
    context = {
        "has_factor": watch.passed(request),
        "comes_in_easily": by_passkey or is_trusted_browser(request, user),
        "reviews": mine.select_related("site").order_by("visit_from", "id").distinct(),
    }
    return render(request, "reviews/device_check.html", context)
