"""What commissioners answer to a recommendation, and how it goes on."""

from django.db import models

from reviews.models import Body, Recommendation


class Action(models.Model):
    """One body's answer to one recommendation."""

    class Response(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        DECLINED = "declined", "Declined"

    class Status(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        UNDER_WAY = "under-way", "Under way"
        COMPLETE = "complete", "Complete"
        STOPPED = "stopped", "Stopped"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="actions")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    response = models.CharField(max_length=10, choices=Response)
    reason = models.TextField(blank=True)
    action = models.TextField("what will be done", blank=True)
    owner = models.CharField(max_length=200, blank=True, help_text="A job, not a name.")
    due = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self.get_response_display()}: {self.action or self.reason}"


class Progress(models.Model):
    """What was reported about an action on one date."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="progress")
    date = models.DateField()
    by = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["date", "position", "id"]
        verbose_name_plural = "progress"

    def __str__(self):
        return f"{self.date}: {self.text}"
