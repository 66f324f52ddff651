"""A review, the people on its team, and the stages it has been through."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from frameworks.models import Edition
from reviews.models.places import Site, SiteContact


class Stage(models.TextChoices):
    PREPARING = "preparing", "Preparing"
    VISITING = "visiting", "Visiting"
    WRITING = "writing", "Writing"
    QUALITY_CHECK = "quality-check", "Quality check"
    FACTUAL_ACCURACY = "factual-accuracy", "Factual accuracy"
    ISSUED = "issued", "Issued"
    FOLLOW_UP = "follow-up", "Follow-up"
    CLOSED = "closed", "Closed"


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The reviews in which the user has some role today; staff have one in all of them.

        Which pages of them they may open is for `reviews.access.WHO_MAY` to say.
        """
        if user.is_staff:
            return self
        member_of = Member.objects.current().filter(user=user).values("review_id")
        contact_of = SiteContact.objects.current().filter(user=user).values("site_id")
        return self.filter(Q(id__in=member_of) | Q(site_id__in=contact_of))

    def open(self):
        return self.exclude(stage=Stage.CLOSED)


class Review(models.Model):
    """One commissioning review of one site, under one edition of a framework.

    The texts of its details change through `reviews.saving.save_text` and in no other way.
    """

    TEXTS = ("title", "purpose", "limitations", "headline", "contact", "safeguarding_contact")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="reviews")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reviews")
    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    visit_from = models.DateField("first day of the visit")
    visit_to = models.DateField("last day of the visit")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PREPARING)
    stage_since = models.DateTimeField(default=timezone.now)
    purpose = models.TextField("why the review was asked for", blank=True)
    limitations = models.TextField(
        "what the team could not see or do",
        blank=True,
        help_text="Printed at the end of the background.",
    )
    headline = models.TextField("the review in one sentence", blank=True, help_text="For comparison between sites.")
    lang = models.CharField("language of the report", max_length=12, default="en-GB")
    print_titles = models.BooleanField(
        "print the short titles of findings", default=False, help_text="Otherwise they are for the team's use only."
    )
    contact = models.TextField(
        "whom to ask",
        blank=True,
        help_text="Printed at the end of the easy-read summary: a name or role, phone, e-mail.",
    )
    safeguarding_contact = models.TextField(
        blank=True,
        help_text="Whom the team tells the same day if somebody is at risk: a name, a role, a phone number. "
        "The team sees it wherever notes are written. Not printed.",
    )

    changed_at = models.DateTimeField("details changed at", default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-visit_from", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(visit_to__gte=F("visit_from")), name="visit_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="review_stage_is_known"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("review_detail", args=[self.pk])

    @property
    def is_kloe(self):
        return self.edition.layout == Edition.Layout.KLOE

    @property
    def days_in_stage(self):
        return (timezone.now() - self.stage_since).days


class MemberQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left=None)

    def printed(self):
        """The team as the report names it: not the people appointed to check it."""
        return self.exclude(role=Member.Role.INDEPENDENT)


class Member(models.Model):
    """Somebody on a review's team, with or without an account, or the independent person who checks its work."""

    class Role(models.TextChoices):
        LEAD = "lead", "Lead reviewer"
        REVIEWER = "reviewer", "Reviewer"
        OBSERVER = "observer", "Observer"
        INDEPENDENT = "independent", "Independent check"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=Role)
    job = models.CharField(max_length=200, blank=True, help_text="As the report should name it.")
    organisation = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    joined = models.DateField(default=timezone.localdate)
    left = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "user"], condition=Q(left=None), name="user_is_on_a_review_team_once"
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_role_display().lower()}"


class StageChange(models.Model):
    """One move of a review from stage to stage: who, when, and for a move back or a correction why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="stage_changes")
    from_stage = models.CharField(max_length=20, choices=Stage)
    to_stage = models.CharField(max_length=20, choices=Stage)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="stage_changes")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_from_stage_display()} → {self.get_to_stage_display()}"
