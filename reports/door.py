"""The door to what was released: a sealed version opens for the review's team, and for its recipients."""

from django.http import Http404

from reports.models import Document, FileFormat, Kind, Version
from reviews.access import Verb, roles_in, verbs_for
from reviews.models import Review, SiteContact


def get_version(request, review_id, number):
    """The sealed version of this number, if the person may read it; its review has `roles` and `allowed` set.

    The team, centre staff and the independent reader open any; everybody else only what a release in force names them
    for, and only while they are a commissioner of the site. In every other case 404, as if there were no such version.
    """
    review = (
        Review.objects.visible_to(request.user)
        .filter(pk=review_id)
        .select_related("site", "edition", "edition__framework")
        .first()
    )
    if review is None:
        raise Http404
    review.roles = roles_in(request.user, review)
    review.allowed = verbs_for(review.roles, review.stage)
    version = (
        Version.objects.filter(review=review, number=number, state=Version.State.SEALED)
        .select_related("release", "release__released_by", "frozen_by")
        .first()
    )
    if version is None or not (Verb.SEE in review.allowed or released_to(request.user).filter(pk=version.pk).exists()):
        raise Http404
    version.review = review
    return version


def released_to(user):
    """The sealed versions that a release in force names this person for, while they are a commissioner of the site.

    Somebody who came back to the site as its coordinator keeps papers and programme, and no report.
    """
    sites = SiteContact.objects.current().filter(user=user, role=SiteContact.Role.COMMISSIONER).values("site_id")
    return Version.objects.filter(
        state=Version.State.SEALED,
        review__site__in=sites,
        release__recipients__user=user,
        release__recalled_at=None,
    )


def beside(user, version, kind):
    """What belongs beside an easy read: the newest update beside the summary, the newest summary beside the update.

    A Document of a release in force that the person may read, or None. `version` comes from `get_version`.
    """
    other = Kind.EASY_READ if kind == Kind.EASY_READ_UPDATE else Kind.EASY_READ_UPDATE
    versions = Version.objects.filter(state=Version.State.SEALED, release__recalled_at=None)
    if Verb.SEE not in version.review.allowed:
        versions = released_to(user)
    documents = Document.objects.filter(kind=other, version__in=versions.filter(review=version.review))
    return documents.select_related("version__release").order_by("-version__number").first()


def known_kind(code):
    """The kind of document an address names; 404 for any other word."""
    if code not in Kind.values:
        raise Http404
    return Kind(code)


def known_format(code):
    """The format of a file an address names; 404 for any other word."""
    if code not in FileFormat.values:
        raise Http404
    return FileFormat(code)
