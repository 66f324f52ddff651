"""For pages that were open when a session ended: signing in again beside them, and a fresh token for what they send."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@never_cache
@require_GET
def token_read(request):
    """The token changes when somebody signs in. `person` lets a page see that it is still the one it was made for."""
    return JsonResponse({"token": get_token(request), "person": str(request.user.pk)})


@never_cache
@require_GET
def signed_in_detail(request):
    return render(request, "accounts/signed_in.html")
