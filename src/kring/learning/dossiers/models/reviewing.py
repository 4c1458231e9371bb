"""What a register's reviewer judges."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.learning.models import Entry
from kring.registers.models import Registration

ACCOUNT = settings.AUTH_USER_MODEL


class SubmissionState(models.TextChoices):
    WAITING = "waiting", _("waits for a reviewer")
    ASKED = "asked", _("waits for your answer")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    FLAGGED = "flagged", _("drawn for audit")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Submission(models.Model):
    """An entry, as it then stood, that was handed in for a registration. A correction of the entry is another one.

    `line` is the key that the entry keeps through corrections.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="submissions", db_index=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    line = models.BigIntegerField()
    # Repeated from the registration: a reviewer's list starts from it.
    scheme = models.CharField(max_length=60)
    state = models.CharField(max_length=9, choices=SubmissionState.choices, default=SubmissionState.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    submitted_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "dossier_submission"
        constraints = [models.UniqueConstraint(fields=["registration", "entry"], name="dossier_submission_once")]
        indexes = [models.Index(fields=["scheme", "state", "changed_at", "id"], name="dossier_submission_waiting")]


class StepKind(models.TextChoices):
    SUBMITTED = "submitted", _("handed in")
    ASKED = "asked", _("asked")
    ANSWERED = "answered", _("answered")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    FLAGGED = "flagged", _("drawn for audit")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Step(models.Model):
    """What happened to a submission, by whom and in which words."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=StepKind.choices)
    by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    text = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "dossier_step"


class Sample(models.Model):
    """Submissions drawn by lot for an audit. From `population` and `seed` anyone can draw `drawn` again."""

    scheme = models.CharField(max_length=60)
    seed = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField()
    population = ArrayField(models.BigIntegerField())
    drawn = ArrayField(models.BigIntegerField())
    drawn_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, related_name="+", db_index=False)
    drawn_at = models.DateTimeField()

    class Meta:
        db_table = "dossier_sample"
        indexes = [models.Index(fields=["scheme", "-drawn_at", "-id"], name="dossier_sample_latest")]
