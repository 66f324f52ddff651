"""Every version of each text that people write in a review."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from reviews.models.evidence import Session, SessionGroup
from reviews.models.review import Review
from reviews.models.visit import Note
from reviews.models.writing import GoodPractice, Passage, Section

# What has texts, by the name under which a version points at it.
WRITTEN = {
    "passage": Passage,
    "note": Note,
    "section": Section,
    "good_practice": GoodPractice,
    "session": Session,
    "session_group": SessionGroup,
    "details_of": Review,
}
_REVIEW_OF = (
    "passage__section__review_id",
    "note__review_id",
    "section__review_id",
    "good_practice__review_id",
    "session__review_id",
    "session_group__session__review_id",
    "details_of_id",
)


class TextVersionQuerySet(models.QuerySet):
    def with_review(self):
        """Each with the id of the review it is of, as `review_id`, whatever it is a text of."""
        return self.annotate(review_id=Coalesce(*_REVIEW_OF))


def _is_of(name, model):
    others = dict.fromkeys((other for other in WRITTEN if other != name), None)
    return Q(**{f"{name}__isnull": False}, **others, field__in=list(model.TEXTS))


def _is_of_one():
    condition = Q()
    for name, model in WRITTEN.items():
        condition |= _is_of(name, model)
    return condition


class TextVersion(models.Model):
    """A text that people write, as somebody left it. Append-only; goes with what it is a text of.

    What has such texts names them in its TEXTS, and has `changed_at`.
    """

    class Kind(models.TextChoices):
        AUTOSAVE = "autosave", "Saved by itself"
        CHECKPOINT = "checkpoint", "Saved"
        CONFLICT = "conflict", "Kept from a conflict"
        RESTORED = "restored", "Restored"

    passage = models.ForeignKey(Passage, null=True, on_delete=models.CASCADE, related_name="versions")
    note = models.ForeignKey(Note, null=True, on_delete=models.CASCADE, related_name="versions")
    section = models.ForeignKey(Section, null=True, on_delete=models.CASCADE, related_name="versions")
    good_practice = models.ForeignKey(GoodPractice, null=True, on_delete=models.CASCADE, related_name="versions")
    session = models.ForeignKey(Session, null=True, on_delete=models.CASCADE, related_name="versions")
    session_group = models.ForeignKey(SessionGroup, null=True, on_delete=models.CASCADE, related_name="versions")
    details_of = models.ForeignKey(Review, null=True, on_delete=models.CASCADE, related_name="text_versions")
    field = models.CharField(max_length=30, default="text")
    text = models.TextField(blank=True)
    hash = models.CharField(max_length=64)
    based_on = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="text_versions")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=12, choices=Kind)

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["passage", "field", "id"], name="versions_of_a_text")]
        constraints = [models.CheckConstraint(condition=_is_of_one(), name="version_is_of_one_thing_that_has_the_text")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
