"""What is held about a person: for centre staff about anybody, for everybody about themselves; and its export."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import freshly_signed_in, require_staff
from accounts.audit import record
from accounts.models import User
from reports.held import held_about


@never_cache
@require_GET
def person_held(request, user_id):
    require_staff(request)
    person = get_object_or_404(User, pk=user_id)
    return _page(request, person, reverse("person_held_export", args=[person.pk]))


@never_cache
@require_GET
def account_held(request):
    return _page(request, request.user, reverse("account_held_export"))


@never_cache
@require_GET
@freshly_signed_in
def person_held_export(request, user_id):
    require_staff(request)
    return _export(request, get_object_or_404(User, pk=user_id))


@never_cache
@require_GET
@freshly_signed_in
def account_held_export(request):
    return _export(request, request.user)


def _page(request, person, export_url):
    own = person == request.user
    context = {
        "person": person,
        "own": own,
        "held": held_about(person),
        "export_url": export_url,
        "back_url": reverse("account_detail") if own else reverse("person_list"),
    }
    return render(request, "reports/person_held.html", context)


def _export(request, person):
    record("person-export", person, by=request.user)
    held = held_about(person) | {"exported": timezone.now()}
    name = f"held-about-person-{person.pk}.json"
    return JsonResponse(
        held,
        json_dumps_params={"indent": 1, "ensure_ascii": False},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
