"""Schemes beside those that ship, who reviews for one, and in which registers people are."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class Origin(models.TextChoices):
    SHIPPED = "shipped", _("came with Kring")
    UPLOADED = "uploaded", _("uploaded here")


class SchemeText(models.Model):
    """One version of a scheme, as its file says it: never changed. Those that ship are read from files, and are kept
    here only when a closed period was judged by them. `digest` is the SHA-256 of the file, in hex."""

    digest = models.CharField(max_length=64, primary_key=True)
    scheme = models.CharField(max_length=60)
    version = models.CharField(max_length=60)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    text = models.TextField(max_length=262_144)
    examples = models.TextField(max_length=1_048_576, blank=True)
    added_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "scheme_text"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "version"], condition=Q(origin="uploaded"), name="scheme_text_uploaded_once"
            ),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="scheme_text_digest_form"),
        ]


class Reviewer(models.Model):
    """Someone who judges what is submitted for a scheme. A withdrawn row stays, as it says who could look when."""

    scheme = models.CharField(max_length=60)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="reviews_for", db_index=False)
    granted_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "scheme_reviewer"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "scheme"], condition=Q(withdrawn_at=None), name="scheme_reviewer_once"
            )
        ]


class Registration(models.Model):
    """A person's standing in one register. What the scheme asks of her besides is in `facts`: name -> text, or a list.

    `carried` holds credit that she brought from before Kring:
    [{"points": "4", "category": "all", "from": "2025-12-31"}].
    `version` counts changes up, so that two windows don't overwrite each other.
    """

    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="registrations", db_index=False)
    scheme = models.CharField(max_length=60)
    number = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    # The first day on which she no longer is registered.
    ends_on = models.DateField(null=True, blank=True)
    birthday = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    carried = models.JSONField(default=list, blank=True)
    # Whether she is written to when a deadline comes near.
    letters = models.BooleanField(default=True, db_default=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "registration"
        indexes = [models.Index(fields=["scheme", "id"], name="registration_by_scheme")]
        constraints = [
            models.UniqueConstraint(fields=["account", "scheme", "level"], name="registration_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="registration_ends_after_start"
            ),
        ]


class Status(models.Model):
    """Leave, illness, part-time, work…: from a day until (excluded) another, with a value where the kind has one."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="statuses")
    kind = models.CharField(max_length=40)
    first = models.DateField()
    until = models.DateField(null=True, blank=True)
    # A number as text, such as "0.6" or "24": exact.
    value = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "registration_status"
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind", "first"], name="registration_status_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("first")), name="registration_status_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z][a-z0-9_]*$"), name="registration_status_kind_form"),
        ]
