"""What was judged: the verdict that stands now, verdicts of closed periods, and what was made of them."""

from django.db import models
from django.db.models import F, Q

from kring.registers.models import Registration, SchemeText


class Standing(models.Model):
    """The latest verdict on a registration's present period: kept, so that lists, reminders and jobs need not judge.

    `basis` tells what it rests on (ledger, registration, reviews, scheme, day); when that differs, it is judged anew.
    """

    registration = models.OneToOneField(Registration, models.CASCADE, primary_key=True, related_name="standing")
    basis = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20)
    first = models.DateField(null=True)
    # The first day after the period.
    until = models.DateField(null=True)
    deadline = models.DateField(null=True)
    # What a card shows: see `rules.summary`.
    summary = models.JSONField(default=dict)
    judged_at = models.DateTimeField()

    class Meta:
        db_table = "dossier_standing"
        indexes = [models.Index(fields=["deadline"], name="dossier_standing_by_deadline")]


class Snapshot(models.Model):
    """The verdict on a closed period, with the scheme that judged it. Never changed: what she corrects afterwards makes
    a further one (`number`), judged by the same text of the scheme."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="snapshots", db_index=False)
    first = models.DateField()
    until = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    scheme = models.ForeignKey(SchemeText, models.PROTECT, related_name="+", db_index=False)
    verdict = models.CharField(max_length=20)
    # The whole verdict as the judge gave it, and the case that it judged.
    said = models.JSONField()
    case = models.JSONField()
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "dossier_snapshot"
        constraints = [
            models.UniqueConstraint(fields=["registration", "first", "number"], name="dossier_snapshot_once"),
            models.CheckConstraint(condition=Q(until__gt=F("first")), name="dossier_snapshot_has_days"),
        ]


class Reminder(models.Model):
    """She was reminded, so many days before a deadline. Once each."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="reminders", db_index=False)
    deadline = models.DateField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "dossier_reminder"
        constraints = [
            models.UniqueConstraint(fields=["registration", "deadline", "days"], name="dossier_reminder_once")
        ]


class Statement(models.Model):
    """A dated statement of a dossier. `document` is the text of its JSON, byte for byte, and `sha256` its hash."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="statements", db_index=False)
    first = models.DateField()
    until = models.DateField()
    language = models.CharField(max_length=2)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "dossier_statement"
        indexes = [models.Index(fields=["registration", "-made_at", "-id"], name="dossier_statement_latest")]


class Rejudging(models.Model):
    """All registrations of a scheme are judged anew, since its versions changed: in parts, so that it goes on where it
    stopped, and in as many workers as there are.

    `versions` is the SHA-256 over all versions of the scheme that were known when it began.
    """

    scheme = models.CharField(max_length=60)
    versions = models.CharField(max_length=64)
    total = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossier_rejudging"
        constraints = [models.UniqueConstraint(fields=["scheme", "versions"], name="dossier_rejudging_once")]


class RejudgingPart(models.Model):
    """The registrations with keys from `first` to `last`. `changed`: of how many the word changed."""

    rejudging = models.ForeignKey(Rejudging, models.CASCADE, related_name="parts", db_index=False)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    size = models.PositiveIntegerField()
    changed = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossier_rejudging_part"
        constraints = [models.UniqueConstraint(fields=["rejudging", "first"], name="dossier_rejudging_part_once")]
        indexes = [models.Index(fields=["id"], condition=Q(done_at=None), name="dossier_rejudging_part_open")]
