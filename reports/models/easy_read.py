"""The easy-read summary of a review as it is written: rows of a sentence and a picture, and who tested it."""

import uuid

from django.db import models

from reviews.models import Passage, Review


class EasyRead(models.Model):
    """The easy-read summary of one review."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="easy_read")
    lang = models.CharField(max_length=12, default="en")
    title = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return f"Easy read of {self.review}"


class EasyReadRow(models.Model):
    """A heading, or one idea: its sentence, its picture, and the passage it stands for."""

    class Kind(models.TextChoices):
        HEADING = "heading", "Heading"
        ROW = "row", "Sentence and picture"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ROW)
    text = models.TextField()
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
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.text


class EasyReadTest(models.Model):
    """People who tested the easy read, as they chose to be named, when, and what changed because of them."""

    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="tests")
    who = models.CharField("who tested it", max_length=300)
    date = models.DateField("when")
    changed = models.TextField("what changed", blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self.who}, {self.date}"
