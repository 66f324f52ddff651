"""Who gets through to a page: somebody signed in, in a session not left unused for long, with a second factor."""

import time

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect, render

from accounts import watch
from accounts.adapter import UNRECORDED
from accounts.audit import record
from accounts.typed import own_page_before, typed_texts

# Where somebody may go who must have a second factor and has none: to set one up, or out.
WHILE_SETTING_UP = {
    "second_factor_set_up",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
}
NOT_SIGNED_IN = "You are not signed in any more: the session in this browser is over."
SECOND_FACTOR_WANTED = "Your account has a second factor now. Please sign in with it."


def wants_data(request):
    """Whether a script asks, which could do nothing with a page to sign in."""
    return (
        "HX-Request" in request.headers
        or request.headers.get("Sec-Fetch-Dest") == "empty"
        or request.headers.get("Accept", "").startswith("application/json")
        or request.content_type == "application/json"
    )


def hand_back(request, words, status):
    """The answer to a form that was sent when nobody is signed in any more: what was typed in it, and the way back.

    What was typed is in this answer and nowhere else. After signing in, the page that the form stood on opens; the
    address it was sent to may be one that only takes forms. There `accounts.adapter` says that nothing was recorded.
    """
    page = own_page_before(request)
    request.session[UNRECORDED] = page
    kept = typed_texts(request)
    context = {"words": words, "kept": kept, "sign_in_url": redirect_to_login(page).url}
    return render(request, "accounts/signed_out.html", context, status=status)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Django's own, apart from what a script is answered, and a form: what was typed in it must not be lost."""

    def handle_no_permission(self, request, view_func):
        if wants_data(request):
            return JsonResponse({"reason": "sign-in", "message": "You are not signed in."}, status=401)
        if request.method == "POST":
            return hand_back(request, NOT_SIGNED_IN, status=401)
        return super().handle_no_permission(request, view_func)


class WatchMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True) or not request.user.is_authenticated:
            return None
        if watch.KEY not in request.session:
            # Begun before sessions were watched; nothing is known about a second factor.
            watch.begin(request, request.user)
        state = request.session[watch.KEY]
        if words := watch.why_over(state):
            return self.sign_out(request, words, "idle")
        is_due = time.time() - state["seen"] > watch.TOUCHED_EVERY
        if is_due:
            watch.touch(request, request.user)
            state = request.session[watch.KEY]
        return None if state["passed"] else self.without_second_factor(request, state["forced"], is_due)

    def without_second_factor(self, request, forced, is_due):
        """What is done in a session in which no second factor was passed."""
        name = request.resolver_match.url_name
        changes_factors = name.startswith("mfa_")
        if (forced or is_due or changes_factors) and watch.has_second_factor(request.user):
            # It was added in another session. Whoever has only the password must not get in here beside it.
            return self.sign_out(request, SECOND_FACTOR_WANTED, "second-factor")
        if not forced or name in WHILE_SETTING_UP:
            return None
        if wants_data(request):
            message = "You need a second factor before you can go on."
            return JsonResponse({"reason": "second-factor", "message": message}, status=403)
        if request.method == "GET":
            request.session["wanted_page"] = request.get_full_path()
        return redirect("second_factor_set_up")

    def sign_out(self, request, words, reason):
        record("sign-out", request.user, by=request.user, reason=reason)
        logout(request)
        if wants_data(request):
            return JsonResponse({"reason": reason, "message": words}, status=401)
        if request.method == "POST":
            return hand_back(request, words, status=403)
        messages.info(request, words)
        return redirect_to_login(request.get_full_path())
