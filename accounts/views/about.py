"""The two pages about the site that everybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def about_detail(request):
    return render(request, "accounts/about_detail.html")


@login_not_required
@require_GET
def accessibility_detail(request):
    return render(request, "accounts/accessibility_detail.html")
