"""People who sign in, and the append-only record of what they did."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
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
    removed_at = models.DateTimeField(null=True, editable=False)

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


class AuditEventQuerySet(models.QuerySet):
    """Appends and reads. Only `accounts.chain` goes round this, once for each event, to seal it."""

    def unsealed(self):
        return self.filter(sequence=None)

    def update(self, **fields):
        raise TypeError("An audit event is never changed.")

    def bulk_update(self, events, fields, batch_size=None):
        raise TypeError("An audit event is never changed.")

    def delete(self):
        raise TypeError("An audit event is never removed.")


class AuditEvent(models.Model):
    """One thing somebody did. Ids only: no names, no text. Names its target by label and id, so it imports nobody.

    A request appends a row without a place in the chain. Some seconds later it is sealed: it gets its `sequence`
    among the events of its review (or of no review), and a hash of itself and of the event before it.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.BigIntegerField(null=True, editable=False, db_index=True)
    verb = models.CharField(max_length=60, editable=False)
    target_label = models.CharField(max_length=60, editable=False)
    target_id = models.CharField(max_length=40, editable=False)
    review_id = models.BigIntegerField(null=True, editable=False, db_index=True)
    detail = models.JSONField(default=dict, editable=False)
    sequence = models.PositiveBigIntegerField(null=True, editable=False)
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["review_id", "id"], condition=Q(sequence=None), name="events_waiting_for_a_seal"),
            models.Index(fields=["target_label", "target_id"], name="events_about_a_target"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sequence=None, hash="", previous_hash="") | Q(sequence__gte=1) & ~Q(hash=""),
                name="sealed_event_has_its_place_and_hash",
            ),
            # A chain cannot fork, whoever seals: there is one event at each place of it.
            models.UniqueConstraint(fields=["review_id", "sequence"], name="event_has_its_own_place_in_a_chain"),
            models.UniqueConstraint(
                fields=["sequence"],
                condition=Q(review_id=None),
                name="event_of_no_review_has_its_own_place",
            ),
        ]

    def __str__(self):
        return f"{self.verb} {self.target_label} {self.target_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An audit event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit event is never removed.")


class AuditChain(models.Model):
    """How far the events of one review are sealed; kept beside them, so that a missing end is noticed."""

    NO_REVIEW = 0

    review_id = models.BigIntegerField(primary_key=True, help_text="0 for the events of no review.")
    last_sequence = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["review_id"]

    def __str__(self):
        return f"Chain of review {self.review_id}" if self.review_id else "Chain of events of no review"


class SecondFactorReset(models.Model):
    """Staff let somebody set up their second factor anew: with a reason, and a moment later confirmed by name."""

    CONFIRM_WITHIN = timedelta(hours=1)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="second_factor_resets")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="second_factor_resets_made")
    reason = models.TextField(help_text="How you made sure that it is really them: for example, you rang them back.")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("by")), name="nobody_resets_their_own_second_factor"),
        ]

    def __str__(self):
        return f"Second factor of {self.user}"
