"""Whom reviewers ask and meet, as groups of people and never as persons."""

from django.db import models


class ParticipantGroupQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)

    def whole(self):
        """The groups that prompts are put to; the others are narrower, such as colleges within education."""
        return self.filter(within=None)


class ParticipantGroup(models.Model):
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    plural = models.CharField(max_length=120, help_text="As it stands in a sentence: “we met families”.")
    easy_read_label = models.CharField(max_length=120, help_text="The people who were asked, in easy words.")
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower_groups")
    position = models.PositiveSmallIntegerField()

    objects = ParticipantGroupQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)

    @property
    def whole_group(self):
        return self.within or self
