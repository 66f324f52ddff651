"""People who sign in, and the append-only record of what they did."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """`createsuperuser` makes a member of the centre's staff: there is no higher power."""
        return self.create_user(email, password, is_staff=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person, known by e-mail address. What they may do comes from their roles, not from flags here."""

    email = models.EmailField(
        "e-mail address", unique=True, error_messages={"unique": "Somebody with this e-mail address is here already."}
    )
    name = models.CharField("full name", max_length=150)
    is_staff = models.BooleanField("centre staff", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class AuditEvent(models.Model):
    """One thing somebody did. Ids only: no names, no text. Names its target by label and id, so it imports nobody."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.BigIntegerField(null=True, editable=False)
    verb = models.CharField(max_length=60, editable=False)
    target_label = models.CharField(max_length=60, editable=False)
    target_id = models.CharField(max_length=40, editable=False)
    review_id = models.BigIntegerField(null=True, editable=False, db_index=True)
    detail = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.verb} {self.target_label} {self.target_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An audit event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit event is never removed.")
