"""The record of what happened, and who is still to hear of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """A fact, written in the same transaction as the rows that it is about."""

    name = models.CharField(max_length=80)
    facts = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, db_index=False, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "event"
        indexes = [models.Index(fields=["recorded_at"], name="event_by_time")]


class State(models.IntegerChoices):
    WAITING = 1, _("waiting")
    DONE = 2, _("done")
    FAILED = 3, _("failed")


class Delivery(models.Model):
    """One handler that is to hear of one event. Marked done in the transaction of what the handler did, so that a crash
    repeats both or neither."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=120)
    state = models.SmallIntegerField(choices=State.choices, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()
    # The worker that has it until its lease ends (see `workers`); nobody's where that isn't known.
    claimed_by = models.IntegerField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "delivery"
        constraints = [models.UniqueConstraint(fields=["handler", "event"], name="delivery_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state=State.WAITING), name="delivery_due"),
            models.Index(fields=["-finished_at", "-id"], condition=Q(state=State.FAILED), name="delivery_failed"),
            models.Index(fields=["finished_at"], condition=Q(state=State.DONE), name="delivery_done"),
        ]
