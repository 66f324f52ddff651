"""What measuring asks of a database, within its own Django: the people and review it needs, and what is stored."""

import tempfile
import time
from collections import Counter
from pathlib import Path

from accounts.models import User
from conftest import PASSWORD, make_review, make_user
from frameworks.models import Edition
from reports.actions import make_drafts
from reports.models import Draft, Kind
from reports.review_file.loading import load_files
from reports.tests.generated import generated_review_file
from reviews.models import Member, Passage, Review, Site, Stage, TextVersion
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


def load_reviews(count, passages):
    """So many generated reviews of that many passages each, and somebody of the centre who has their reports made."""
    make_user("staff", is_staff=True)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{seed}.yaml" for seed in range(count)]
        for seed, path in enumerate(paths):
            text = generated_review_file("domains", passages, seed)
            path.write_text(
                text.replace(f"made-domains-{passages}", f"made-{seed}-domains-{passages}"), encoding="utf-8"
            )
        reviews, _, problems = load_files(paths)
    if problems:
        raise RuntimeError("; ".join(map(str, problems)))
    return len(reviews)


def make_all_drafts():
    """Hand over every review that was loaded and wait till none waits: (when each was made, in order; how many not)."""
    Draft.objects.all().delete()
    reviews = Review.objects.filter(code__startswith="made-")
    asked = make_drafts(reviews=reviews, kind=Kind.SITE, by=User.objects.get(is_staff=True))
    while Draft.objects.filter(state=Draft.State.WAITING).exists():
        time.sleep(0.5)
    made = Draft.objects.filter(state=Draft.State.MADE).order_by("made_at").values_list("made_at", flat=True)
    return [moment.timestamp() for moment in made], asked - len(made)
