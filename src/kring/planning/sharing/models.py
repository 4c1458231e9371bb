"""What is shown to whom, and who looked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kring.learning.models import Entry
from kring.people.models import Organisation
from kring.registers.models import Registration


class Share(models.Model):
    """One item that a person shows the owners and HR of an organisation she works at: a line of her ledger (`entry` is
    its first row), with or without its evidence, or the verdict on a registration's period that holds `day`.

    It ends with `ends_at`, with her employment, or when she withdraws it: whatever comes first.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shares", db_index=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="shares", db_index=False)
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="+")
    with_evidence = models.BooleanField(default=False)
    registration = models.ForeignKey(Registration, models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    last_day = models.DateField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "share"
        indexes = [
            models.Index(fields=["person", "-made_at", "-id"], name="share_latest"),
            models.Index(fields=["organisation", "ends_at"], condition=Q(withdrawn_at=None), name="share_running"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, registration=None, day=None)
                | Q(entry=None, registration__isnull=False, day__isnull=False, with_evidence=False),
                name="share_is_of_one_item",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="share_lasts"),
        ]


class Look(models.Model):
    """Someone of the organisation opened what is shown, or a piece of its evidence (`what` is its name)."""

    share = models.ForeignKey(Share, models.CASCADE, related_name="looks", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "share_look"
        indexes = [models.Index(fields=["share", "-at", "-id"], name="share_look_latest")]
