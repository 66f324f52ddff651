"""The easy-read summary of a review as it is written: rows of a sentence and a picture, and who tested it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reviews.models import Passage, Review, TextVersion


class EasyRead(models.Model):
    """The easy-read summary of one review; or, later, the update that says what happened next (`update_of`)."""

    review = models.OneToOneField(Review, null=True, on_delete=models.CASCADE, related_name="easy_read")
    update_of = models.OneToOneField(Review, null=True, on_delete=models.CASCADE, related_name="easy_read_update")
    lang = models.CharField(max_length=12, default="en")
    title = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review=None, update_of__isnull=False) | Q(review__isnull=False, update_of=None),
                name="easy_read_is_a_summary_or_an_update",
            ),
        ]

    def __str__(self):
        return f"Easy read of {self.review}" if self.review else f"Easy-read update of {self.update_of}"

    @property
    def about(self):
        """The review that it is about, be it the summary or the update."""
        return self.review or self.update_of

    @property
    def about_id(self):
        return self.review_id or self.update_of_id


class EasyReadRow(models.Model):
    """A heading, or one idea: its sentence, its picture, and the passage it stands for.

    Its texts change through `reviews.saving.save_text` and in no other way.
    """

    class Kind(models.TextChoices):
        HEADING = "heading", "Heading"
        ROW = "row", "Sentence and picture"

    TEXTS = ("text", "alt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ROW)
    text = models.TextField("sentence", blank=True)
    brief = models.TextField(
        "what the row has to say", blank=True, help_text="For whoever writes it. Not printed once the row has a text."
    )
    picture = models.CharField(max_length=60, blank=True, help_text="The code of a picture; empty for no picture yet.")
    alt = models.CharField(
        "what the picture shows", max_length=200, blank=True, help_text="Read aloud to people who cannot see it."
    )
    passage = models.ForeignKey(
        Passage,
        verbose_name="stands for",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="easy_read_rows",
    )
    passage_hash = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="The hash of the passage's text when somebody last wrote this row, or said that it is still right.",
    )
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField("texts changed at", default=timezone.now)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.text or "A row to be written"

    @property
    def to_write(self):
        """Whether this row has been proposed and nobody has written it yet."""
        return self.kind == self.Kind.ROW and not self.text.strip()

    @property
    def passage_has_changed(self):
        """Whether its passage says something else by now, or was taken out, since the row was written."""
        if self.passage is None or not self.passage_hash:
            return False
        return self.passage.removed_at is not None or self.passage.text_hash != self.passage_hash

    def stand_as_written(self):
        """Remember the passage as it reads now. Saving is the caller's."""
        self.passage_hash = self.passage.text_hash if self.passage else ""


class RowVersion(models.Model):
    """A text of a row as somebody left it, as a TextVersion is of other texts. Append-only; goes with its row."""

    row = models.ForeignKey(EasyReadRow, on_delete=models.CASCADE, related_name="versions")
    field = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    hash = models.CharField(max_length=64)
    based_on = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="row_versions")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=12, choices=TextVersion.Kind)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["row", "field", "id"], name="versions_of_a_row")]
        constraints = [
            models.CheckConstraint(
                condition=Q(field__in=list(EasyReadRow.TEXTS)), name="version_of_a_row_is_of_one_of_its_texts"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class EasyReadTest(models.Model):
    """People who tested the easy read, as they chose to be named, when, and what changed because of them."""

    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="tests")
    who = models.CharField("who tested it", max_length=300)
    date = models.DateField("when")
    changed = models.TextField("what changed", blank=True)
    thanked = models.CharField("how they were thanked and paid", max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self.who}, {self.date}"
