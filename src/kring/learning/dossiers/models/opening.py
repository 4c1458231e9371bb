"""To whom a person opened a dossier, and when that someone looked."""

from django.db import models
from django.db.models import F, Q

from kring.registers.models import Registration


class Opening(models.Model):
    """One dossier, opened to a named person by a link until a day. Only a digest of the link is kept."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="openings", db_index=False)
    first = models.DateField()
    until = models.DateField()
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "dossier_opening"
        indexes = [models.Index(fields=["registration", "-made_at", "-id"], name="dossier_opening_latest")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="dossier_opening_has_name"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="dossier_opening_lasts"),
        ]


class Look(models.Model):
    """Someone used the link: at the dossier, or at a piece of evidence (`what` is its name)."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="looks", db_index=False)
    what = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "dossier_look"
        indexes = [models.Index(fields=["opening", "-at", "-id"], name="dossier_look_latest")]
