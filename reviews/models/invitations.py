"""Invitations: how somebody without an account comes to a place on a team, or to a role at a site."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reviews.models.places import Body, Site, SiteContact
from reviews.models.review import Member


def token_hash(token):
    """What is stored of the token of a link: whoever reads the database cannot make the link of it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither accepted nor taken back; perhaps too old."""
        return self.filter(accepted_at=None, revoked_at=None)

    def sent_to(self, user):
        """Those that went to the address of this person or were accepted by them."""
        return self.filter(Q(accepted_by=user) | Q(email=user.email))


class Invitation(models.Model):
    """One link, sent to one address. It is for a member who has no account yet, or for a contact of a site to be."""

    VALID_FOR = timedelta(days=14)

    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="invitations")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=20, choices=SiteContact.Role, blank=True)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="invitations")
    starts = models.DateField("from", null=True)
    ends = models.DateField("until", null=True)
    name = models.CharField(max_length=150)
    email = models.EmailField("e-mail address")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_sent")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="invitations_accepted"
    )
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None, site__isnull=False, starts__isnull=False) & ~Q(role="")
                | Q(member__isnull=False, site=None, role="", body=None, starts=None, ends=None),
                name="invitation_is_for_a_team_or_for_a_site",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
                name="invitation_is_accepted_by_somebody_or_revoked_or_neither",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="member_has_one_invitation_waiting",
            ),
            models.UniqueConstraint(
                fields=["site", "role", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="address_has_one_invitation_waiting_for_a_role_at_a_site",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_what_display()}"

    def get_what_display(self):
        """What the person will be, and where."""
        if self.member:
            return f"{self.member.get_role_display().lower()}, {self.member.review.title}"
        return f"{self.get_role_display().lower()} of {self.site.name}"

    @property
    def review(self):
        return self.member.review if self.member else None

    @property
    def is_too_old(self):
        return self.expires_at <= timezone.now()

    @property
    def last_day(self):
        return timezone.localdate(self.expires_at)
