"""What a meeting takes up: what members want, and what the host made of it."""

from django.conf import settings
from django.db import models

from kring.conversations.models import Conversation
from kring.meetings.models.meetings import Meeting

ACCOUNT = settings.AUTH_USER_MODEL


class Vote(models.Model):
    """That someone wants a conversation of the circle taken up at a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="votes", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        db_table = "meeting_vote"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "conversation", "account"], name="meeting_vote_once"),
        ]


class Item(models.Model):
    """A point of the agenda, with its minutes; `conversation` is what it takes up, `outcome` what came of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    outcome = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    notes = models.TextField(max_length=20_000, blank=True)
    notes_html = models.TextField(blank=True)

    class Meta:
        db_table = "meeting_item"
        indexes = [models.Index(fields=["meeting", "position", "id"], name="meeting_item_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "conversation"], name="meeting_item_once"),
        ]
