"""Testing the easy read with people: a link for one test, what was answered through it, and who signed the text off."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.models.easy_read import EasyRead, EasyReadTest


class TrialLinkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class TrialLink(models.Model):
    """One link for one test by one group, and the easy read as it stood when the link was made.

    Only a hash of the link is stored. Whoever holds the link needs no account and reaches nothing else.
    """

    class Named(models.TextChoices):
        YES = "yes", "Yes, please name us"
        NO = "no", "No, please do not name us"

    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="trial_links")
    group = models.CharField(
        "who will test it", max_length=200, help_text="A group, not a person: for example, a self-advocacy group."
    )
    facilitator = models.CharField(
        "who helps them", max_length=200, blank=True, help_text="Whom you will give the link to."
    )
    date = models.DateField("when they meet", null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    tree = models.FileField(upload_to="tests/")
    tree_digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="trial_links_made")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    sheet = models.FileField(upload_to="sheets/", blank=True)
    problem = models.TextField(blank=True, help_text="Why the sheet for paper could not be made.")
    named = models.CharField(max_length=3, choices=Named, blank=True)
    named_as = models.CharField("how we write your name", max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    test = models.OneToOneField(EasyReadTest, null=True, on_delete=models.SET_NULL, related_name="link")

    objects = TrialLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(named_as="") | Q(named="yes"), name="tester_is_named_only_who_wants_to_be"
            ),
        ]

    def __str__(self):
        return self.group

    @property
    def is_open(self):
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def last_day(self):
        return timezone.localdate(self.expires_at)


class TrialAnswer(models.Model):
    """What a group said about one row: `sentence` and `picture` are what it saw, whatever the row says today."""

    class Hard(models.TextChoices):
        EASY = "easy", "Easy"
        HARD = "hard", "Hard"
        UNSURE = "unsure", "Not sure"

    link = models.ForeignKey(TrialLink, on_delete=models.CASCADE, related_name="answers")
    row = models.UUIDField()
    sentence = models.TextField()
    picture = models.CharField(max_length=60, blank=True)
    tells = models.TextField("what does this tell you?", blank=True)
    hard = models.CharField("is it easy or hard?", max_length=6, choices=Hard, blank=True)
    dislikes_picture = models.BooleanField("we don’t like the picture", default=False)
    picture_why = models.TextField("what is wrong with the picture?", blank=True)
    at = models.DateTimeField(default=timezone.now)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="trial_answers_dealt_with"
    )
    dealt_with_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["link", "id"]
        constraints = [
            models.UniqueConstraint(fields=["link", "row"], name="row_is_answered_once_through_a_link"),
            models.CheckConstraint(
                condition=Q(dealt_with_at=None, dealt_with_by=None)
                | Q(dealt_with_at__isnull=False, dealt_with_by__isnull=False),
                name="answer_dealt_with_has_its_time_and_person",
            ),
        ]

    def __str__(self):
        return f"{self.link}: {self.tells or self.get_hard_display()}"

    @property
    def stamp(self):
        """Tells what the group said last from what it said before."""
        return self.at.isoformat()


class SignOff(models.Model):
    """Somebody of the team says that the easy read is ready as it stands; `state` is the hash of its rows then."""

    easy_read = models.ForeignKey(EasyRead, on_delete=models.CASCADE, related_name="sign_offs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="easy_reads_signed_off")
    at = models.DateTimeField(default=timezone.now)
    state_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.by}, {timezone.localtime(self.at):%d.%m.%Y}"
