"""What the API remembers between calls: answers that were given, and how much each caller asked of late."""

from django.conf import settings
from django.db import models


class IdempotencyKey(models.Model):
    """A write that was done, with its answer. Written in the transaction of the write: both are there, or neither."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    status = models.SmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    class Meta:
        db_table = "api_idempotency_key"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="api_idempotency_key_once")]
        indexes = [models.Index(fields=["made_at"], name="api_idempotency_key_by_time")]


class Spent(models.Model):
    """Up to when a caller has spent her window. The table is unlogged: a crash forgives everyone, and no call waits for
    the disk. No other index than the key, so that an update stays on its page."""

    caller = models.CharField(max_length=60, primary_key=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "api_spent"
