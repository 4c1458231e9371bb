"""What proves an entry: files and links."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kring.learning.models.entries import Entry


class Evidence(models.Model):
    """A file or a link that proves a line of the ledger; it stays with the line when that is corrected.

    `entry` is the first row of the line. A file is stored under its SHA-256 (hex), outside what the web serves; what
    it is, was read from its content. What she withdrew is no longer there for anyone; its row says that it was.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="evidence")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    link = models.URLField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "learning_evidence"
        indexes = [models.Index(fields=["sha256"], condition=~Q(sha256=""), name="learning_evidence_by_content")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(sha256="") & ~Q(content_type="")) | (~Q(link="") & Q(sha256="")),
                name="learning_evidence_file_or_link",
            ),
            models.UniqueConstraint(
                fields=["entry", "sha256"],
                condition=~Q(sha256="") & Q(withdrawn_at=None),
                name="learning_evidence_file_once",
            ),
        ]
