"""Themes: what findings are tagged with, across domains and across sites."""

from django.db import models

from frameworks.models.texts import validate_texts


class ThemeSourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class ThemeSource(models.Model):
    """A publication from which themes were drawn."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    section_meaning = models.CharField(max_length=120, help_text="What its section numbers count.")
    position = models.PositiveSmallIntegerField()

    objects = ThemeSourceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)


class ThemeQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Theme(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    description = models.TextField()
    easy_read_label = models.CharField(max_length=120)
    # Codes rather than links: a domain has a row in every edition, its code means the same in all of them.
    usual_domains = models.JSONField(
        "codes of its usual domains", default=list, blank=True, validators=[validate_texts]
    )
    usual_lines = models.JSONField(
        "codes of its usual lines of enquiry", default=list, blank=True, validators=[validate_texts]
    )
    position = models.PositiveSmallIntegerField()

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)


class ThemeReferenceQuerySet(models.QuerySet):
    def get_by_natural_key(self, theme, source):
        return self.get(theme__code=theme, source__code=source)


class ThemeReference(models.Model):
    """Where in a publication a theme is found."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="references")
    source = models.ForeignKey(ThemeSource, models.PROTECT, related_name="references")
    section = models.CharField(max_length=60)

    objects = ThemeReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["source__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "source"], name="a_theme_refers_to_a_source_once"),
        ]

    def __str__(self):
        return f"{self.source}, {self.section}"

    def natural_key(self):
        return (self.theme.code, self.source.code)

    natural_key.dependencies = ["frameworks.theme", "frameworks.themesource"]
