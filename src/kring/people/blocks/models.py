"""Whom a person keeps away from."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Block(models.Model):
    """A person keeps another away, in all of Kring. Only she ever sees it."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks", db_index=False)
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        db_table = "block"
        constraints = [
            models.UniqueConstraint(fields=["who", "other"], name="block_once"),
            models.CheckConstraint(condition=~Q(who=F("other")), name="block_not_oneself"),
        ]
