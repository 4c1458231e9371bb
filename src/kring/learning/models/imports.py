"""Files that a person brought, until she says that they are right."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    OPEN = "open", _("waits for your yes")
    DONE = "done", _("in your ledger")
    DROPPED = "dropped", _("dropped")


class Import(models.Model):
    """The rows of a file as they were read: a list of {column: text}. None of them counts before she says yes."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=7, choices=ImportState.choices, default=ImportState.OPEN)
    rows = models.JSONField(default=list)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "learning_import"
        indexes = [models.Index(fields=["person", "-made_at"], condition=Q(state="open"), name="learning_import_open")]
