"""What a review rests on: sessions, papers, the sources of each passage, and what was looked at."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from frameworks.models import Indicator, ParticipantGroup
from reviews.models.review import Member, Review
from reviews.models.writing import Passage, Section


class Session(models.Model):
    """One meeting of the visit's programme.

    Its texts change through `reviews.saving.save_text` and in no other way, and so do those of its groups.
    """

    TEXTS = ("title", "place", "purpose", "access")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sessions")
    code = models.SlugField(max_length=60)
    date = models.DateField()
    start = models.TimeField("from", null=True, blank=True)
    end = models.TimeField("until", null=True, blank=True)
    title = models.CharField("what the session is", max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    purpose = models.TextField("what it is for", blank=True)
    team = models.ManyToManyField(Member, verbose_name="who of the team", blank=True, related_name="sessions")
    access = models.TextField(
        "how everybody can take part",
        blank=True,
        help_text="For example: pictures sent beforehand, a supporter, a signer, a quiet room, breaks.",
    )
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField("texts changed at", default=timezone.now)

    class Meta:
        ordering = ["date", F("start").asc(nulls_last=True), "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "code"], name="session_code_is_unique_in_a_review"),
            models.CheckConstraint(
                condition=Q(end=None) | Q(start__isnull=False, end__gt=F("start")),
                name="session_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.title or self.code

    @property
    def times(self):
        """The hours as people write them: “09:15 to 10:00”, “from 09:15”, or nothing where none are set."""
        if self.start is None:
            return ""
        return f"{self.start:%H:%M} to {self.end:%H:%M}" if self.end else f"from {self.start:%H:%M}"


class SessionGroup(models.Model):
    """A group of people met in a session, and how many; no number stands for fewer than five. Never names."""

    TEXTS = ("how", "easy_read_by")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="groups")
    group = models.ForeignKey(ParticipantGroup, on_delete=models.PROTECT, related_name="session_groups")
    number = models.PositiveIntegerField(null=True, blank=True)
    how = models.CharField("how you met", max_length=300, blank=True)
    planned = models.BooleanField(
        "planned, not met yet", default=False, help_text="A group that is only planned is not counted in the report."
    )
    easy_read_by = models.CharField(
        "who takes the easy read back to them",
        max_length=200,
        blank=True,
        help_text="A job or an organisation, not a name.",
    )
    easy_read_due = models.DateField("by when", null=True, blank=True)
    easy_read_given = models.DateField("taken back on", null=True, blank=True)
    easy_read_given_note = models.CharField("how it went", max_length=300, blank=True)
    easy_read_given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="easy_reads_given"
    )
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField("texts changed at", default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(easy_read_given__isnull=False) | Q(easy_read_given_note="", easy_read_given_by=None),
                name="easy_read_given_back_has_its_day",
            ),
        ]

    def __str__(self):
        return f"{self.group} ({self.number or 'fewer than five'})"

    @property
    def is_overdue(self):
        """Whether the easy read should have been taken back to them by now."""
        return self.easy_read_given is None and bool(self.easy_read_due) and self.easy_read_due < timezone.localdate()

    @property
    def days_overdue(self):
        return (timezone.localdate() - self.easy_read_due).days


class Paper(models.Model):
    """A paper the review asked for."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="papers")
    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    supplied = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "code"], name="paper_code_is_unique_in_a_review")]

    def __str__(self):
        return self.title


class PaperFile(models.Model):
    """A file that the site sent for a paper, as it was kept: without what its maker's programs had written into it.

    It goes by its paper's name: the name it had on somebody's computer is not kept.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word document"
        XLSX = "xlsx", "Excel workbook"
        PPTX = "pptx", "PowerPoint slides"
        ODT = "odt", "OpenDocument text"
        ODS = "ods", "OpenDocument spreadsheet"
        TXT = "txt", "Plain text"
        CSV = "csv", "Table (CSV)"
        JPEG = "jpg", "Picture (JPEG)"
        PNG = "png", "Picture (PNG)"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    file = models.FileField()
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("bytes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paper_files")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="file_has_its_own_number_in_a_paper")]

    def __str__(self):
        return f"{self.paper}, file {self.number}"

    @property
    def download_name(self):
        """Made of our own codes, so nothing that somebody chose can do harm on another's computer."""
        return f"{self.paper.code}-{self.number}.{self.kind}"


class Source(models.Model):
    """Where a passage comes from: a group and session, a paper, or a visit. The site never sees it."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", "Said to us"
        DOCUMENT = "document", "Read in a paper"
        DATA = "data", "Figures from a paper"
        VISIT = "visit", "Seen on a visit"
        WEBSITE = "website", "Seen on a website"

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=12, choices=Kind)
    group = models.ForeignKey(ParticipantGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="sources")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.RESTRICT, related_name="sources")
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.RESTRICT, related_name="sources")
    note = models.ForeignKey("reviews.Note", null=True, blank=True, on_delete=models.RESTRICT, related_name="sources")
    detail = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "note"], name="note_is_a_source_of_a_passage_once"),
        ]

    def __str__(self):
        where = self.group or self.paper or self.session or self.detail
        return f"{self.get_kind_display()}: {where}" if where else self.get_kind_display()


class Coverage(models.Model):
    """Whether the team looked for an indicator, and what it saw. Team and centre only, never printed, never a grade."""

    class State(models.TextChoices):
        SEEN = "seen", "Seen"
        PARTLY = "partly", "Partly seen"
        NOT_FOUND = "not-found", "Looked for and not found"
        NOT_LOOKED = "not-looked", "Not looked at"

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="coverage")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="coverage")
    state = models.CharField(max_length=12, choices=State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="coverage")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["indicator__position", "id"]
        verbose_name_plural = "coverage"
        constraints = [
            models.UniqueConstraint(fields=["section", "indicator"], name="indicator_is_covered_once_in_a_section")
        ]

    def __str__(self):
        return f"{self.indicator}: {self.get_state_display()}"
