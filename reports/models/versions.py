"""Sealed versions of what a review says, the files made of them, and to whom they were released."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone

from reviews.models import Review

RECENT = timedelta(days=1)


class Kind(models.TextChoices):
    SITE = "site", "Site report"
    EASY_READ = "easy-read", "Easy-read summary"
    EASY_READ_SHEET = "easy-read-sheet", "Sheet for testing the easy read"
    EASY_READ_UPDATE = "easy-read-update", "Easy-read update"
    FEEDBACK_PACK = "feedback-pack", "Feedback handout"

    @property
    def is_easy_read(self):
        """Whether it is read on a page of its own, large and aloud."""
        return self in (Kind.EASY_READ, Kind.EASY_READ_UPDATE)


class FileFormat(models.TextChoices):
    """What a document can be had as; each is made of the same tree."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    HTML = "html", "Web page (one file)"

    @classmethod
    def of(cls, kind):
        """The formats that a kind of document is made in: the sheet is for paper, and its boxes and lines are print."""
        return [cls.PDF] if kind == Kind.EASY_READ_SHEET else list(cls)


class DraftQuerySet(models.QuerySet):
    def recent(self):
        """What is being made, and what was asked for in the last day: failures first, then what waits longest."""
        since = timezone.now() - RECENT
        recent = self.filter(Q(state=Draft.State.WAITING) | Q(asked_at__gte=since))
        order = Case(When(state=Draft.State.FAILED, then=0), When(state=Draft.State.WAITING, then=1), default=2)
        return recent.order_by(order, "-made_at", "asked_at", "id")


class Draft(models.Model):
    """The working text as a file, made when somebody asks for it. The last good file stays until the next is done."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        MADE = "made", "Made"
        FAILED = "failed", "Could not be made"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20, choices=Kind)
    format = models.CharField(max_length=10, choices=FileFormat, default=FileFormat.PDF)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="drafts")
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    # The moment printed on the file: earlier than when it was asked for, if nothing had changed since.
    text_of = models.DateTimeField(null=True)
    file = models.FileField(upload_to="drafts/", blank=True)
    size = models.PositiveIntegerField("bytes", default=0)
    tree_digest = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "kind", "format"], name="one_draft_of_a_kind_and_format_for_a_review"
            )
        ]

    def __str__(self):
        return f"Draft of the {self.get_kind_display().lower()} of {self.review}"

    @property
    def is_unchanged(self):
        """Whether the last time it was asked for, the text was still as it was the time before."""
        return self.state == self.State.MADE and self.text_of is not None and self.text_of < self.asked_at


class Version(models.Model):
    """The site report and its easy read, or the easy-read update, as they stood at one moment.

    Once sealed, nothing of it ever changes.
    """

    class Subject(models.TextChoices):
        REPORT = "report", "Report and easy-read summary"
        UPDATE = "update", "What happened next"

    class State(models.TextChoices):
        FROZEN = "frozen", "Being made"
        SEALED = "sealed", "Sealed"
        FAILED = "failed", "Could not be made"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.REPORT)
    state = models.CharField(max_length=10, choices=State, default=State.FROZEN)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="versions_frozen")
    frozen_at = models.DateTimeField(default=timezone.now)
    sealed_at = models.DateTimeField(null=True)
    manifest = models.TextField(blank=True, help_text="Canonical JSON: the hash of each file and of what made it.")
    manifest_hash = models.CharField(max_length=64, blank=True)
    problem = models.TextField(blank=True)
    easy_read_reason = models.TextField(
        "why the easy read is not there, or not tested and signed off",
        blank=True,
        help_text="Given by whoever issued the version.",
    )

    class Meta:
        ordering = ["review", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="version_number_is_unique_in_a_review"),
            models.CheckConstraint(
                condition=Q(state="sealed", sealed_at__isnull=False) & ~Q(manifest_hash="")
                | ~Q(state="sealed") & Q(sealed_at=None),
                name="sealed_version_has_its_time_and_manifest",
            ),
        ]

    def __str__(self):
        return f"Version {self.number}, what happened next" if self.is_update else f"Version {self.number}"

    def get_absolute_url(self):
        return reverse("version_detail", args=[self.review_id, self.number])

    @property
    def is_update(self):
        return self.subject == self.Subject.UPDATE


class Document(models.Model):
    """One document of a version: the canonical bytes of its tree."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    tree = models.FileField(upload_to="trees/")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["version", "-kind"]
        constraints = [models.UniqueConstraint(fields=["version", "kind"], name="version_has_one_document_of_a_kind")]

    def __str__(self):
        return self.get_kind_display()


class DocumentPicture(models.Model):
    """A picture as a document shows it. Its bytes are kept as long as the document, whatever becomes of its set."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pictures")
    code = models.SlugField(max_length=60)
    file = models.FileField(upload_to="pictures/")

    class Meta:
        ordering = ["document", "code"]
        constraints = [models.UniqueConstraint(fields=["document", "code"], name="document_names_a_picture_once")]

    def __str__(self):
        return self.code


class RenderedFile(models.Model):
    """A document of a version in one format, kept as it was issued."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10, choices=FileFormat)
    file = models.FileField(upload_to="issued/")
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField("bytes")

    class Meta:
        ordering = ["document", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "format"], name="document_has_one_file_of_a_format")]

    def __str__(self):
        return f"{self.document} ({self.get_format_display()})"


class ReleaseQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(recalled_at=None)


class Release(models.Model):
    """The act of giving a sealed version to named people."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="release")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="releases")
    released_at = models.DateTimeField(default=timezone.now)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="releases_recalled"
    )
    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.TextField(blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-released_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recalled_at=None, recalled_by=None)
                | Q(recalled_at__isnull=False, recalled_by__isnull=False),
                name="recall_has_its_time_and_person",
            ),
        ]

    def __str__(self):
        return f"Release of {self.version}"


class Recipient(models.Model):
    """Somebody a version was released to: the only way for a commissioner to open it."""

    class Copy(models.TextChoices):
        NAMED = "named", "Named copy"
        BOARD = "board", "Board copy"
        PUBLISHABLE = "publishable", "Copy that may be published"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="recipients")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="received")
    copy = models.CharField(max_length=12, choices=Copy, default=Copy.NAMED)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["release", "user"], name="recipient_is_named_once_in_a_release")]

    def __str__(self):
        return f"{self.user}: {self.get_copy_display().lower()}"
