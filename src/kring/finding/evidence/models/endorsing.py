"""Endorsements, and asking for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kring.competences.models import Competence
from kring.competences.rules.levels import HIGHEST
from kring.finding.evidence.rules.together import Tie

ACCOUNT = settings.AUTH_USER_MODEL
TIES = [(tie.value, tie.value) for tie in Tie]


class EndorsementState(models.TextChoices):
    """`kept`: whoever received it keeps it to herself."""

    OFFERED = "offered"
    SHOWN = "shown"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class Endorsement(models.Model):
    """That someone who worked with a person says how far she is with something, in a sentence. She sees it first, and
    decides whether it is shown; until then it counts for nothing. `tie` is how they worked together, for the two of
    them alone."""

    by = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    of = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    sentence = models.CharField(max_length=300)
    tie = models.CharField(max_length=10, choices=TIES)
    state = models.CharField(max_length=9, choices=EndorsementState.choices, default=EndorsementState.OFFERED)
    day = models.DateField()
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "endorsement"
        indexes = [
            models.Index(fields=["of", "-id"], name="endorsement_received"),
            models.Index(fields=["by", "-given_at"], name="endorsement_given"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "of", "competence"], condition=Q(state="offered"), name="endorsement_offered_once"
            ),
            models.CheckConstraint(condition=~Q(by=F("of")), name="endorsement_not_of_oneself"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=HIGHEST), name="endorsement_level_bounded"),
            models.CheckConstraint(condition=~Q(sentence=""), name="endorsement_has_sentence"),
        ]


class AskState(models.TextChoices):
    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Ask(models.Model):
    """A person asks someone who worked with her for an endorsement. That it was declined is told to nobody."""

    by = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    to = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=AskState.choices, default=AskState.OPEN)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "endorsement_ask"
        indexes = [
            models.Index(fields=["to", "-id"], condition=Q(state="open"), name="endorsement_ask_open"),
            models.Index(fields=["by", "-asked_at"], name="endorsement_ask_made"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "to", "competence"], condition=Q(state="open"), name="endorsement_ask_once"
            ),
            models.CheckConstraint(condition=~Q(by=F("to")), name="endorsement_ask_not_oneself"),
        ]
