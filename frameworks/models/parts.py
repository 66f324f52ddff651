"""The parts of a domain. Every part has a code that never changes and is never given to another part."""

from django.db import models
from django.db.models import Q

from frameworks.models.edition import Domain, Edition, FixedEditionError
from frameworks.models.groups import ParticipantGroup
from frameworks.models.visibility import Visibility


class PartQuerySet(models.QuerySet):
    def get_by_natural_key(self, edition, code):
        return self.get(edition__code=edition, code=code)

    def in_edition(self, edition):
        return self.filter(edition=edition)


def take_edition_from_domain(part):
    """A part names its edition so that a constraint can keep codes apart; the domain decides which one it is."""
    part.edition = part.domain.edition
    if part.edition.is_fixed:
        raise FixedEditionError(part.edition)


def refuse_if_fixed(part):
    if part.edition.is_fixed:
        raise FixedEditionError(part.edition)


class Indicator(models.Model):
    visibility = Visibility.PUBLIC

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="indicators")
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="indicators")
    code = models.SlugField(max_length=80)
    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="an_indicator_code_stands_once_in_an_edition"),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        take_edition_from_domain(self)
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.edition.code, self.code)

    natural_key.dependencies = ["frameworks.domain"]

    def delete(self, *args, **kwargs):
        refuse_if_fixed(self)
        return super().delete(*args, **kwargs)


class Prompt(models.Model):
    """A question for reviewers to put to people. It is never published."""

    visibility = Visibility.TEAM

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="prompts")
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="prompts")
    code = models.SlugField(max_length=80)
    ask = models.ForeignKey(ParticipantGroup, models.PROTECT, verbose_name="whom to ask", related_name="prompts")
    question = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="a_prompt_code_stands_once_in_an_edition"),
        ]

    def __str__(self):
        return self.question

    def save(self, *args, **kwargs):
        take_edition_from_domain(self)
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.edition.code, self.code)

    natural_key.dependencies = ["frameworks.domain", "frameworks.participantgroup"]

    def delete(self, *args, **kwargs):
        refuse_if_fixed(self)
        return super().delete(*args, **kwargs)


class EvidenceCheck(models.Model):
    """A document or other source, and what reviewers look for in it."""

    visibility = Visibility.TEAM

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="evidence_checks")
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="evidence_checks")
    code = models.SlugField(max_length=80)
    document_or_source = models.CharField(max_length=200)
    what_to_look_for = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="an_evidence_check_code_stands_once_in_an_edition"
            ),
        ]

    def __str__(self):
        return self.document_or_source

    def save(self, *args, **kwargs):
        take_edition_from_domain(self)
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.edition.code, self.code)

    natural_key.dependencies = ["frameworks.domain"]

    def delete(self, *args, **kwargs):
        refuse_if_fixed(self)
        return super().delete(*args, **kwargs)


class SuggestedAction(models.Model):
    """Something commissioners could do, ready to be taken up in a recommendation."""

    visibility = Visibility.PUBLIC

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="suggested_actions")
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="suggested_actions")
    code = models.SlugField(max_length=80)
    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], name="a_suggested_action_code_stands_once_in_an_edition"
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        take_edition_from_domain(self)
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.edition.code, self.code)

    natural_key.dependencies = ["frameworks.domain"]

    def delete(self, *args, **kwargs):
        refuse_if_fixed(self)
        return super().delete(*args, **kwargs)


class Resource(models.Model):
    visibility = Visibility.PUBLIC

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="resources")
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="resources")
    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=250)
    publisher = models.CharField(max_length=150)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField()
    url = models.URLField("web address", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="a_resource_code_stands_once_in_an_edition"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        take_edition_from_domain(self)
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.edition.code, self.code)

    natural_key.dependencies = ["frameworks.domain"]

    def delete(self, *args, **kwargs):
        refuse_if_fixed(self)
        return super().delete(*args, **kwargs)


class ExampleItem(models.Model):
    """An invented strength, area for development or recommendation that shows reviewers the tone."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        DEVELOPMENT = "development", "Area for development"
        RECOMMENDATION = "recommendation", "Recommendation"

    visibility = Visibility.TEAM

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="example_items")
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="example_items")
    code = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="an_example_item_code_stands_once_in_an_edition"),
            models.CheckConstraint(
                condition=Q(kind__in=["strength", "development", "recommendation"]),
                name="an_example_item_is_of_a_known_kind",
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        take_edition_from_domain(self)
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.edition.code, self.code)

    natural_key.dependencies = ["frameworks.domain"]

    def delete(self, *args, **kwargs):
        refuse_if_fixed(self)
        return super().delete(*args, **kwargs)
