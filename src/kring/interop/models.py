"""What came in from elsewhere, and how far it got."""

from django.db import models

from kring.foundation.access.models import Place


class ImportRun(models.Model):
    """One dump on its way into one community. The row is written in the same transaction as each batch it speaks of.

    `source` is what the rows that came in are marked with. `progress` holds for each stage how many rows of its file
    are done; `version` counts the batches, so that two processes on one run notice each other.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    source = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    progress = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "import_run"
        constraints = [models.UniqueConstraint(fields=["place", "fingerprint"], name="import_run_once")]
