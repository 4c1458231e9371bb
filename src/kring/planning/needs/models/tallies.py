"""What was counted of people for a quarter: figures of groups, as they are told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.people.models import Department, Organisation


class Tally(models.Model):
    """That people of an organisation were counted for a quarter, as of the day `counted_on`. Never live: what is shown
    of a quarter stays as it was counted."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="tallies", db_index=False)
    first = models.DateField()
    counted_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "tally"
        constraints = [models.UniqueConstraint(fields=["organisation", "first"], name="tally_once")]


class Group(models.TextChoices):
    """Of whom figures are."""

    WHOLE = "whole", _("everyone")
    PART = "part", _("a part")
    SENIOR = "senior", _("senior management")


class TallyGroup(models.Model):
    """People who were counted together: all, senior management, or one part of those that part everyone.

    `parts` are the departments (the organisation's key for none) whose own people are in a part, `department` the
    lowest in which all of them are. `people` is about how many; null where too few agreed for anything to be shown.
    `leaving` says for each of the next quarters how many employments end by then, of those in it at the last count.
    """

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="groups", db_index=False)
    kind = models.CharField(max_length=6, choices=Group.choices)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    parts = ArrayField(models.BigIntegerField(), default=list, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    leaving = ArrayField(models.PositiveIntegerField(), default=list, blank=True)

    class Meta:
        db_table = "tally_group"
        constraints = [
            models.UniqueConstraint(fields=["tally", "kind", "department"], nulls_distinct=False,
                                    name="tally_group_once"),
        ]  # fmt: skip


class TallyFigure(models.Model):
    """About how many of a group have what is wanted (see `rules.wants.Wanted.words`), are one level below it, and would
    like to learn it, for each of the next quarters; each with a chance added, see `rules.blurring`."""

    group = models.ForeignKey(TallyGroup, models.CASCADE, related_name="figures", db_index=False)
    wanted = models.CharField(max_length=1_000)
    have = ArrayField(models.PositiveIntegerField())
    below = ArrayField(models.PositiveIntegerField())
    eager = models.PositiveIntegerField()

    class Meta:
        db_table = "tally_figure"
        constraints = [models.UniqueConstraint(fields=["group", "wanted"], name="tally_figure_once")]


class TallyAround(models.Model):
    """About how many people of the communities that the organisation has an agreement with have shown what is wanted,
    in fives; none below five."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="around", db_index=False)
    wanted = models.CharField(max_length=1_000)
    people = models.PositiveIntegerField()

    class Meta:
        db_table = "tally_around"
        constraints = [models.UniqueConstraint(fields=["tally", "wanted"], name="tally_around_once")]
