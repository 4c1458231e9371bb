"""Scenarios: limits, what the ways cost, and what is locked or forbidden."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.people.models import Organisation
from kring.planning.needs.models import Need
from kring.planning.plans.rules.problem import Way


class WayOf(models.TextChoices):
    """How a gap is closed."""

    DEVELOP = Way.DEVELOP.value, _("develop")
    ATTRACT = Way.ATTRACT.value, _("attract")
    HIRE = Way.HIRE.value, _("hire in")


class PricedAs(models.TextChoices):
    """What has a price: the three kinds of steps of a development, and the other two ways."""

    COURSE = "course", _("a course")
    PEER = "peer", _("learning from a colleague")
    DOING = "doing", _("doing it with guidance")
    ATTRACT = "attract", _("attracting someone")
    HIRE = "hire", _("hiring someone in")


class Scenario(models.Model):
    """One way to plan for an organisation, over `quarters` from `first` on: limits as in `rules.problem.Limits`,
    amounts in cents. An archived one is in no list."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="scenarios", db_index=False)
    name = models.CharField(max_length=80)
    first = models.DateField()
    quarters = models.PositiveSmallIntegerField(default=8)
    budget = models.PositiveBigIntegerField(null=True, blank=True)
    by_quarter = ArrayField(models.PositiveBigIntegerField(null=True), default=list, blank=True)
    days = models.PositiveIntegerField(null=True, blank=True)
    roles = models.PositiveSmallIntegerField(default=2)
    own = models.PositiveSmallIntegerField(default=0)
    own_percent = models.PositiveSmallIntegerField(default=0)
    own_from = models.PositiveSmallIntegerField(default=0)
    hired_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "plan_scenario"
        indexes = [
            models.Index(fields=["organisation", "-id"], condition=Q(archived_at=None), name="plan_scenario_latest")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(quarters__range=(1, 12)), name="plan_scenario_quarters"),
            models.CheckConstraint(condition=Q(roles__range=(1, 4)), name="plan_scenario_roles"),
            models.CheckConstraint(condition=Q(own_percent__lte=100), name="plan_scenario_own_percent"),
            models.CheckConstraint(
                condition=Q(hired_percent=None) | Q(hired_percent__lte=100), name="plan_scenario_hired_percent"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="plan_scenario_has_name"),
        ]


class Price(models.Model):
    """What one person costs in one way, for a competence or (None) for all that have no price of their own.

    `cents` once, `cents_a_quarter` for each quarter that she is there; `days` of development, `lead` in quarters; at
    most so many people, by attracting and hiring in. `after` are the kinds of steps that a step comes after, None as
    usual.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="prices", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=7, choices=PricedAs.choices)
    cents = models.PositiveBigIntegerField(default=0)
    cents_a_quarter = models.PositiveBigIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    lead = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(default=0)
    after = ArrayField(models.CharField(max_length=7), null=True, blank=True)

    class Meta:
        db_table = "plan_price"
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "competence", "what"], nulls_distinct=False, name="plan_price_once"
            ),
            models.CheckConstraint(condition=Q(lead__lte=12), name="plan_price_lead"),
        ]


class ScenarioWish(models.Model):
    """Something that is locked (`least`) or forbidden (`most`); what is None is about everything. See
    `rules.problem.Wish`. `quarter` is the first day of one."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="wishes")
    way = models.CharField(max_length=7, choices=WayOf.choices)
    need = models.ForeignKey(Need, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    quarter = models.DateField(null=True, blank=True)
    least = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        db_table = "plan_wish"
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "way", "need", "person", "quarter"], nulls_distinct=False, name="plan_wish_once"
            ),
            models.CheckConstraint(condition=Q(person=None) | Q(way="develop"), name="plan_wish_of_person"),
            models.CheckConstraint(condition=Q(least__gt=0) | Q(most__isnull=False), name="plan_wish_wishes"),
        ]
