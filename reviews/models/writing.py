"""What people write in a review: sections, passages, recommendations, and good practice to be written up."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
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

    # What people write in it, each text through `reviews.saving.save_text` and in no other way. Only a line of enquiry
    # has a title of its own.
    TEXTS = ("cell", "title")

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
    def texts(self):
        return self.TEXTS if self.kind == self.Kind.LINE else ("cell",)

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

    # The last two are of recommendations only, and stand beside the passage.
    TEXTS = ("text", "title", "lead", "horizon")

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

    @property
    def texts(self):
        """The names of the texts it has: who would lead it and by when is said of a recommendation only."""
        has_details = hasattr(self, "recommendation")
        return [name for name in self.TEXTS if has_details or name not in Recommendation.TEXTS]


class Recommendation(models.Model):
    """What a recommendation has beside its text: whose it is, by when, and what it follows from.

    Its texts count among those of its passage, with which they are changed.
    """

    TEXTS = ("lead", "horizon")

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


class GoodPractice(models.Model):
    """Something at the site that the centre would like to write up for others. Its key is made by the client."""

    TEXTS = ("title", "text", "factors")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="good_practice")
    title = models.CharField("what it is called", max_length=300, blank=True)
    text = models.TextField("what they do", blank=True)
    factors = models.TextField("what makes it work", blank=True, help_text="One on a line.")
    themes = models.ManyToManyField(Theme, blank=True, related_name="good_practice")
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "good practice"

    def __str__(self):
        return self.title or "Good practice without a title"

    @property
    def success_factors(self):
        return [line.strip() for line in self.factors.split("\n") if line.strip()]
