"""The ledger. A row is never changed or taken away: the database refuses it (see the migration `0002_append_only`)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.events.models import Event
from kring.learning.rules.kinds import Way

ACCOUNT = settings.AUTH_USER_MODEL
WAYS = [(Way.COURSE, _("courses and reading")), (Way.EXCHANGE, _("from each other")), (Way.DOING, _("by doing"))]
# A year of days and nights; what is more is a mistake wherever it comes from.
MOST_MINUTES = 366 * 24 * 60


class Source(models.TextChoices):
    """Where an entry came from."""

    FORM = "form", _("written down")
    QUICK = "quick", _("quick line")
    FILE = "file", _("out of a file")
    DRAFT = "draft", _("out of the community")


class Time(models.TextChoices):
    """In whose time she learned."""

    EMPLOYER = "employer", _("my employer's time")
    OWN = "own", _("my own time")


class Entry(models.Model):
    """Something that a person learned, as she says it from this row on.

    A correction is a row that `replaces` another; one that is `struck` says that there was nothing. What counts is
    every row that no other replaces and that isn't struck. `line` is the first row of such a chain, itself without.
    """

    person = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="entries", db_index=False)
    line = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="versions")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    struck = models.BooleanField(default=False)
    # Why it was corrected, in her own words.
    because = models.CharField(max_length=200, blank=True)

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=WAYS)
    # The local day on which it was completed: that of `ended_at` where there is one.
    day = models.DateField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField()
    time = models.CharField(max_length=8, choices=Time.choices)
    competences = ArrayField(models.BigIntegerField(), default=list, blank=True)
    learned = models.TextField(max_length=2_000, blank=True)

    # What schemes ask, as facts of a case: {"group_size": 6, "facilitator": "yes", "points": "4", …}; an unknown fact
    # is left out. `claims` holds what differs per scheme: {"nivre": {"claimed": ["module"], "points": "2"}}.
    facts = models.JSONField(default=dict, blank=True)
    claims = models.JSONField(default=dict, blank=True)
    # Who attested it: in words, or the account that did so in Kring.
    attested_by = models.CharField(max_length=120, blank=True)
    attester = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    source = models.CharField(max_length=8, choices=Source.choices)
    # What tells a repetition of the same source: once a person.
    source_key = models.CharField(max_length=80, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "learning_entry"
        indexes = [
            models.Index(fields=["person", "-day", "-id"], name="learning_entry_latest"),
            models.Index(fields=["attester"], condition=~Q(attester=None), name="learning_entry_attested"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source_key"], condition=~Q(source_key=""), name="learning_entry_source_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="learning_entry_has_title"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z][a-z0-9_]*$"), name="learning_entry_kind_form"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=MOST_MINUTES), name="learning_entry_minutes_bounded"
            ),
            models.CheckConstraint(
                condition=Q(started_at=None, ended_at=None) | Q(ended_at__gt=F("started_at")),
                name="learning_entry_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(line=None, replaces=None) | (~Q(line=None) & ~Q(replaces=None)),
                name="learning_entry_line_when_replacing",
            ),
            models.CheckConstraint(
                condition=Q(struck=False) | ~Q(replaces=None), name="learning_entry_struck_replaces"
            ),
        ]


class LedgerMonth(models.Model):
    """What counts of one person in one month, by way and time: the sum of her entries, kept with each that is added.

    `month` is its first day.
    """

    person = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()
    way = models.CharField(max_length=8, choices=WAYS)
    time = models.CharField(max_length=8, choices=Time.choices)
    minutes = models.BigIntegerField(default=0)
    entries = models.IntegerField(default=0)

    class Meta:
        db_table = "learning_month"
        constraints = [models.UniqueConstraint(fields=["person", "month", "way", "time"], name="learning_month_once")]
