"""Reports as they were made, once, and what an organisation plans for a year."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kring.communities.models import Community
from kring.people.models import Department, Organisation
from kring.planning.reports.rules.figures import BASE
from kring.planning.reports.rules.grouping import SMALLEST


class Report(models.Model):
    """Counts of one organisation over one quarter (half-open local days), of those who worked there throughout.

    It is made once and never again; whoever reads it later reads the same. `aim` are the days of that year.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="reports", db_index=False)
    first = models.DateField()
    until = models.DateField()
    people = models.PositiveIntegerField()
    aim = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "report"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "first"], name="report_once"),
            models.CheckConstraint(condition=Q(until__gt=F("first")), name="report_order"),
        ]


class ReportGroup(models.Model):
    """One group of a report. `department` is the lowest in which all of it are, null for the organisation itself;
    `merged` names what was too small, or needed, and went into it. Figures are rounded; null is held back.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="groups", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    merged = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    people = models.PositiveIntegerField()
    took_part = models.PositiveIntegerField()
    days = models.PositiveIntegerField(null=True, blank=True)
    employer = models.PositiveIntegerField(null=True, blank=True)
    own = models.PositiveIntegerField(null=True, blank=True)
    course = models.PositiveIntegerField(null=True, blank=True)
    exchange = models.PositiveIntegerField(null=True, blank=True)
    doing = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        db_table = "report_group"
        constraints = [
            models.UniqueConstraint(fields=["report", "department"], nulls_distinct=False, name="report_group_once"),
            models.CheckConstraint(condition=Q(people__gte=SMALLEST), name="report_group_is_large_enough"),
            models.CheckConstraint(condition=Q(took_part__lte=F("people")), name="report_group_took_part"),
            models.CheckConstraint(
                condition=Q(employer=None, own=None) | Q(employer__isnull=False, own__isnull=False),
                name="report_group_times_together",
            ),
            models.CheckConstraint(
                condition=Q(course=None, exchange=None, doing=None)
                | Q(course__isnull=False, exchange__isnull=False, doing__isnull=False),
                name="report_group_ways_together",
            ),
        ]


class ReportCommunity(models.Model):
    """What a report says of a community; figures are rounded, null is not said.

    Without an agreement that is how many `people` learned there, if ten or more did. With one, `seated` had a seat of
    it throughout the quarter, and `counted` is what may be said of them: how many (`people`) learned there and how many
    `days` (null: held back), and how many went to `meetings`, asked or answered `questions`, told `experiences`.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="communities", db_index=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    people = models.PositiveIntegerField(null=True, blank=True)
    seated = models.PositiveIntegerField(null=True, blank=True)
    counted = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    meetings = models.PositiveIntegerField(null=True, blank=True)
    days = models.PositiveIntegerField(null=True, blank=True)
    questions = models.PositiveIntegerField(null=True, blank=True)
    experiences = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        db_table = "report_community"
        constraints = [
            models.UniqueConstraint(fields=["report", "community"], name="report_community_once"),
            models.CheckConstraint(
                condition=Q(people__isnull=False, people__gte=2 * BASE) | Q(seated__isnull=False, seated__gte=SMALLEST),
                name="report_community_is_large_enough",
            ),
            models.CheckConstraint(
                condition=Q(seated=None, counted=[], days=None, meetings=None, questions=None, experiences=None)
                | Q(seated__isnull=False),
                name="report_community_counts_seats",
            ),
        ]


class Plan(models.Model):
    """What an organisation plans for the development of its people in a year: days of all together in each quarter, a
    budget in cents as information, and a floor: so many days each by a day. `reminded_at`: when those below it were
    told."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="plans", db_index=False)
    year = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=4_000, blank=True)
    quarters = ArrayField(models.PositiveIntegerField(), size=4, default=list, blank=True)
    budget = models.PositiveBigIntegerField(null=True, blank=True)
    floor = models.PositiveSmallIntegerField(null=True, blank=True)
    floor_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "plan"
        indexes = [
            models.Index(
                fields=["floor_on"], condition=Q(reminded_at=None, floor_on__isnull=False), name="plan_to_remind"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="plan_once"),
            models.CheckConstraint(
                condition=Q(floor=None, floor_on=None) | Q(floor__isnull=False, floor_on__isnull=False),
                name="plan_floor_has_day",
            ),
        ]
