"""The first page after signing in: what each person has here, and what is next."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reviews.access import Verb, Who, verbs_for
from reviews.models import Member, Review, Site, SiteContact, Stage

PAGE = 25

# Whom a review waits for at each stage, in words for the list that centre staff see.
WAITS_FOR = {
    Stage.PREPARING: "the coordinator and the team: papers, programme, people",
    Stage.VISITING: "the team: the visit",
    Stage.WRITING: "the team: the draft",
    Stage.QUALITY_CHECK: "somebody who was not on the visit: the quality check",
    Stage.FACTUAL_ACCURACY: "the site: factual accuracy; then the lead: issuing",
    Stage.ISSUED: "the site: its answers to the recommendations",
    Stage.FOLLOW_UP: "the site: progress on its actions",
    Stage.CLOSED: "nobody",
}


@never_cache
@require_GET
def home(request):
    user = request.user
    contacts = SiteContact.objects.current().filter(user=user).select_related("site").order_by("site__name", "id")
    context = {
        "reviews": _own_reviews(user),
        "sites": [contact.site for contact in contacts if contact.role == SiteContact.Role.COMMISSIONER],
        "gathering": _gathering(contacts),
    }
    if user.is_staff:
        context |= _for_staff(request)
    return render(request, "reports/home.html", context)


def _own_reviews(user):
    """The reviews the user is on the team of, the one being visited first; `can_read` says whether they open to them
    by now.
    """
    mine = []
    for member in Member.objects.current().filter(user=user).select_related("review__site"):
        roles = {Who(member.role)} | ({Who.STAFF} if user.is_staff else set())
        member.review.can_read = Verb.SEE in verbs_for(roles, member.review.stage)
        mine.append(member.review)
    return sorted(mine, key=lambda review: (_rank(review.stage), -review.visit_from.toordinal(), review.pk))


def _rank(stage):
    if stage == Stage.VISITING:
        return 0
    return 2 if stage in (Stage.ISSUED, Stage.FOLLOW_UP, Stage.CLOSED) else 1


def _gathering(contacts):
    """The reviews whose papers and programme the user looks after as the site's coordinator."""
    sites = [contact.site_id for contact in contacts if contact.role == SiteContact.Role.COORDINATOR]
    if not sites:
        return []
    stages = (Stage.PREPARING, Stage.VISITING, Stage.WRITING)
    return list(Review.objects.filter(site_id__in=sites, stage__in=stages).select_related("site"))


def found_reviews(*, stage, words):
    """All reviews at a stage (any that are open, for another word), with these words in title or site's name."""
    reviews = Review.objects.select_related("site", "edition").order_by("stage_since", "id")
    reviews = reviews.filter(stage=stage) if stage in Stage.values else reviews.open()
    if words:
        reviews = reviews.filter(title__icontains=words) | reviews.filter(site__name__icontains=words)
    return reviews


def _for_staff(request):
    stage = request.GET.get("stage", "")
    words = request.GET.get("q", "").strip()
    page = Paginator(found_reviews(stage=stage, words=words), PAGE).get_page(request.GET.get("page"))
    for review in page:
        review.waits_for = WAITS_FOR[review.stage]
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "page": page,
        "query": query.urlencode(),
        "stages": Stage.choices,
        "stage": stage,
        "words": words,
        "site_count": Site.objects.count(),
    }
