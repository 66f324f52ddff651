"""Sites, the organisations that plan and buy support there, and who at the site signs in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone


class Body(models.Model):
    """A council, an NHS organisation, a forum …: whoever can own a recommendation."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        NHS = "nhs", "NHS organisation"
        EDUCATION = "education", "School, college or trust"
        FORUM = "forum", "Forum of parents or young people"
        VOLUNTARY = "voluntary", "Voluntary organisation"
        OTHER = "other", "Other organisation"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    successor = models.ForeignKey(
        "self",
        verbose_name="replaced by",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text="When an organisation is merged or renamed, the one that took over its duties.",
    )

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(condition=~Q(successor=F("id")), name="body_is_not_its_own_successor"),
        ]

    def __str__(self):
        return self.name


class SiteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see every site; a contact sees the sites they are a contact of today."""
        if user.is_staff:
            return self
        return self.filter(id__in=SiteContact.objects.current().filter(user=user).values("site_id"))


class Site(models.Model):
    """A local area that is reviewed."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(
        "kind of area", max_length=100, blank=True, help_text="For example: unitary authority, county, London borough."
    )
    invented = models.BooleanField(default=False, help_text="A site made up for practice. Its pages say so.")
    profile = models.TextField(blank=True, help_text="The area in a paragraph.")
    partners = models.ManyToManyField(Body, through="SitePartner", related_name="sites")
    second_factor_forced = models.BooleanField(
        "a second factor for everybody who signs in for this site",
        default=False,
        help_text="They are asked to set one up when they next sign in. Without this they are free to.",
    )

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("site_detail", args=[self.code])


class SitePartner(models.Model):
    """A body that takes part at a site, in the order in which the site names them."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="site_partners")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="site_partners")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "body"], name="body_is_partner_of_a_site_once")]

    def __str__(self):
        return f"{self.body} at {self.site}"


class SiteContactQuerySet(models.QuerySet):
    def current(self):
        return self.not_over().filter(starts__lte=timezone.localdate())

    def not_over(self):
        """Those who sign in for a site today, and those who will."""
        return self.filter(left=None).filter(Q(ends=None) | Q(ends__gte=timezone.localdate()))


class SiteContact(models.Model):
    """Somebody who signs in for a site: a commissioner, or the coordinator who gathers papers and people."""

    class Role(models.TextChoices):
        COMMISSIONER = "commissioner", "Commissioner"
        COORDINATOR = "coordinator", "Coordinator"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="site_contacts")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="contacts")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    role = models.CharField(max_length=20, choices=Role)
    is_lead = models.BooleanField(
        "lead commissioner",
        default=False,
        help_text="Sees when the others whom a report was released to opened it.",
    )
    starts = models.DateField("from", default=timezone.localdate)
    ends = models.DateField("until", null=True, blank=True, help_text="The last day on which they may sign in for it.")
    # `ends` is agreed beforehand and its day still counts; from the moment `left` is set nothing does.
    left = models.DateField(null=True, blank=True, editable=False)

    objects = SiteContactQuerySet.as_manager()

    class Meta:
        ordering = ["site", "role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="site_contact_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(is_lead=False) | Q(role="commissioner"), name="lead_is_a_commissioner"),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display().lower()} of {self.site}"
