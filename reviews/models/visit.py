"""What the days of a visit leave behind: notes, concerns passed on, and what was said in the room."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from frameworks.models import ParticipantGroup
from reviews.models.evidence import Session, Source
from reviews.models.review import Review
from reviews.models.writing import Passage, Section
from reviews.text import text_hash


class NoteQuerySet(models.QuerySet):
    def used(self):
        """Notes that a passage of the report rests on; one whose only passage was removed is none of them."""
        return self.filter(Exists(_in_the_report()))

    def unused(self):
        """Notes that wait: no passage rests on them, and nobody has set them aside."""
        return self.filter(~Exists(_in_the_report()), set_aside_at=None)

    def set_aside(self):
        return self.exclude(set_aside_at=None)


def _in_the_report():
    return Source.objects.filter(note=OuterRef("pk"), passage__removed_at=None)


class Note(models.Model):
    """What somebody heard or saw, as they wrote it down. Its id is made by the client; the site never sees it.

    Its text changes through `reviews.saving.save_text` and in no other way.
    """

    TEXTS = ("text",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="notes")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.RESTRICT, related_name="notes")
    group = models.ForeignKey(
        ParticipantGroup,
        verbose_name="who said it",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notes",
    )
    sections = models.ManyToManyField(Section, verbose_name="what it is about", blank=True, related_name="notes")
    text = models.TextField("note", blank=True)
    their_words = models.BooleanField("these are their own words", default=False)
    may_be_quoted = models.BooleanField("they said we may quote them", default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notes")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notes_set_aside"
    )
    set_aside_at = models.DateTimeField(null=True)
    set_aside_reason = models.CharField("why it is not needed", max_length=300, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(may_be_quoted=False) | Q(their_words=True), name="only_their_own_words_may_be_quoted"
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_by=None, set_aside_reason="")
                | Q(set_aside_at__isnull=False) & ~Q(set_aside_reason=""),
                name="note_set_aside_has_its_time_and_reason",
            ),
        ]

    def __str__(self):
        words = " ".join(self.text.split())
        return words if len(words) <= 80 else f"{words[:80].rsplit(' ', 1)[0]} …"

    @property
    def text_hash(self):
        return text_hash(self.text)

    @property
    def must_not_be_quoted(self):
        return self.their_words and not self.may_be_quoted


class PassedOn(models.Model):
    """Something that somebody said was passed on to the safeguarding contact: when and by whom, and never what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="passed_on")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="passed_on")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="passed_on")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "passed on"

    def __str__(self):
        return f"Passed on at {timezone.localtime(self.at):%H:%M}"


class Feedback(models.Model):
    """A passage chosen for the feedback in the room: how much of it is said, and whether it has been."""

    class Extent(models.TextChoices):
        SHORT = "short", "In a sentence"
        FULL = "full", "In full"

    passage = models.OneToOneField(Passage, primary_key=True, on_delete=models.CASCADE, related_name="feedback")
    extent = models.CharField(max_length=5, choices=Extent, default=Extent.SHORT)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="feedback_chosen"
    )
    chosen_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="feedback_said"
    )
    said_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["passage_id"]
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(condition=Q(said_by=None) | Q(said_at__isnull=False), name="who_said_it_has_a_time"),
        ]

    def __str__(self):
        return f"{self.passage}, {self.get_extent_display().lower()}"
