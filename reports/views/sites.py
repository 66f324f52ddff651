"""A site's page: for its commissioners what was released to them, for centre staff its reviews as well."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reports.door import released_to
from reports.models import Version
from reviews.models import Site, SiteContact


@never_cache
@require_GET
def site_detail(request, code):
    site = Site.objects.visible_to(request.user).filter(code=code).first()
    if site is None:
        raise Http404
    context = {"site": site, "versions": _released(request.user, site)}
    if request.user.is_staff:
        context |= _for_staff(site)
    else:
        own = site.contacts.current().filter(user=request.user)
        context["gathers"] = own.filter(role=SiteContact.Role.COORDINATOR).exists()
        context["leads"] = own.filter(is_lead=True).exists()
    return render(request, "reports/site_detail.html", context)


def _for_staff(site):
    return {
        "reviews": site.reviews.all(),
        "contacts": site.contacts.not_over().select_related("user", "body"),
        "invitations": site.invitations.waiting(),
        "partners": [row.body for row in site.site_partners.select_related("body")],
        "today": timezone.localdate(),
    }


def _released(user, site):
    """The sealed versions of the site that a release in force gives to this person; to staff, all of them."""
    if user.is_staff:
        versions = Version.objects.filter(state=Version.State.SEALED, release__recalled_at=None)
    else:
        versions = released_to(user)
    return (
        versions.filter(review__site=site)
        .select_related("review", "release")
        .prefetch_related("documents__files")
        .order_by("-release__released_at", "-number", "id")
    )
