"""Runs: each time that a scenario is solved."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.planning.plans.models.scenarios import Scenario


class State(models.TextChoices):
    """How far a run is."""

    QUEUED = "queued", _("waits its turn")
    SOLVING = "solving", _("is being worked out")
    SOLVED = "solved", _("is worked out")
    CANCELLED = "cancelled", _("was cancelled")
    FAILED = "failed", _("could not be worked out")


ENDED: Final = (State.SOLVED, State.CANCELLED, State.FAILED)


class Run(models.Model):
    """A scenario as it was solved once. `result` holds the problem and what came out of it, as `results` writes them,
    with the version of the rules; `aim` is what is being pursued. `why` says why it failed.

    One of a scenario waits or runs at a time. `cancel_asked_at`: nobody wants it any more, and the solver stops soon.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="runs", db_index=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    aim = models.CharField(max_length=16, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    why = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "plan_run"
        indexes = [
            models.Index(fields=["scenario", "-id"], name="plan_run_latest"),
            models.Index(fields=["id"], condition=Q(state__in=["queued", "solving"]), name="plan_run_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario"], condition=Q(state__in=["queued", "solving"]), name="plan_run_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=["queued", "solving"])
                | Q(ended_at__isnull=False, state__in=["solved", "cancelled", "failed"]),
                name="plan_run_ended",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="plan_run_progress"),
        ]
