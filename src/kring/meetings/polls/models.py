"""A date poll, its dates, and what each said of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import Place
from kring.foundation.accounts.models import Language
from kring.meetings.models import Meeting, Mode

ACCOUNT = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    OPEN = "open", _("open")
    CHOSEN = "chosen", _("chosen")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Poll(models.Model):
    """When shall we meet? `minutes` long, `zone` is that of who asks; kind, mode and location are a first idea.

    `chosen` is the date of which `meeting` came. `reminded`: whoever hadn't answered was reminded before it closed.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="date_polls", db_index=False)
    title = models.CharField(max_length=200)
    about = models.TextField(max_length=20_000, blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    minutes = models.PositiveIntegerField()
    zone = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    mode = models.CharField(max_length=6, choices=Mode.choices)
    location = models.CharField(max_length=300, blank=True)
    answer_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    chosen = models.ForeignKey("Option", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, null=True, blank=True, related_name="came_of_poll")
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    reminded = models.BooleanField(default=False)

    class Meta:
        db_table = "date_poll"
        indexes = [
            models.Index(fields=["place", "made_at", "id"], condition=Q(state="open"), name="date_poll_open"),
            models.Index(
                fields=["answer_until"],
                condition=Q(state="open", reminded=False, answer_until__isnull=False),
                name="date_poll_to_remind",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="date_poll_has_title"),
            models.CheckConstraint(
                condition=Q(state="chosen", chosen__isnull=False, meeting__isnull=False)
                | (~Q(state="chosen") & Q(chosen=None, meeting=None)),
                name="date_poll_chosen_has_meeting",
            ),
        ]


class Option(models.Model):
    """One of the dates."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options", db_index=False)
    starts_at = models.DateTimeField()

    class Meta:
        db_table = "date_poll_option"
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="date_poll_option_once")]


class Value(models.TextChoices):
    YES = "yes", _("Yes")
    IF_NEED_BE = "if-need-be", _("If need be")
    NO = "no", _("No")


class Mark(models.Model):
    """Whether someone can then."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="marks", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+")
    value = models.CharField(max_length=10, choices=Value.choices)

    class Meta:
        db_table = "date_poll_mark"
        constraints = [models.UniqueConstraint(fields=["option", "account"], name="date_poll_mark_once")]
