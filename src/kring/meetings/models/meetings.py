"""A meeting, the series that it may be of, and who has a part in it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import Place
from kring.foundation.accounts.models import Language

ACCOUNT = settings.AUTH_USER_MODEL


class Mode(models.TextChoices):
    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")
    BOTH = "both", _("on site and online")


class State(models.TextChoices):
    """`closed`: its presence list is closed."""

    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")
    CLOSED = "closed", _("closed")


class Described(models.Model):
    """What a meeting is; a series holds the same, for the meetings that are still to be made of it.

    `register_hours` before the start registration closes, `cancel_hours` before it giving up a place is late; with
    none there is no such limit. `claims` is what it gives in registers, by scheme, as in a line of a ledger.
    """

    title = models.CharField(max_length=200)
    about = models.TextField(max_length=20_000, blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    kind = models.CharField(max_length=40)
    mode = models.CharField(max_length=6, choices=Mode.choices)
    location = models.CharField(max_length=300, blank=True)
    # Where to join online; shown to those who have a place and to hosts only.
    link = models.URLField(max_length=500, blank=True)
    zone = models.CharField(max_length=64)
    places = models.PositiveIntegerField(null=True, blank=True)
    register_hours = models.PositiveSmallIntegerField(default=0)
    cancel_hours = models.PositiveSmallIntegerField(default=0)
    # After so often staying away within a year one asks the host for a place; none: nobody counts.
    most_no_shows = models.PositiveSmallIntegerField(null=True, blank=True)
    price_cents = models.PositiveIntegerField(null=True, blank=True)
    questions = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    # Whoever is signed in and can see the meeting may register, member or not.
    open_to_all = models.BooleanField(default=False)
    competences = ArrayField(models.BigIntegerField(), default=list, blank=True)
    claims = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class Series(Described):
    """A rule (RFC 5545) whose days become meetings; `made_until` is the last day for which that was done."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="meeting_series", db_index=False)
    led_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    rule = models.CharField(max_length=200)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    begins = models.TimeField()
    minutes = models.PositiveIntegerField()
    made_until = models.DateField()
    is_ended = models.BooleanField(default=False)

    class Meta:
        db_table = "meeting_series"
        indexes = [
            models.Index(fields=["made_until", "id"], condition=Q(is_ended=False), name="meeting_series_to_go_on"),
        ]


class Meeting(Described):
    """One meeting, at one time. `taken` of its places are taken, and `waiting` people wait for one.

    `occurrence` is the local day of its series' rule that it stands for, whenever it was moved to. `apart`: it was
    changed by itself, so that a change of the series passes it by. `sequence` counts the changes that calendars are
    told of, `version` all of them.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="meetings", db_index=False)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="meetings", db_index=False)
    occurrence = models.DateField(null=True, blank=True)
    apart = models.BooleanField(default=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    led_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # What the rotating code of the room is made from.
    secret = models.BinaryField(max_length=32)
    # Which of the reminders went out: see `actions.reminding`.
    reminded = models.PositiveSmallIntegerField(default=0)
    cancelled_because = models.CharField(max_length=500, blank=True)
    # What came of it, written afterwards.
    notes = models.TextField(max_length=60_000, blank=True)
    notes_html = models.TextField(blank=True)

    class Meta:
        db_table = "meeting"
        indexes = [
            models.Index(fields=["place", "starts_at", "id"], name="meeting_in_place"),
            models.Index(fields=["starts_at", "id"], name="meeting_by_start"),
            models.Index(fields=["ends_at"], condition=Q(state="planned"), name="meeting_not_closed"),
            models.Index(fields=["starts_at"], condition=Q(state="planned", reminded__lt=2), name="meeting_to_remind"),
            GinIndex(fields=["competences"], name="meeting_by_competence"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "occurrence"], name="meeting_occurrence_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(
                condition=Q(places=None) | Q(taken__lte=F("places")), name="meeting_never_more_than_places"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_title"),
        ]


class PartRole(models.TextChoices):
    SPEAKER = "speaker", _("speaker")
    FACILITATOR = "facilitator", _("facilitator")
    CASE = "case", _("brings a case")


class Part(models.Model):
    """Someone with a part in a meeting: a person of Kring, or a name from outside. It takes no place by itself."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="parts", db_index=False)
    role = models.CharField(max_length=11, choices=PartRole.choices)
    account = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.CharField(max_length=120, blank=True)
    # What she may be a facilitator or speaker by: a registration, a diploma.
    credential = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "meeting_part"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "role", "account", "name"], nulls_distinct=False, name="meeting_part_once"
            ),
            models.CheckConstraint(
                condition=(Q(account=None) & ~Q(name="")) | (~Q(account=None) & Q(name="")),
                name="meeting_part_is_someone",
            ),
        ]
