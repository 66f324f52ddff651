"""Who may read a part of a framework. It follows from the kind of part and is never a choice made row by row."""

from django.db import models


class Visibility(models.TextChoices):
    TEAM = "team", "the review team and centre staff"
    SITE = "site", "the people who prepare the visit as well"
    PUBLIC = "public", "everybody"
