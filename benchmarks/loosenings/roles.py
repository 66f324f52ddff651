"""Who somebody is, and what that lets them do."""

from benchmarks.loosenings.loosening import Loosening

ACCESS, PLACES = "reviews/access.py", "reviews/models/places.py"

ROLES = [
    # Rows of the tables.
    Loosening(
        "WHO_MAY: the team is everybody with a role",
        ACCESS,
        "_TEAM = frozenset({Who.LEAD, Who.REVIEWER, Who.OBSERVER, Who.STAFF})",
        "_TEAM = frozenset(Who)",
    ),
    Loosening(
        "WHO_MAY: observers write",
        ACCESS,
        "_WRITERS = frozenset({Who.LEAD, Who.REVIEWER})",
        "_WRITERS = frozenset({Who.LEAD, Who.REVIEWER, Who.OBSERVER})",
    ),
    Loosening(
        "WHO_MAY: commissioners keep papers and programme",
        ACCESS,
        "_GATHERERS = frozenset({Who.LEAD, Who.REVIEWER, Who.COORDINATOR, Who.STAFF})",
        "_GATHERERS = frozenset({Who.LEAD, Who.REVIEWER, Who.COORDINATOR, Who.STAFF, Who.COMMISSIONER})",
    ),
    Loosening(
        "WHO_MAY: the lead approves their own report",
        ACCESS,
        "_INDEPENDENT = frozenset({Who.INDEPENDENT})",
        "_INDEPENDENT = frozenset({Who.INDEPENDENT, Who.LEAD})",
    ),
    Loosening(
        "TRANSITIONS: a reviewer ends the visit",
        ACCESS,
        'Transition(Stage.VISITING, Stage.WRITING, "The visit is over: start writing", _MOVERS)',
        'Transition(Stage.VISITING, Stage.WRITING, "The visit is over: start writing", _WRITERS)',
    ),
    Loosening(
        "TRANSITIONS: issuing without a release",
        ACCESS,
        '"Issue", _MOVERS, by_releasing=True)',
        '"Issue", _MOVERS)',
    ),
    # Who somebody is.
    Loosening(
        "Roles: whoever left the team keeps their role",
        ACCESS,
        "review.members.current().filter(user=user).values_list",
        "review.members.filter(user=user).values_list",
        "reviews/tests/test_access.py",
    ),
    Loosening(
        "Roles: contacts of any site count",
        ACCESS,
        "SiteContact.objects.current().filter(user=user, site_id=review.site_id)",
        "SiteContact.objects.current().filter(user=user)",
        "reviews/tests/test_access.py national/tests/test_other_reviews.py",
    ),
    Loosening(
        "Roles: a closed account keeps its roles",
        ACCESS,
        "    if not user.is_active:\n        return frozenset()\n",
        "",
        "reviews/tests/test_access.py",
    ),
    Loosening(
        "Roles: staff who visited count as independent",
        ACCESS,
        "if not review.members.filter(user=user).exclude(role=Member.Role.INDEPENDENT).exists():",
        "if True:",
        "reviews/tests/test_access.py",
    ),
    # Filters of querysets.
    Loosening(
        "Review.visible_to: all reviews",
        "reviews/models/review.py",
        "return self.filter(Q(id__in=member_of) | Q(site_id__in=contact_of))",
        "return self",
        "reviews/tests/test_access.py national/tests/test_net.py",
    ),
    Loosening(
        "Review.visible_to: members who left",
        "reviews/models/review.py",
        "Member.objects.current().filter(user=user)",
        "Member.objects.filter(user=user)",
        "reviews/tests/test_access.py national/tests/test_net.py",
    ),
    Loosening(
        "Site.visible_to: all sites",
        PLACES,
        'return self.filter(id__in=SiteContact.objects.current().filter(user=user).values("site_id"))',
        "return self",
        "reports/tests/test_release_views.py national/tests/test_net.py",
    ),
    Loosening(
        "SiteContact.current: the last day is not looked at",
        PLACES,
        "self.filter(left=None).filter(Q(ends=None) | Q(ends__gte=timezone.localdate()))",
        "self.filter(left=None)",
        "reports/tests/test_release_views.py",
    ),
    Loosening(
        "SiteContact.current: before the first day",
        PLACES,
        "self.not_over().filter(starts__lte=timezone.localdate())",
        "self.not_over()",
        "reports/tests/test_release_views.py",
    ),
    Loosening(
        "SiteContact.current: whoever was ended",
        PLACES,
        "self.filter(left=None).filter(Q(ends=None)",
        "self.filter(Q(ends=None)",
        "reviews/tests/test_access.py national/tests/test_goings.py",
    ),
]
