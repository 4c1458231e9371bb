"""What the search index is told, and what is counted beforehand so that ranking is quick."""

from django.conf import settings
from django.db import models

from kring.foundation.access.models import Place


class Subject(models.TextChoices):
    """What a change is about."""

    CONVERSATION = "conversation"
    PERSON = "person"
    PLACE = "place"


class IndexChange(models.Model):
    """Something whose search documents must be made anew. Each machine's indexer reads this log from where it was.

    `transaction` is the writer's transaction number: an indexer reads only up to the oldest one still running, so that
    a row which commits late is never passed over.
    """

    subject = models.CharField(max_length=12, choices=Subject.choices)
    key = models.BigIntegerField()
    transaction = models.BigIntegerField()

    class Meta:
        db_table = "index_change"
        indexes = [models.Index(fields=["transaction", "id"], name="index_change_in_order")]


class Activity(models.Model):
    """How many contributions (answers, replies, experiences) a person gave in a place on a day (UTC)."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    contributions = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "activity"
        constraints = [models.UniqueConstraint(fields=["account", "place", "day"], name="activity_once")]
        indexes = [models.Index(fields=["place", "-day"], name="activity_latest")]
