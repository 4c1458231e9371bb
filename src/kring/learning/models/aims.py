"""What a person, or her organisation, aims at in a year."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kring.people.models import Organisation


class Aim(models.Model):
    """A person's own aim: percentages of the three ways, together 100, and how many days a year where she chose so."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="aim")
    course = models.PositiveSmallIntegerField(default=10)
    exchange = models.PositiveSmallIntegerField(default=20)
    doing = models.PositiveSmallIntegerField(default=70)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "learning_aim"
        constraints = [
            models.CheckConstraint(
                condition=Q(course=100 - F("exchange") - F("doing")), name="learning_aim_is_the_whole"
            ),
            models.CheckConstraint(condition=Q(days=None) | Q(days__lte=366), name="learning_aim_days_bounded"),
        ]


class OrganisationDays(models.Model):
    """How many development days an organisation gives in a year that it says nothing else of, and how many minutes make
    one."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="development_days")
    days = models.PositiveSmallIntegerField(default=25)
    minutes_a_day = models.PositiveSmallIntegerField(default=480)

    class Meta:
        db_table = "learning_organisation_days"
        constraints = [
            models.CheckConstraint(
                condition=Q(days__lte=366, minutes_a_day__gte=60, minutes_a_day__lte=1440),
                name="learning_organisation_days_bounded",
            )
        ]


class OrganisationYear(models.Model):
    """How many development days an organisation gives in one year."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="development_years", db_index=False)
    year = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "learning_organisation_year"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="learning_organisation_year_once"),
            models.CheckConstraint(condition=Q(days__lte=366), name="learning_organisation_year_bounded"),
        ]
