"""What a person agreed to at an organisation she works at."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.people.models import Organisation


class Purpose(models.TextChoices):
    """What one agrees to; each by itself."""

    COUNT = "count", _("to be counted")
    NAME = "name", _("to be named in plans")


class Consent(models.Model):
    """That a person agreed, at one organisation, from `given_at` until `withdrawn_at`.

    To be counted is about `everything` that she can do, or about the competences that are listed with it. Another
    choice is another row; what was agreed before stays hers to look back on. It ends with her employment.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents", db_index=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="consents", db_index=False)
    purpose = models.CharField(max_length=5, choices=Purpose.choices)
    everything = models.BooleanField(default=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "consent"
        indexes = [models.Index(fields=["person", "-given_at", "-id"], name="consent_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose", "person"], condition=Q(withdrawn_at=None), name="consent_once"
            ),
            models.CheckConstraint(
                condition=Q(purpose=Purpose.COUNT) | Q(everything=True), name="consent_to_some_is_to_be_counted"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="consent_order"
            ),
        ]


class ConsentCompetence(models.Model):
    """One of the competences by which someone agreed to be counted."""

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="competences", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")

    class Meta:
        db_table = "consent_competence"
        constraints = [models.UniqueConstraint(fields=["consent", "competence"], name="consent_competence_once")]
