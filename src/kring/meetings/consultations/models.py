"""A group for peer consultation beside its circle, its year plans, and the round of each meeting."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.communities.models import Community
from kring.meetings.consultations.rules.attending import Reach
from kring.meetings.consultations.rules.clock import State
from kring.meetings.models import Meeting

ACCOUNT = settings.AUTH_USER_MODEL
STATES = [
    (State.READY.value, _("not begun")),
    (State.RUNNING.value, _("going on")),
    (State.PAUSED.value, _("paused")),
    (State.ENDED.value, _("is over")),
]
REACHES = [
    (Reach.FINE.value, _("on course")),
    (Reach.ALL.value, _("can miss no more")),
    (Reach.LOST.value, _("out of reach")),
]


class Group(models.Model):
    """What makes a circle a group for peer consultation. Who is in it, its meetings and its wall are the circle's.

    `scheme` is a register's, or empty. `largest` is the circle's `most_members` too. A member is to be at
    `least_meetings` and `least_hours` a year; 0: nothing is asked. `registration` is the group's number
    at the register.
    """

    community = models.OneToOneField(Community, models.PROTECT, primary_key=True, related_name="consultation")
    scheme = models.CharField(max_length=60, blank=True)
    smallest = models.PositiveSmallIntegerField()
    largest = models.PositiveSmallIntegerField()
    least_meetings = models.PositiveSmallIntegerField(default=0)
    least_hours = models.PositiveSmallIntegerField(default=0)
    registration = models.CharField(max_length=120, blank=True)
    facilitator = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    # What she is a facilitator by, and the last day on which it is valid.
    credential = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "consultation_group"
        constraints = [
            models.CheckConstraint(
                condition=Q(smallest__gte=2, largest__gte=F("smallest"), largest__lte=50),
                name="consultation_group_size",
            ),
        ]


class YearPlan(models.Model):
    """What a group means to do in a year: how often it meets, what for, about what."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="plans", db_index=False)
    year = models.PositiveSmallIntegerField()
    meetings = models.PositiveSmallIntegerField(default=0)
    aims = models.TextField(max_length=4_000, blank=True)
    themes = models.TextField(max_length=4_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "consultation_year_plan"
        constraints = [models.UniqueConstraint(fields=["group", "year"], name="consultation_year_plan_once")]


class Told(models.Model):
    """That a member was told how she stands for a year; once for each way of standing."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    reach = models.CharField(max_length=4, choices=REACHES)
    at = models.DateTimeField()

    class Meta:
        db_table = "consultation_told"
        constraints = [
            models.UniqueConstraint(fields=["group", "account", "year", "reach"], name="consultation_told_once")
        ]


class Round(models.Model):
    """How a meeting works on its case: a method as it was (`plan`), and the clock (see `rules.clock`).

    `version` counts what was done with the clock, so that of two who press at once one is told what is now.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="round")
    method = models.CharField(max_length=40)
    plan = models.JSONField()
    state = models.CharField(max_length=7, choices=STATES, default=State.READY.value)
    step = models.PositiveSmallIntegerField(default=0)
    given = ArrayField(models.PositiveIntegerField())
    used = ArrayField(models.PositiveIntegerField())
    added = ArrayField(models.PositiveIntegerField())
    since = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    chosen_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "consultation_round"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", since__isnull=False) | (~Q(state="running") & Q(since=None)),
                name="consultation_round_runs_since",
            ),
        ]


class Agreement(models.Model):
    """That someone agreed to keep what is said at a meeting to herself; `text` is the version that she read."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agreements", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    text = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "consultation_agreement"
        constraints = [models.UniqueConstraint(fields=["meeting", "account"], name="consultation_agreement_once")]


class RoundNotes(models.Model):
    """What stays with the group: the question of who brings the case, and notes. In no index, letter or list."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="round_notes")
    question = models.TextField(max_length=2_000, blank=True)
    notes = models.TextField(max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "consultation_notes"


class Summary(models.Model):
    """What registers may read of a meeting: how it was worked, without a word of the case."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="round_summary")
    text = models.TextField(max_length=2_000)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "consultation_summary"


class LearningPoint(models.Model):
    """What someone takes from a meeting. Hers; it goes with the closed list and to her ledger."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="learning_points", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(max_length=1_000)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "consultation_learning_point"
        constraints = [models.UniqueConstraint(fields=["meeting", "account"], name="consultation_point_once")]
