"""The sets of pictures that are offered for easy read, and in which order: for centre staff."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import require_staff
from reports.pictures.sets import all_sets, change_set


@never_cache
@require_GET
def picture_set_list(request):
    require_staff(request)
    return render(request, "reports/picture_set_list.html", {"sets": all_sets()})


@require_POST
def picture_set_change(request, code):
    require_staff(request)
    what = request.POST.get("what")
    found = next((each for each in all_sets() if each.code == code), None)
    if found is None or what not in ("offer", "withhold", "up"):
        raise Http404
    if change_set(code=code, what=what, by=request.user):
        messages.success(request, f"{found.title}: saved.")
    else:
        messages.error(request, "The last set that is offered stays, or nobody could choose a picture.")
    return redirect("picture_set_list")
