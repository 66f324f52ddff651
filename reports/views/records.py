"""The record of what people did: all of it for centre staff, and for a site's lead commissioner who opened what."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import require_staff
from reports.forms import RecordFilterForm
from reports.records import found_events, in_words, openings_for
from reviews.models import Site

PAGE = 50


@never_cache
@require_GET
def record_list(request):
    require_staff(request)
    form = RecordFilterForm(request.GET)
    events = found_events(**form.cleaned_data) if form.is_valid() else found_events()
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": in_words(page),
        "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
        "query": _query(request),
    }
    return render(request, "reports/record_list.html", context)


@never_cache
@require_GET
def site_record_list(request, code):
    site = Site.objects.visible_to(request.user).filter(code=code).first()
    if site is None:
        raise Http404
    if not (request.user.is_staff or site.contacts.current().filter(user=request.user, is_lead=True).exists()):
        raise PermissionDenied("Who opened what is for the lead commissioner of the site.")
    events, versions = openings_for(request.user, site)
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    context = {
        "site": site,
        "page": page,
        "lines": [(line, versions[event.target_id]) for event, line in zip(page, in_words(page), strict=True)],
        "query": _query(request),
    }
    return render(request, "reports/site_record_list.html", context)


def _query(request):
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
