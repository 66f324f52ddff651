"""How staff help somebody who has lost their second factor: in two steps, so that it is not done by mistake."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import freshly_signed_in, require_staff
from accounts.actions import ask_for_reset, confirm_reset
from accounts.forms import ResetReasonForm, TypedNameForm
from accounts.models import SecondFactorReset, User


@never_cache
@require_http_methods(["GET", "POST"])
@freshly_signed_in
def second_factor_reset(request, user_id):
    require_staff(request)
    person = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=user_id)
    form = ResetReasonForm(request.POST or None, instance=SecondFactorReset(user=person, by=request.user))
    if form.is_valid():
        ask_for_reset(reset=form.instance)
        return redirect("second_factor_reset_confirm", person.pk, form.instance.pk)
    context = {
        "form": form,
        "caption": person.name,
        "heading": "Reset the second factor",
        "intro": "For somebody whose phone or device is lost, and their recovery codes too. First make sure that it is "
        "really them: ring a number that you knew before.",
        "submit_label": "Go on to the second step",
        "back_url": reverse("person_list"),
        "back_label": "People",
    }
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@freshly_signed_in
def second_factor_reset_confirm(request, user_id, reset_id):
    require_staff(request)
    asked = SecondFactorReset.objects.filter(
        by=request.user, confirmed_at=None, asked_at__gt=timezone.now() - SecondFactorReset.CONFIRM_WITHIN
    )
    reset = get_object_or_404(asked.select_related("user", "by"), user=user_id, pk=reset_id)
    form = TypedNameForm(request.POST or None, person=reset.user)
    if form.is_valid():
        confirm_reset(reset=reset)
        messages.success(request, f"The second factor of {reset.user.name} is reset. They are told by e-mail.")
        return redirect("person_list")
    context = {
        "form": form,
        "caption": reset.user.name,
        "heading": "Are you sure?",
        "intro": f"{reset.user.name} is signed out everywhere, and then needs only their password, until they have set "
        "up another second factor. It is recorded that you did this.",
        "submit_label": "Reset it now",
        "danger": True,
        "back_url": reverse("person_list"),
        "back_label": "People",
    }
    return render(request, "form_page.html", context)
