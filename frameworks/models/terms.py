"""The glossary: hard words and abbreviations, in plain English and in easy read."""

from django.db import models
from django.db.models import Q


class TermQuerySet(models.QuerySet):
    def get_by_natural_key(self, term):
        return self.get(term=term)

    def matching(self, words):
        """Terms that hold every one of the words, wherever in the entry."""
        terms = self
        for word in words.split():
            terms = terms.filter(
                Q(term__icontains=word)
                | Q(expansion__icontains=word)
                | Q(plain_english__icontains=word)
                | Q(easy_read__icontains=word)
            )
        return terms


class Term(models.Model):
    class Kind(models.TextChoices):
        ABBREVIATION = "abbreviation", "Abbreviation"
        TERM = "term", "Term"
        ORGANISATION = "organisation", "Organisation"
        LOCAL_NAME = "local-name", "Name used in one area"

    term = models.CharField(max_length=80, unique=True)
    expansion = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    plain_english = models.TextField()
    easy_read = models.CharField(max_length=200)
    picture_keyword = models.CharField(max_length=60, blank=True, help_text="Empty where no concrete picture fits.")
    local = models.BooleanField(default=False, help_text="Used in one area only.")
    match_case = models.BooleanField(default=False, help_text="Also an ordinary word: found only as it is written.")

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["term", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["abbreviation", "term", "organisation", "local-name"]),
                name="a_term_is_of_a_known_kind",
            ),
        ]

    def __str__(self):
        return self.term

    def natural_key(self):
        return (self.term,)
