"""Keys by which a program acts for a person."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Token(models.Model):
    """Lets a program act for one person, within its scopes and until it ends. Only a digest of it is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=10))
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Written at most once a minute.
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "token"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="token_has_name"),
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="token_has_scope"),
        ]
