"""Organisations, their departments, and who works where."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import OFFICES, Place
from kring.foundation.access.rules import NETWORK

OFFICE_CHOICES = [(role.value, role.label) for role in sorted(OFFICES)]


class Organisation(models.Model):
    """An employer or client. It has the key of its place.

    Its place is its colleagues' alone, and so is all below it. `listing_scope` says who may know of the organisation
    itself: whoever is signed in, or its colleagues. Its days are those of `time_zone`.
    """

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="organisation")
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    about = models.TextField(max_length=2_000, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Amsterdam")
    listing_scope = models.BigIntegerField(default=NETWORK)
    founded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "organisation"
        indexes = [models.Index(fields=["listing_scope"], name="organisation_by_listing_scope")]


class FormerOrganisationAddress(models.Model):
    """A slug that an organisation had before it was renamed; it keeps leading there."""

    slug = models.CharField(max_length=60, primary_key=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="former_addresses")

    class Meta:
        db_table = "organisation_former_address"


class Department(models.Model):
    """A part of an organisation. Its place lies below the organisation's, or another department's. A closed one stays,
    for the employments that were in it."""

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="department")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="departments", db_index=False)
    name = models.CharField(max_length=80)
    sort_name = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "department"
        constraints = [
            # One name is one department, so that a list of people can say which.
            models.UniqueConstraint(
                fields=["organisation", "sort_name"], condition=Q(closed_at=None), name="department_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="department_has_name"),
        ]


class Came(models.TextChoices):
    """How an employment came to be known here."""

    FOUNDER = "founder", _("founded the organisation")
    DOMAIN = "domain", _("by an e-mail address at work")
    INVITATION = "invitation", _("by invitation")
    LIST = "list", _("with a list of HR")
    OPERATOR = "operator", _("by the operator")


class Employment(models.Model):
    """A person's time at an organisation. Local dates, half-open: `ends_on` is the first day without it.

    `begun_at` and `over_at` are the moments at which what rests on it was given and taken away; null is still to come.
    `role` is one that comes with it when it begins.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="employments", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="employments")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="employments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    role = models.SmallIntegerField(choices=OFFICE_CHOICES, null=True, blank=True)
    came = models.CharField(max_length=10, choices=Came.choices, default=Came.OPERATOR)
    begun_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "employment"
        indexes = [
            models.Index(fields=["starts_on"], condition=Q(begun_at=None), name="employment_to_begin"),
            models.Index(
                fields=["ends_on"], condition=Q(over_at=None, ends_on__isnull=False), name="employment_to_end"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account", "organisation", "starts_on"], name="employment_once"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="employment_order"),
        ]
