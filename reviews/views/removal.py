"""Removing a person: first what goes and what stays, then their name typed. For centre staff only."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import freshly_signed_in, require_staff
from accounts.actions import PersonRefused
from accounts.forms import TypedNameForm
from reviews.actions import remove_person
from reviews.views.people import people_with_roles


@never_cache
@require_GET
def person_remove(request, user_id):
    require_staff(request)
    person = get_object_or_404(people_with_roles(), pk=user_id)
    return render(request, "reviews/person_remove.html", {"person": person})


@never_cache
@require_http_methods(["GET", "POST"])
@freshly_signed_in
def person_remove_confirm(request, user_id):
    require_staff(request)
    person = get_object_or_404(people_with_roles(), pk=user_id)
    form = TypedNameForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            remove_person(person=person, by=request.user)
        except PersonRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{person.name} is removed.")
            return redirect("person_list")
    context = {
        "form": form,
        "caption": person.email,
        "heading": f"Remove {person.name} for good?",
        "intro": "This cannot be undone.",
        "submit_label": "Remove this person",
        "back_url": reverse("person_remove", args=[person.pk]),
        "danger": True,
    }
    return render(request, "form_page.html", context)
