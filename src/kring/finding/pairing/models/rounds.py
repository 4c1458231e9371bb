"""Rounds, and who met whom in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kring.finding.pairing.models.programmes import Programme


class Round(models.Model):
    """A round that was made, once for each number of a programme. `gap` says by how much a better one could score at
    most; null where nobody knows. `left` counts, by reason, who met nobody."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rounds", db_index=False)
    number = models.PositiveIntegerField()
    # The day in the circle's zone.
    day = models.DateField()
    made_at = models.DateTimeField()
    seed = models.BigIntegerField()
    asked = models.PositiveIntegerField()
    placed = models.PositiveIntegerField()
    left = models.JSONField(default=dict)
    again = models.PositiveIntegerField()
    score = models.PositiveIntegerField()
    gap = models.PositiveIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "pairing_round"
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="round_once")]


class Match(models.Model):
    """People who meet in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="matches")

    class Meta:
        db_table = "pairing_match"


class MatchPerson(models.Model):
    """One of those who meet: why, as it is said to her (by person, what speaks for it), and whether they met, as she
    says."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="people", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="matches", db_index=False)
    why = models.JSONField(default=dict)
    met = models.BooleanField(null=True)
    said_at = models.DateTimeField(null=True)
    # She can't come any more: she left the circle, or Kring.
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "pairing_match_person"
        constraints = [
            models.UniqueConstraint(fields=["match", "account"], name="match_person_once"),
            models.CheckConstraint(condition=Q(met=None) | Q(said_at__isnull=False), name="match_person_said_when"),
        ]
        indexes = [models.Index(fields=["account", "-match"], name="match_person_latest")]


class LeftOut(models.Model):
    """Who met nobody in a round, and why: hers to read."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="left_out", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    why = models.CharField(max_length=10)

    class Meta:
        db_table = "pairing_left_out"
        constraints = [models.UniqueConstraint(fields=["round", "account"], name="left_out_once")]
        indexes = [models.Index(fields=["account", "-round"], name="left_out_latest")]
