"""What the community proposes for the ledger. Nothing of it counts before the person says yes."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.foundation.events.models import Event
from kring.learning.models.entries import WAYS, Entry


class DraftState(models.TextChoices):
    OPEN = "open", _("waits for your yes")
    CONFIRMED = "confirmed", _("in your ledger")
    DISMISSED = "dismissed", _("dismissed")
    LAPSED = "lapsed", _("no longer so")


class Draft(models.Model):
    """A proposed entry. `about` names what it is about ("post:17"), once a person, so that nothing counts double.

    `reason` and `reason_facts` say why it is proposed; the sentence is made for the reader.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", db_index=False)
    about = models.CharField(max_length=80)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=9, choices=DraftState.choices, default=DraftState.OPEN)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=WAYS)
    day = models.DateField()
    # From when to when, where that is known to the minute.
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField()
    competences = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # What she said that she takes from it, before it was proposed.
    learned = models.TextField(max_length=2_000, blank=True, db_default="")
    # As in the ledger.
    facts = models.JSONField(default=dict, blank=True)
    claims = models.JSONField(default=dict, blank=True)
    attester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=40)
    reason_facts = models.JSONField(default=dict, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="draft")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "learning_draft"
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="learning_draft_once")]
        indexes = [
            # Whether an answer was proposed is asked with each post that changes.
            models.Index(fields=["about"], condition=models.Q(state="open"), name="learning_draft_open_about"),
            models.Index(
                fields=["person", "-made_at", "-id"], condition=models.Q(state="open"), name="learning_draft_open"
            ),
        ]
