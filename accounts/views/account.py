"""One's own account: what it holds, its second factor, and where one is signed in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts import watch
from accounts.audit import record


@never_cache
@require_GET
def account_detail(request):
    factors = Authenticator.objects.filter(user=request.user, type__in=watch.FACTORS)
    sessions = UserSession.objects.purge_and_list(request.user)
    context = {"factor_count": factors.count(), "session_count": len(sessions)}
    return render(request, "accounts/account_detail.html", context)


@never_cache
@require_GET
def second_factor_set_up(request):
    """Where somebody begins who must have a second factor, or would like one."""
    forced = request.session[watch.KEY]["forced"] and not watch.passed(request)
    return render(request, "accounts/second_factor_set_up.html", {"forced": forced})


@require_POST
def session_end(request, session_id):
    session = get_object_or_404(UserSession, user=request.user, pk=session_id)
    if session.is_current():
        return redirect("account_logout")
    session.end()
    record("session-end", request.user, by=request.user)
    messages.success(request, "That device is signed out.")
    return redirect("usersessions_list")
