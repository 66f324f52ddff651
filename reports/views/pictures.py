"""Pictures of the easy read: choosing one, handing one out, and a site's own photographs."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.limits import limited
from reports.door import get_version
from reports.models import DocumentPicture, Photograph
from reports.pdf import MissingAsset
from reports.photograph_form import PhotographForm
from reports.photographs import add_photograph, change_photograph, rows_with, versions_with, withdraw_photograph
from reports.pictures.choosing import choice
from reports.pictures.files import file_name, picture_file
from reports.pictures.finding import pictures_named
from reviews.access import Verb, get_review
from reviews.cleaning.refusals import Refused
from reviews.models import Review
from reviews.tabs import review_head


@never_cache
@require_GET
def picture_list(request, review_id):
    review = get_review(request, review_id, to=(Verb.WRITE, Verb.GIVE_BACK))
    context = choice(
        review,
        by=request.user,
        words=request.GET.get("words", ""),
        text=request.GET.get("text", ""),
        chosen=request.GET.get("picture", ""),
    )
    return render(
        request, "reports/includes/picture_choice.html", {"review_id": review.pk, "announce": True, **context}
    )


@never_cache
@require_GET
def picture_read(request, review_id, code):
    """The bytes of a picture of a set or of a photograph of this review's site, for those who read the working text."""
    review = get_review(request, review_id)
    picture = pictures_named([code], site_id=review.site_id).get(code)
    if picture is None or picture.stops:
        raise Http404
    return _answer(code, picture.file)


@never_cache
@require_GET
def version_picture(request, review_id, number, code):
    """The bytes of a picture as a version shows it, for those who may read the version."""
    version = get_version(request, review_id, number)
    shown = DocumentPicture.objects.filter(document__version=version, code=code).first()
    if shown is None:
        raise Http404
    return _answer(code, file_name(shown.file))


@never_cache
@require_GET
def photograph_list(request, review_id):
    review = get_review(request, review_id)
    context = {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "photographs": review.site.photographs.order_by("withdrawn_at", "-at", "-id")[:200],
        "can_add": Verb.WRITE in review.allowed,
        "can_withdraw": bool({Verb.WRITE, Verb.MOVE} & review.allowed),
    }
    return render(request, "reports/photograph_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@limited("upload", 120)
def photograph_add(request, review_id):
    review = get_review(request, review_id, to=Verb.WRITE)
    form = PhotographForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            photograph = form.save(commit=False)
            add_photograph(photograph=photograph, upload=form.cleaned_data["file"], review=review, by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "The photograph is here. It is found first when somebody looks for its words.")
            return redirect("photograph_list", review_id=review.pk)
    return _form_page(request, review, form, "Add a photograph")


@never_cache
@require_http_methods(["GET", "POST"])
def photograph_edit(request, review_id, code):
    review = get_review(request, review_id, to=Verb.WRITE)
    photograph = get_object_or_404(review.site.photographs.filter(withdrawn_at=None), code=code)
    form = PhotographForm(request.POST or None, instance=photograph)
    if form.is_valid():
        change_photograph(photograph=form.save(commit=False), review=review, by=request.user)
        messages.success(request, "The photograph’s details are saved.")
        return redirect("photograph_list", review_id=review.pk)
    return _form_page(request, review, form, "Change what is said of the photograph", photograph)


@never_cache
@require_http_methods(["GET", "POST"])
def photograph_withdraw(request, review_id, code):
    # People may change their minds at any stage, so whoever moves the review may do this too.
    review = get_review(request, review_id, to=(Verb.WRITE, Verb.MOVE))
    photograph = get_object_or_404(Photograph, site=review.site_id, code=code, withdrawn_at=None)
    if request.method == "POST":
        withdraw_photograph(photograph=photograph, review=review, by=request.user)
        messages.success(request, "The photograph is withdrawn. It can go into no new version.")
        return redirect("photograph_list", review_id=review.pk)
    versions = list(versions_with(photograph))
    mine = Review.objects.visible_to(request.user).filter(site=review.site_id).values_list("pk", flat=True)
    known = [version for version in versions if version.review_id in set(mine)]
    context = {
        "review": review,
        "review_head": review_head(review, "easy_read_edit"),
        "photograph": photograph,
        "versions": known,
        "elsewhere": len(versions) - len(known),
        "rows": rows_with(photograph).count(),
    }
    return render(request, "reports/photograph_withdraw.html", context)


def _answer(code, file):
    try:
        picture = picture_file(code, file)
    except MissingAsset as missing:
        raise Http404 from missing
    return HttpResponse(picture.data, content_type=picture.media_type, headers={"X-Content-Type-Options": "nosniff"})


def _form_page(request, review, form, heading, photograph=None):
    context = {
        "review_head": review_head(review, "easy_read_edit"),
        "form": form,
        "caption": photograph.label if photograph else f"Photographs of {review.site.name}",
        "heading": heading,
        "submit_label": "Save",
        "back_url": reverse("photograph_list", args=[review.pk]),
    }
    return render(request, "form_page.html", context)
