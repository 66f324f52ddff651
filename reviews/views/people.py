"""Everybody with an account, and what they are where: for centre staff only.

It stands here and not with the accounts, which know nothing of reviews and sites.
"""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require_staff
from accounts.actions import end_sessions
from accounts.audit import record
from accounts.models import User
from accounts.watch import FACTORS
from reviews.forms.people import PersonForm
from reviews.models import Invitation, Member, SiteContact

PAGE = 25


def people_with_roles():
    """Users who were not removed, each with `present_memberships`, `present_contacts` and `has_factor`."""
    memberships = Member.objects.current().select_related("review__site").order_by("-review__visit_from", "id")
    contacts = SiteContact.objects.not_over().select_related("site").order_by("site__name", "id")
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    present = User.objects.filter(removed_at=None)
    return present.annotate(has_factor=Exists(factors)).prefetch_related(
        Prefetch("memberships", memberships, to_attr="present_memberships"),
        Prefetch("site_contacts", contacts, to_attr="present_contacts"),
    )


@never_cache
@require_GET
def person_list(request):
    require_staff(request)
    words = request.GET.get("q", "").strip()
    people = people_with_roles().filter(Q(name__icontains=words) | Q(email__icontains=words))
    invited = Invitation.objects.waiting().select_related("member__review", "site")
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "invitations": Paginator(invited, PAGE).get_page(request.GET.get("invited")),
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "words": words,
        "query": query.urlencode(),
    }
    return render(request, "reviews/person_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def person_edit(request, user_id):
    require_staff(request)
    person = get_object_or_404(people_with_roles(), pk=user_id)
    heading, might_sign_in = person.name, person.is_active
    form = PersonForm(request.POST or None, instance=person, by=request.user)
    if form.is_valid():
        form.save()
        record("person-change", person, by=request.user)
        if person.is_active != might_sign_in:
            record("account-open" if person.is_active else "account-close", person, by=request.user)
        if not person.is_active:
            end_sessions(person)
        messages.success(request, f"{person.name} is saved.")
        return redirect("person_list")
    context = {
        "person": person,
        "form": form,
        "heading": heading,
        "caption": person.email,
        "submit_label": "Save",
        "back_url": reverse("person_list"),
        "back_label": "People",
    }
    return render(request, "reviews/person_edit.html", context)
