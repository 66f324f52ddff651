"""A framework, its editions, and the domains (or lines of enquiry) of an edition."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.dates import MONTHS

from frameworks.models.texts import validate_texts
from frameworks.models.visibility import Visibility


class FixedEditionError(Exception):
    """Somebody tried to change the wording of an edition that a review uses."""

    def __init__(self, edition):
        super().__init__(
            f"The edition {edition.code} is fixed: a review uses it. "
            "Bring new wording in as a new edition that is based on it."
        )


class FrameworkQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Framework(models.Model):
    """A family of editions, each a rewording of one before it."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)


class EditionQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def current(self):
        return self.filter(status=Edition.Status.CURRENT)

    def with_others(self):
        """Editions whose framework has other editions to compare them with."""
        others = Edition.objects.filter(framework=OuterRef("framework")).exclude(pk=OuterRef("pk"))
        return self.filter(Exists(others))


class Edition(models.Model):
    class Status(models.TextChoices):
        CURRENT = "current", "Current"
        SUPERSEDED = "superseded", "Superseded"
        ARCHIVED = "archived", "Archived"

    class Layout(models.TextChoices):
        DOMAINS = "domains", "Domains"
        KLOE = "kloe", "Key lines of enquiry"

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="editions")
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    label = models.CharField(
        max_length=120, help_text="Tells this edition from the others, such as “2016 pilot draft”."
    )
    published = models.CharField(max_length=10, help_text="A year, or a year and month: 2016-04.")
    status = models.CharField(max_length=20, choices=Status)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later_editions")
    layout = models.CharField(max_length=20, choices=Layout)
    lang = models.CharField("language", max_length=10, default="en")
    note = models.TextField(blank=True)
    audience = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    who = models.TextField("who the review is about", blank=True)
    services_in_scope = models.JSONField(default=list, blank=True, validators=[validate_texts])
    limits = models.JSONField(default=list, blank=True, validators=[validate_texts])
    changes_from_previous = models.JSONField(default=list, blank=True, validators=[validate_texts])
    motto = models.CharField(max_length=200, blank=True)
    method = models.JSONField(default=list, blank=True, validators=[validate_texts])
    team_roles = models.JSONField(default=list, blank=True, validators=[validate_texts])
    report_sections = models.JSONField(
        default=list, blank=True, help_text="Of a report on lines of enquiry: code, title and text of each section."
    )
    item_kinds = models.JSONField(
        default=list,
        blank=True,
        help_text="Of a report on lines of enquiry: code, labels, heading letter and description of each kind.",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["framework__title", "-published", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(layout__in=["domains", "kloe"]), name="an_edition_has_a_known_layout"),
            models.CheckConstraint(
                condition=Q(status__in=["current", "superseded", "archived"]), name="an_edition_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=Q(based_on=None) | ~Q(based_on=models.F("id")), name="an_edition_is_not_based_on_itself"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.label})"

    def save(self, *args, update_fields=None, **kwargs):
        # A fixed edition may still be superseded: that says nothing about its wording.
        if (update_fields is None or set(update_fields) != {"status"}) and self.is_fixed:
            raise FixedEditionError(self)
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return reverse("edition_detail", args=[self.code])

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["frameworks.framework"]

    @property
    def is_fixed(self):
        """Whether a review uses this edition: its wording is then part of what was reviewed and never changes."""
        return self.pk is not None and self.reviews.exists()

    @property
    def published_in_words(self):
        """`April 2016` for `2016-04`; a year alone as it is."""
        year, _, month = self.published.partition("-")
        return f"{MONTHS[int(month)]} {year}" if month else year

    @property
    def word_for_domain(self):
        return "line of enquiry" if self.layout == self.Layout.KLOE else "domain"

    @property
    def word_for_domains(self):
        return "lines of enquiry" if self.layout == self.Layout.KLOE else "domains"


class DomainQuerySet(models.QuerySet):
    def get_by_natural_key(self, edition, code):
        return self.get(edition__code=edition, code=code)


class Domain(models.Model):
    """One subject of a review: a domain, or in an edition of lines of enquiry one such line."""

    visibility = Visibility.PUBLIC

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="domains")
    code = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField(help_text="As printed: the chapter of a report, or the line's number.")
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=60)
    easy_read_title = models.CharField(max_length=120)
    easy_read_intro = models.TextField()
    description = models.TextField(blank=True)
    good_practice = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = DomainQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="a_domain_code_stands_once_in_an_edition"),
            models.UniqueConstraint(fields=["edition", "number"], name="a_domain_number_stands_once_in_an_edition"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.edition.is_fixed:
            raise FixedEditionError(self.edition)
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.edition.code, self.code)

    natural_key.dependencies = ["frameworks.edition"]

    def delete(self, *args, **kwargs):
        if self.edition.is_fixed:
            raise FixedEditionError(self.edition)
        return super().delete(*args, **kwargs)
