"""What the search index is told, and what is counted beforehand so that ranking is quick."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.conversations.models import Conversation
from kring.foundation.access.models import Place


class Subject(models.TextChoices):
    """What a change is about."""

    CONVERSATION = "conversation"
    POST = "post"
    PERSON = "person"
    PLACE = "place"
    MEETING = "meeting"
    SERIES = "series"
    PIECE = "piece"


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


class HelpState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("no longer needed")


class HelpRequest(models.Model):
    """Someone was asked to look at a question because of what she did before; `evidence` holds the posts that show it.

    `reached`: she doesn't keep the asker away, or didn't when she was asked. Nothing shows it: who isn't reached hears
    nothing, and is for everyone else someone who hasn't answered.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="help_requests", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_requests", db_index=False)
    evidence = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=HelpState.choices, default=HelpState.OPEN)
    settled_at = models.DateTimeField(null=True)
    reached = models.BooleanField(default=True, db_default=True)

    class Meta:
        db_table = "help_request"
        constraints = [models.UniqueConstraint(fields=["conversation", "person"], name="help_request_once")]
        indexes = [
            models.Index(fields=["person", "-asked_at"], condition=Q(state="open"), name="help_request_open"),
        ]


class CommunityWeights(models.Model):
    """What each feature counts for in one community, learned from its own answered questions (see `rules.fit`)."""

    place = models.OneToOneField(Place, models.CASCADE, primary_key=True, related_name="+")
    features = models.JSONField()
    # How many answered questions there were, and out of how many this was learned.
    answered = models.PositiveIntegerField()
    taught = models.PositiveIntegerField()
    fitted_at = models.DateTimeField()

    class Meta:
        db_table = "community_weights"
