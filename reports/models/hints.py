"""Hints of the easy read that somebody has looked at and set aside."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models.easy_read import EasyRead, EasyReadRow


class SetAsideHint(models.Model):
    """One hint about a row, or about the whole easy read (no row), that stays aside while its words are the same.

    One that a review file brought has neither a person nor a time.
    """

    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="set_aside")
    row = models.ForeignKey(EasyReadRow, null=True, blank=True, on_delete=models.CASCADE, related_name="set_aside")
    code = models.CharField(max_length=40, help_text="The rule, by its code.")
    words = models.TextField(blank=True, help_text="The words it points at.")
    reason = models.CharField("why it is set aside", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="hints_set_aside"
    )
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by=None, at=None) | Q(by__isnull=False, at__isnull=False),
                name="who_set_a_hint_aside_has_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.words}"
