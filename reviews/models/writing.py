"""What people write in a review: sections, passages, recommendations, and every version of each text."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from frameworks.models import Domain, Indicator, Theme
from reviews.models.places import Body
from reviews.models.review import Review
from reviews.text import text_hash


class Section(models.Model):
    """One chapter of the report: where passages are written."""

    class Kind(models.TextChoices):
        BACKGROUND = "background", "Background"
        OVERALL = "overall", "Overall strengths"
        DOMAIN = "domain", "Domain"
        LINE = "line", "Line of enquiry"
        SUMMARY = "summary", "Summary"
        CLOSING = "closing", "Closing"

    # What people write in it, each text through `reviews.saving.save_text` and in no other way.
    TEXTS = ("cell",)

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=20, choices=Kind)
    code = models.SlugField(max_length=60)
    domain = models.ForeignKey(Domain, null=True, blank=True, on_delete=models.PROTECT, related_name="sections")
    title = models.CharField(max_length=300)
    position = models.PositiveIntegerField(default=0)
    cell = models.TextField(
        "in a sentence", blank=True, help_text="One or two sentences for comparison between sites. Not printed."
    )
    changed_at = models.DateTimeField("sentence changed at", default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "code"], name="section_code_is_unique_in_a_review"),
            models.CheckConstraint(
                condition=~Q(kind="domain") | Q(domain__isnull=False), name="domain_section_has_a_domain"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("section_detail", args=[self.review_id, self.code])

    @property
    def holds_findings(self):
        return self.kind in (self.Kind.DOMAIN, self.Kind.LINE)


class PassageQuerySet(models.QuerySet):
    def present(self):
        return self.filter(removed_at=None)

    def removed(self):
        return self.exclude(removed_at=None)


class Passage(models.Model):
    """One thing written in a section. Its id is made by the client, so that a repeated send is harmless.

    Its texts change through `reviews.saving.save_text` and in no other way.
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", "Paragraph"
        FINDING = "finding", "Finding"
        STRENGTH = "strength", "Strength"
        DEVELOPMENT = "development", "Area for development"
        RECOMMENDATION = "recommendation", "Recommendation"

    TEXTS = ("text", "title")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="passages")
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField("short title", max_length=300, blank=True)
    text = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    themes = models.ManyToManyField(Theme, blank=True, related_name="passages")
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="passages")
    says_it_best = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="passages_created"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="passages_removed"
    )
    removed_at = models.DateTimeField(null=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at", "id"]
        indexes = [models.Index(fields=["section", "position"], name="passage_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["section"],
                condition=Q(says_it_best=True, removed_at=None),
                name="one_passage_of_a_section_says_it_best",
            ),
            models.CheckConstraint(
                condition=Q(removed_by=None) | Q(removed_at__isnull=False), name="remover_of_a_passage_has_a_time"
            ),
        ]

    def __str__(self):
        return self.title or f"{self.get_kind_display()} {self.pk}"

    @property
    def text_hash(self):
        return text_hash(self.text)

    @property
    def title_hash(self):
        return text_hash(self.title)


class Recommendation(models.Model):
    """What a recommendation has beside its text: whose it is, by when, and what it follows from."""

    passage = models.OneToOneField(Passage, primary_key=True, on_delete=models.CASCADE, related_name="recommendation")
    lead = models.CharField(
        "who would lead it", max_length=200, blank=True, help_text="A job, not a name: for example, head of SEND."
    )
    owners = models.ManyToManyField(
        Body, blank=True, related_name="recommendations", help_text="The organisations it is addressed to."
    )
    horizon = models.CharField(
        "by when", max_length=200, blank=True, help_text="For example: within three months, by the next budget."
    )
    follows_from = models.ManyToManyField(
        Passage, blank=True, related_name="recommendations", help_text="The findings it answers."
    )

    class Meta:
        ordering = ["passage__position", "passage_id"]

    def __str__(self):
        return str(self.passage)


class TextVersionQuerySet(models.QuerySet):
    def with_review(self):
        """Each with the id of the review it is of, as `review_id`, whatever it is a text of."""
        paths = ("passage__section__review_id", "note__review_id", "section__review_id", "good_practice__review_id")
        return self.annotate(review_id=Coalesce(*paths))


class TextVersion(models.Model):
    """A text that people write, as somebody left it. Append-only; goes with what it is a text of.

    What has such texts names them in its TEXTS, and has `changed_at`.
    """

    class Kind(models.TextChoices):
        AUTOSAVE = "autosave", "Saved by itself"
        CHECKPOINT = "checkpoint", "Saved"
        CONFLICT = "conflict", "Kept from a conflict"
        RESTORED = "restored", "Restored"

    class Field(models.TextChoices):
        TEXT = "text", "Text"
        TITLE = "title", "Short title"
        CELL = "cell", "In a sentence"

    passage = models.ForeignKey(Passage, null=True, on_delete=models.CASCADE, related_name="versions")
    note = models.ForeignKey("reviews.Note", null=True, on_delete=models.CASCADE, related_name="versions")
    section = models.ForeignKey(Section, null=True, on_delete=models.CASCADE, related_name="versions")
    good_practice = models.ForeignKey(
        "reviews.GoodPractice", null=True, on_delete=models.CASCADE, related_name="versions"
    )
    field = models.CharField(max_length=10, choices=Field, default=Field.TEXT)
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
        constraints = [
            models.CheckConstraint(
                condition=Q(passage__isnull=False, note=None, section=None, good_practice=None)
                & Q(field__in=["text", "title"])
                | Q(passage=None, note__isnull=False, section=None, good_practice=None, field="text")
                | Q(passage=None, note=None, section__isnull=False, good_practice=None, field="cell")
                | Q(passage=None, note=None, section=None, good_practice__isnull=False)
                & Q(field__in=["text", "title"]),
                name="version_is_of_one_passage_note_section_or_good_practice",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class GoodPractice(models.Model):
    """Something at the site that the centre would like to write up for others. Its key is made by the client."""

    TEXTS = ("title", "text")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="good_practice")
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    success_factors = models.JSONField("what makes it work", default=list, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="good_practice")
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "good practice"

    def __str__(self):
        return self.title or "Good practice without a title"
