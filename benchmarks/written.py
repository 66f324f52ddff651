"""What measuring asks of a database, within its own Django: the people and review it needs, and what is stored."""

from collections import Counter

from conftest import PASSWORD, make_review, make_user
from frameworks.models import Edition
from reviews.models import Member, Passage, Site, Stage, TextVersion
from reviews.text import text_hash


def build(writers):
    """A review on its visit with so many reviewers."""
    site = Site.objects.create(code="fernleigh", name="Fernleigh", kind="Unitary council")
    edition = Edition.objects.get(code="commissioning-cyp-2017")
    review = make_review(site, edition, "fernleigh-2017", stage=Stage.VISITING)
    people = [make_user(f"writer_{number}") for number in range(writers)]
    for person in people:
        Member.objects.create(review=review, user=person, name=person.name, role=Member.Role.REVIEWER)
    return {"review": review.pk, "password": PASSWORD, "emails": [person.email for person in people]}


def stored():
    """Every text that is current or among the versions, as [passage, hash of the text, how many versions have it].

    The hash is made of the stored text, whatever the column beside it says.
    """
    versions = TextVersion.objects.filter(field="text").values_list("passage_id", "text")
    counted = Counter((str(passage), text_hash(text)) for passage, text in versions.iterator())
    for passage, text in Passage.objects.values_list("pk", "text"):
        counted.setdefault((str(passage), text_hash(text)), 0)
    return [[*key, times] for key, times in counted.items()]
