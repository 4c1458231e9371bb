"""What was counted of people for a quarter: figures of groups, as they are told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
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
    """

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="groups", db_index=False)
    kind = models.CharField(max_length=6, choices=Group.choices)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    parts = ArrayField(models.BigIntegerField(), default=list, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        db_table = "tally_group"
        constraints = [
            models.UniqueConstraint(fields=["tally", "kind", "department"], nulls_distinct=False,
                                    name="tally_group_once"),
        ]  # fmt: skip


class TallyFigure(models.Model):
    """About how many of a group have a competence at a level or above in each of the next quarters; of level 0 how many
    would like to learn it. Each with a chance added, see `rules.blurring`, and counted once.

    `leaving`: how many employments end before the end of each quarter, of those at the last count that `have` shows.
    """

    group = models.ForeignKey(TallyGroup, models.CASCADE, related_name="figures", db_index=False)
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    have = ArrayField(models.PositiveIntegerField())
    leaving = ArrayField(models.PositiveIntegerField())

    class Meta:
        db_table = "tally_figure"
        constraints = [
            models.UniqueConstraint(fields=["group", "competence", "level"], name="tally_figure_once"),
            models.CheckConstraint(condition=Q(level__lte=5), name="tally_figure_level"),
        ]


class TallyAround(models.Model):
    """About how many people of the communities that the organisation has an agreement with have shown a competence at a
    level or above, in fives; none below five."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="around", db_index=False)
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()

    class Meta:
        db_table = "tally_around"
        constraints = [models.UniqueConstraint(fields=["tally", "competence", "level"], name="tally_around_once")]
