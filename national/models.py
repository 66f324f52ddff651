"""What of the national app is kept: the comparison as a Word file, for the person who asked for it."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from reports.models import Draft


class ComparisonFile(models.Model):
    """The comparison that somebody last asked for as a Word file. The file before stays until the next is done."""

    State = Draft.State

    asked_by = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comparison_file")
    # What was chosen, as it stands in the address of the page.
    query = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    problem = models.TextField(blank=True)
    # What the file holds, which may be of a choice before.
    file = models.FileField(upload_to="rendered/", max_length=200, blank=True)
    file_query = models.TextField(blank=True)
    made_at = models.DateTimeField(null=True)
    size = models.PositiveIntegerField("bytes", default=0)
    reviews = models.PositiveIntegerField("reviews in it", default=0)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "comparisons asked for as Word files"

    def __str__(self):
        return f"Comparison for {self.asked_by}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_there(self):
        """Whether there is a file to download; it goes after two weeks, as all that was rendered."""
        return bool(self.file) and default_storage.exists(self.file.name)
