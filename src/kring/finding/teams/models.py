"""Who agrees to be found for teams, tasks, and who is in them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.people.models import Organisation

ACCOUNT = settings.AUTH_USER_MODEL


class TeamOffer(models.Model):
    """A person agrees that colleagues at one organisation find her for teams: with the days a week that she has, up to
    and including a day, and competences that she brings (beside those of her profile) and wants to learn. Withdrawn,
    the row is gone."""

    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="team_offers", db_index=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    until = models.DateField()
    brings = ArrayField(models.BigIntegerField(), default=list)
    learns = ArrayField(models.BigIntegerField(), default=list)
    said_at = models.DateTimeField()

    class Meta:
        db_table = "team_offer"
        constraints = [
            models.UniqueConstraint(fields=["account", "organisation"], name="team_offer_once"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=5), name="team_offer_days_bounded"),
        ]


class Task(models.Model):
    """Work for which someone seeks a team among her colleagues: competences that must be there and that would be good
    to have, at most so many people, and days a week from one day up to and including another. Who is proposed is worked
    out at each look, and kept nowhere."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    asker = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="team_tasks", db_index=False)
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=2_000, blank=True)
    must = ArrayField(models.BigIntegerField(), default=list)
    wanted = ArrayField(models.BigIntegerField(), default=list)
    most = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    with_learner = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "team_task"
        indexes = [models.Index(fields=["asker", "-id"], name="team_task_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="team_task_in_order"),
            models.CheckConstraint(condition=Q(most__gte=1, most__lte=12), name="team_task_most_bounded"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=5), name="team_task_days_bounded"),
        ]


class Choice(models.TextChoices):
    """What the asker wants of someone, whatever is best."""

    FREE = "", _("as it comes out")
    IN = "in", _("in")
    OUT = "out", _("out")


class Answer(models.TextChoices):
    """What someone said who was asked."""

    NONE = "", _("no answer yet")
    YES = "yes", _("said yes")
    NO = "no", _("said no")


class TaskPerson(models.Model):
    """Someone and a task: what its asker wants of her, whether she was asked, and what she said.

    `reached`: whether asking her reached her. Nothing shows it: who isn't reached is, for the asker, someone who hasn't
    answered.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="people", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    choice = models.CharField(max_length=3, choices=Choice.choices, blank=True, default=Choice.FREE)
    asked_at = models.DateTimeField(null=True)
    reached = models.BooleanField(default=False)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "team_person"
        constraints = [
            models.UniqueConstraint(fields=["task", "account"], name="team_person_once"),
            models.CheckConstraint(
                condition=Q(reached=False) | Q(asked_at__isnull=False), name="team_person_reached_when_asked"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | Q(reached=True, answered_at__isnull=False),
                name="team_person_answers_when_reached",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], condition=Q(reached=True), name="team_person_asked_latest"),
        ]
