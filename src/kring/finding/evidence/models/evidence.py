"""Evidence: one row for each fact about one competence of one person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kring.competences.models import Competence
from kring.competences.rules.levels import HIGHEST
from kring.finding.evidence.rules.kinds import Kind

# What each is called, pages say.
KINDS = [(kind.value, kind.value) for kind in Kind]


class Evidence(models.Model):
    """That something of one day shows that a person is able to do something; of each source once a competence.

    `source` names what it rests on, so that it is looked at again whether a reader may see that: "post:17",
    "meeting:5", "entry:9" (the first row of a line of her ledger), "endorsement:3", "statement". `voice` says who
    speaks: empty is she herself (see `rules.mastery`). `hidden_at`: she shows it to nobody and it counts for nothing.
    `struck_at`: she says that it isn't about this. Neither is undone when its source is looked at again. What she moved
    here from another competence has `moved_from`, and is her own word.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=11, choices=KINDS)
    day = models.DateField()
    level = models.SmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=60)
    voice = models.CharField(max_length=40, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_because = models.CharField(max_length=200, blank=True)
    moved_from = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="moved_to", db_index=False
    )

    class Meta:
        db_table = "competence_evidence"
        indexes = [
            models.Index(fields=["source"], name="evidence_by_source"),
            models.Index(fields=["competence", "account"], name="evidence_by_competence"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account", "competence", "source"], name="evidence_once"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=0, level__lte=HIGHEST), name="evidence_level_bounded"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="evidence_has_source"),
        ]


class Hidden(models.Model):
    """A competence that a person shows to nobody, whatever speaks for it: it counts nowhere."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()

    class Meta:
        db_table = "competence_hidden"
        constraints = [models.UniqueConstraint(fields=["account", "competence"], name="competence_hidden_once")]
