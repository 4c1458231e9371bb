"""What people say of themselves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kring.competences.models import Competence
from kring.competences.rules.levels import HIGHEST


class Statement(models.Model):
    """The level that a person says she has, from this row on. A row is never changed: a later one replaces it, and one
    without a level takes it back."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+", db_index=False)
    level = models.SmallIntegerField(null=True, blank=True)
    said_at = models.DateTimeField()
    replaces = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="replaced_by")

    class Meta:
        db_table = "competence_statement"
        indexes = [models.Index(fields=["account", "competence", "-id"], name="competence_statement_latest")]
        constraints = [
            # Of two windows the second loses, and says so.
            models.UniqueConstraint(
                fields=["account", "competence"], condition=Q(replaces=None), name="competence_statement_one_first"
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=0, level__lte=HIGHEST), name="competence_statement_level_bounded"
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="competence_statement_not_itself"),
        ]
