"""Agreements, their versions and signatures, and the seats that people have because of them."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kring.communities.agreements.rules.seats import Who
from kring.communities.agreements.rules.terms import Side, Stage
from kring.communities.models import Community
from kring.foundation.access.models import Place
from kring.people.models import Department, Organisation

ACCOUNT = settings.AUTH_USER_MODEL
SIDES: Final = [(Side.ORGANISATION.value, _("the organisation")), (Side.COMMUNITY.value, _("the community"))]
WHO: Final = [
    (Who.EVERYONE.value, _("Everyone who works there")),
    (Who.DEPARTMENT.value, _("Who works in one department, or below it")),
    (Who.NAMED.value, _("Whom the organisation names")),
]


class Counted(models.TextChoices):
    """What the organisation may be told of the people with its seats, in counts of groups: how many did it, and of
    learning how many days."""

    MEETINGS = "meetings", _("who went to a meeting")
    LEARNING = "learning", _("who learned there, and how many days")
    QUESTIONS = "questions", _("who asked or answered a question")
    EXPERIENCES = "experiences", _("who told an experience")


class Agreement(models.Model):
    """One community and one organisation, or a department of it. What was agreed its versions say.

    `party` is the place of the department, or else of the organisation. `taken` counts the seats that people have or
    that are kept for them, `seats` those that can be taken today; `told_at` is when the other side first saw it, and
    `ended_at` when the work of ending was done.
    """

    community = models.ForeignKey(Community, models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="agreements")
    party = models.ForeignKey(Place, models.PROTECT, related_name="+")
    begun_by = models.CharField(max_length=12, choices=SIDES)
    seats = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "agreement"
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="agreement_not_overdrawn"),
            models.CheckConstraint(
                condition=Q(party=Coalesce(F("department"), F("organisation"))), name="agreement_party"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(ended_at=None, told_at__isnull=False), name="agreement_under_way")
        ]


class Version(models.Model):
    """What is agreed on, or proposed. Once anyone answered it, the database refuses every change.

    Days are days of the organisation's zone; `ends_on` is the first day without. Money is in cents, for the period.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    drafted_by = models.CharField(max_length=12, choices=SIDES)
    made_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    seats = models.PositiveIntegerField()
    who = models.CharField(max_length=10, choices=WHO, default=Who.EVERYONE.value)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    price_cents = models.PositiveBigIntegerField(null=True, blank=True)
    budget_cents = models.PositiveBigIntegerField(null=True, blank=True)
    pool = models.BooleanField(default=False)
    counted = ArrayField(models.CharField(max_length=12, choices=Counted.choices), default=list, blank=True)
    smallest_group = models.PositiveSmallIntegerField(default=5)
    names_shown = models.BooleanField(default=False)
    notice_days = models.PositiveSmallIntegerField(default=30)
    renewal_months = models.PositiveSmallIntegerField(default=0)
    grace_days = models.PositiveSmallIntegerField(default=30)
    words = models.TextField(max_length=4_000, blank=True)

    class Meta:
        db_table = "agreement_version"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_version_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="agreement_version_order"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=100_000), name="agreement_version_seats"),
            models.CheckConstraint(condition=Q(smallest_group__gte=5), name="agreement_version_group"),
            models.CheckConstraint(
                condition=Q(who=Who.DEPARTMENT.value, department__isnull=False)
                | ~Q(who=Who.DEPARTMENT.value) & Q(department=None),
                name="agreement_version_department",
            ),
        ]


class Signature(models.Model):
    """What one side said to a version: yes, or no with the reason. Never changed. `name` is who signed, as she was
    called then."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="signatures", db_index=False)
    side = models.CharField(max_length=12, choices=SIDES)
    account = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    agrees = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "agreement_signature"
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="agreement_signature_once"),
            # Nobody agrees with herself.
            models.UniqueConstraint(fields=["version", "account"], name="agreement_signature_two_people"),
        ]


class Notice(models.Model):
    """One side ends a version: `ends_on` is the first day without it. What both sign afterwards replaces it."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="notice")
    side = models.CharField(max_length=12, choices=SIDES)
    account = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    ends_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "agreement_notice"


class Ending(models.TextChoices):
    """Why a seat is no longer someone's."""

    RETURNED = "returned", _("given back")
    TAKEN = "taken", _("taken away by the organisation")
    REMOVED = "removed", _("no longer a member of the circle")
    LEFT_WORK = "left-work", _("no longer works there")
    MOVED = "moved", _("no longer in the department that the seats are for")
    OVER = "over", _("the agreement ended")


class Seat(models.Model):
    """A seat that someone has, from `since` on; or that is kept for her by name, while `since` is null. Once she works
    outside the department that the seats are for, `leaves_on` is the first day without it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="seats_taken", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="seats", db_index=False)
    given_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    since = models.DateTimeField(null=True, blank=True)
    leaves_on = models.DateField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    class Meta:
        db_table = "agreement_seat"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "account"], condition=Q(until=None), name="agreement_seat_once"
            )
        ]
        indexes = [models.Index(fields=["account"], name="agreement_seat_of")]


class Reminder(models.Model):
    """That people were told of an end, or a renewal, so that they are told once."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reminders", db_index=False)
    stage = models.CharField(max_length=10, choices=[(stage.value, stage.value) for stage in Stage])
    ends_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "agreement_reminder"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "stage", "ends_on"], name="agreement_reminder_once")
        ]
