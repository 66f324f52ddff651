"""Setting up sites, who signs in for them, and their reviews: for centre staff only."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require_staff
from accounts.actions import PersonRefused
from accounts.greeting import greet
from frameworks.models import Edition
from reviews.actions import add_contact, change_contact, end_contact, save_site, start_review
from reviews.actions.invitations import resend_invitation, revoke_invitation
from reviews.forms.people import ContactChangeForm, ContactForm
from reviews.forms.setup import NewReviewForm, ReviewChoiceForm, SiteForm
from reviews.invitation_mail import mail_invitation, refuse_too_many
from reviews.models import Invitation, Review, Site, SiteContact

PAGE = 25


@never_cache
@require_GET
def site_list(request):
    require_staff(request)
    words = request.GET.get("q", "").strip()
    sites = Site.objects.filter(name__icontains=words).annotate(review_count=Count("reviews")).order_by("name", "id")
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": Paginator(sites, PAGE).get_page(request.GET.get("page")),
        "words": words,
        "query": query.urlencode(),
    }
    return render(request, "reviews/site_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def site_new(request):
    require_staff(request)
    return _site_page(request, Site(), "New site", reverse("site_list"))


@never_cache
@require_http_methods(["GET", "POST"])
def site_edit(request, code):
    require_staff(request)
    site = get_object_or_404(Site, code=code)
    return _site_page(request, site, f"Details of {site.name}", site.get_absolute_url())


def _site_page(request, site, heading, back_url):
    form = SiteForm(request.POST or None, instance=site)
    if form.is_valid():
        save_site(site=form.instance, partners=form.cleaned_data["partners"], by=request.user)
        messages.success(request, f"{site.name} is saved.")
        return redirect(site)
    context = {"form": form, "heading": heading, "submit_label": "Save the site", "back_url": back_url}
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def contact_new(request, code):
    require_staff(request)
    contact = SiteContact(site=get_object_or_404(Site, code=code))
    form = ContactForm(request.POST or None, instance=contact)
    if form.is_valid():
        email, name = form.cleaned_data["email"], form.cleaned_data["name"]
        try:
            refuse_too_many(request)
            invitation = add_contact(contact=contact, email=email, name=name, by=request.user)
        except PersonRefused as error:
            form.add_error(error.field, str(error))
        else:
            if invitation:
                mail_invitation(request, invitation)
            else:
                greet(request, contact.user)
            return redirect(contact.site)
    context = {
        "form": form,
        "caption": contact.site.name,
        "heading": "Add somebody who signs in for the site",
        "submit_label": "Add",
        "back_url": contact.site.get_absolute_url(),
    }
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def contact_edit(request, code, contact_id):
    require_staff(request)
    contacts = SiteContact.objects.not_over().select_related("user", "site")
    contact = get_object_or_404(contacts, site__code=code, pk=contact_id)
    form = ContactChangeForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        change_contact(contact=form.instance, by=request.user)
        messages.success(request, f"{contact.user.name} is saved.")
        return redirect(contact.site)
    context = {
        "form": form,
        "caption": contact.site.name,
        "heading": contact.user.name,
        "intro": f"{contact.get_role_display()} since {date_format(contact.starts, 'j F Y')}.",
        "submit_label": "Save",
        "back_url": contact.site.get_absolute_url(),
    }
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def contact_end(request, code, contact_id):
    require_staff(request)
    contacts = SiteContact.objects.not_over().select_related("user", "site")
    contact = get_object_or_404(contacts, site__code=code, pk=contact_id)
    if request.method == "POST":
        end_contact(contact=contact, by=request.user)
        messages.success(request, f"{contact.user.name} no longer signs in for {contact.site.name}.")
        return redirect(contact.site)
    context = {
        "heading": "End this access?",
        "text": str(contact),
        "explanation": "They see nothing of this site from that moment, not even what was released to them. "
        "What they did stays on record.",
        "submit_label": "End the access now",
        "back_url": contact.site.get_absolute_url(),
    }
    return render(request, "confirm_page.html", context)


def _waiting_invitation(code, invitation_id):
    invitations = Invitation.objects.waiting().select_related("site", "invited_by", "member")
    return get_object_or_404(invitations, site__code=code, pk=invitation_id)


@require_POST
def contact_invitation_resend(request, code, invitation_id):
    require_staff(request)
    invitation = _waiting_invitation(code, invitation_id)
    try:
        refuse_too_many(request)
    except PersonRefused as error:
        messages.error(request, str(error))
    else:
        mail_invitation(request, resend_invitation(invitation=invitation, by=request.user))
    return redirect(invitation.site)


@require_POST
def contact_invitation_revoke(request, code, invitation_id):
    require_staff(request)
    invitation = _waiting_invitation(code, invitation_id)
    revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, f"The invitation of {invitation.name} is taken back.")
    return redirect(invitation.site)


@never_cache
@require_http_methods(["GET", "POST"])
def review_choose(request):
    """Site and framework come first: what else is asked depends on them."""
    require_staff(request)
    form = ReviewChoiceForm(request.POST or None, initial={"site": request.GET.get("site")})
    if form.is_valid():
        return redirect("review_new", form.cleaned_data["site"].code, form.cleaned_data["edition"].code)
    context = {"form": form, "heading": "New review", "submit_label": "Continue", "back_url": reverse("home")}
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def review_new(request, code, edition):
    require_staff(request)
    site = get_object_or_404(Site, code=code)
    edition = get_object_or_404(Edition, code=edition)
    review = Review(site=site, edition=edition)
    form = NewReviewForm(request.POST or None, instance=review)
    if form.is_valid():
        start_review(review=review, by=request.user, lines=form.cleaned_data.get("lines"))
        messages.success(request, f"“{review.title}” is set up. Who is on its team?")
        return redirect("team_detail", review.pk)
    context = {
        "form": form,
        "caption": site.name,
        "heading": "New review",
        "intro": f"By the framework “{edition}”.",
        "submit_label": "Set up the review",
        "back_url": f"{reverse('review_choose')}?site={site.code}",
    }
    return render(request, "form_page.html", context)
