"""The people of the demo: their accounts, and what each of them is in which review or at which site."""

from django.db import transaction

from accounts.models import User
from reviews.bodies import bodies_named
from reviews.models import Member, Review, Site, SiteContact


@transaction.atomic
def add_people(index):
    """Make the accounts that are absent and give them their parts. Who is here keeps their password and parts."""
    for person in index.people:
        user = User.objects.filter(email=person["email"]).first() or User.objects.create_user(
            person["email"], index.password, name=person["name"], is_staff=person.get("staff", False)
        )
        _join_teams(user, index.review_codes)
        _check_reviews(user, person.get("independent", []))
        _add_contacts(user, person.get("commissioner_of", []), SiteContact.Role.COMMISSIONER)
        _add_contacts(user, person.get("coordinator_of", []), SiteContact.Role.COORDINATOR)


def _join_teams(user, codes):
    """Where a team names somebody of this name, it is them."""
    nameless = Member.objects.current().filter(review__code__in=codes, name=user.name, user=None)
    nameless.exclude(review__members__user=user).update(user=user)


def _check_reviews(user, codes):
    for review in Review.objects.filter(code__in=tuple(codes)).exclude(members__user=user):
        Member.objects.create(review=review, user=user, name=user.name, role=Member.Role.INDEPENDENT)


def _add_contacts(user, places, role):
    for place in places:
        site = Site.objects.get(code=place["site"])
        body = bodies_named([place["body"]])[place["body"]]
        SiteContact.objects.get_or_create(user=user, site=site, role=role, defaults={"body": body})
