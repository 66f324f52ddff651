"""Pictures that come from outside: sets a centre has a licence for, a site's own photographs, and what was chosen."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reviews.models import Review, Site


class Mood(models.TextChoices):
    CHEERFUL = "cheerful", "A happy face or a sign of joy"
    SMILING = "smiling", "Somebody smiles"


class PictureSet(models.Model):
    """A set of pictures with its licence. Those that come with the program have the code `openmoji` and no rows."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    licence = models.CharField(max_length=300)
    credit = models.CharField(max_length=300, help_text="Printed in every document that uses a picture of this set.")
    offered = models.BooleanField(
        "offered for new rows", default=True, help_text="Rows that have one of its pictures keep it."
    )
    position = models.PositiveIntegerField(default=0, help_text="Sets that come first are found first.")
    loaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.title


class Picture(models.Model):
    """A picture of a set. Its row stays for ever, so that its code is never used for another."""

    set = models.ForeignKey(PictureSet, on_delete=models.PROTECT, related_name="pictures")
    code = models.SlugField(max_length=60, unique=True)
    label = models.CharField("what it shows", max_length=200)
    words = models.JSONField("words to find it by", default=list)
    stems = models.TextField(editable=False, help_text="A space before and after each stem of label and words.")
    mood = models.CharField(max_length=10, choices=Mood, blank=True)
    file = models.FileField(upload_to="pictures/")
    offered = models.BooleanField(default=True, help_text="Off when the set was loaded anew without it.")

    class Meta:
        ordering = ["set", "code"]

    def __str__(self):
        return self.label


# No other picture's code begins like this.
PHOTOGRAPH = "photograph-"


def new_photograph_code():
    return f"{PHOTOGRAPH}{uuid.uuid4().hex}"


def is_photograph(code):
    """Whether a picture's code is that of a photograph."""
    return code.startswith(PHOTOGRAPH)


class PhotographQuerySet(models.QuerySet):
    def usable(self):
        """Those that may be used today: nobody has withdrawn their agreement, and it has not run out."""
        return self.filter(withdrawn_at=None).exclude(until__lt=timezone.localdate())


class Photograph(models.Model):
    """A photograph of a site, with the agreement of the people in it; used in reviews of that site only."""

    class Consent(models.TextChoices):
        AGREED = "agreed", "Everybody in it has agreed to this use"
        NOBODY = "nobody", "Nobody can be recognised in it"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="photographs")
    code = models.SlugField(max_length=60, unique=True, default=new_photograph_code, editable=False)
    label = models.CharField(
        "what it shows",
        max_length=150,
        help_text="In a few words, such as “People at the garden project”. No names. It is read aloud to people who "
        "cannot see it.",
    )
    words = models.CharField(
        "words to find it by", max_length=300, blank=True, help_text="For example: garden, work, outdoors."
    )
    stems = models.TextField(editable=False)
    mood = models.CharField("Is somebody smiling or celebrating in it?", max_length=10, choices=Mood, blank=True)
    file = models.FileField(upload_to="pictures/", blank=True, help_text="Empty once the agreement was withdrawn.")
    consent = models.CharField("May it be used?", max_length=10, choices=Consent)
    asked_by = models.CharField(
        "who asked them",
        max_length=200,
        blank=True,
        help_text="Who on the team or at the site, by job or organisation. Not who is in the photograph.",
    )
    asked_on = models.DateField("when they agreed", null=True, blank=True)
    until = models.DateField(
        "until when it may be used",
        null=True,
        blank=True,
        help_text="Leave it empty if they set no end. After this day it cannot go into a new version.",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="photographs")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="photographs_withdrawn"
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects = PhotographQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(consent="agreed") | (Q(asked_on__isnull=False) & ~Q(asked_by="")),
                name="agreement_to_a_photograph_has_its_day_and_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawal_of_a_photograph_has_its_time_and_person",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def has_run_out(self):
        return self.until is not None and self.until < timezone.localdate()

    @property
    def problem(self):
        """Why it may not be used any more, in a sentence; empty while it may."""
        if self.withdrawn_at:
            return "The people in this photograph do not agree to its use any more. Choose another picture."
        if self.has_run_out:
            return f"This photograph might be used until {self.until:%-d %B %Y} only. Ask again, or choose another."
        return ""


class PictureChoice(models.Model):
    """The last time that somebody chose a picture for a row of a review; recent ones are offered again."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="picture_choices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="picture_choices")
    code = models.SlugField(max_length=60)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "by", "code"], name="picture_is_chosen_once_by_one_in_a_review")
        ]

    def __str__(self):
        return self.code
