"""What a person is told, and the mail that goes out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import Place
from kring.notifications.rules import USUAL_HOUR, USUAL_WEEKDAY, Rhythm

RHYTHMS = [
    (Rhythm.AT_ONCE.value, _("At once")),
    (Rhythm.DAILY.value, _("Daily")),
    (Rhythm.WEEKLY.value, _("Weekly")),
    (Rhythm.NEVER.value, _("Nothing")),
]


class Notification(models.Model):
    """One thing that one person is told. Made once for each event, person and thing, however often the event is
    delivered."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", db_index=False)
    # One of `rules.Topic`; without choices, so that a new topic needs no migration.
    topic = models.CharField(max_length=20)
    event = models.BigIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False)
    # What it is about: a conversation, a community or a message; checked anew against the reader's sight when shown.
    about = models.CharField(max_length=20)
    about_id = models.BigIntegerField()
    post = models.BigIntegerField(null=True)
    # The circle where it happened, for the choice that she made there; null where it happened in none.
    place = models.BigIntegerField(null=True)
    # What its sentence says beside names: a day, for one.
    facts = models.JSONField(default=dict, db_default={})
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # Its letter: how it was planned, when it may go, and which one took it. The number outlives the letter.
    rhythm = models.SmallIntegerField(choices=RHYTHMS, default=Rhythm.NEVER.value, db_default=0)
    due_at = models.DateTimeField(null=True)
    letter = models.BigIntegerField(null=True)

    class Meta:
        db_table = "notification"
        constraints = [
            models.UniqueConstraint(fields=["account", "event", "about", "about_id"], name="notification_once_each"),
            models.CheckConstraint(condition=Q(due_at=None) | Q(letter=None), name="notification_in_one_letter"),
        ]
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="notification_latest"),
            models.Index(fields=["account"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(fields=["due_at", "account"], condition=~Q(due_at=None), name="notification_due"),
            models.Index(fields=["account", "due_at"], condition=~Q(due_at=None), name="notification_awaits"),
        ]


class LetterChoices(models.Model):
    """How a person wants her letters (see `rules.Choices`). Whoever chose nothing has no row."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="letter_choices"
    )
    own = models.SmallIntegerField(choices=RHYTHMS, null=True)
    circles = models.SmallIntegerField(choices=RHYTHMS, null=True)
    hour = models.SmallIntegerField(default=USUAL_HOUR)
    weekday = models.SmallIntegerField(default=USUAL_WEEKDAY)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    quiet_weekend = models.BooleanField(default=False)
    digests = models.BooleanField(default=True)
    invitations = models.BooleanField(default=True, db_default=True)

    class Meta:
        db_table = "letter_choices"
        constraints = [
            models.CheckConstraint(condition=Q(hour__gte=0, hour__lte=23), name="letter_choices_hour"),
            models.CheckConstraint(condition=Q(weekday__gte=0, weekday__lte=6), name="letter_choices_weekday"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="letter_choices_quiet_whole",
            ),
        ]


class CircleRhythm(models.Model):
    """What a person chose for one circle, where that isn't what she chose for all."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="circle_rhythms", db_index=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    rhythm = models.SmallIntegerField(choices=RHYTHMS)

    class Meta:
        db_table = "circle_rhythm"
        constraints = [models.UniqueConstraint(fields=["account", "place"], name="circle_rhythm_once")]


class Pause(models.TextChoices):
    """Why nothing is sent to an address."""

    BOUNCED = "bounced", _("e-mails to it came back")
    REFUSED = "refused", _("its mail server refuses it")
    COMPLAINED = "complained", _("an e-mail was marked as unwanted")


class Address(models.Model):
    """What mail servers said of an address to which letters went: how often one came back, and since when no more
    are sent."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_addresses")
    # In small letters.
    address = models.CharField(max_length=254)
    failures = models.SmallIntegerField(default=0)
    said = models.CharField(max_length=400, blank=True)
    why = models.CharField(max_length=10, choices=Pause.choices, blank=True)
    paused_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mail_address"
        constraints = [models.UniqueConstraint(fields=["account", "address"], name="mail_address_once")]
        indexes = [
            models.Index(fields=["paused_at"], condition=~Q(paused_at=None), name="mail_address_paused"),
        ]


class AddressReport(models.Model):
    """A report of one letter that was counted: a second copy of it counts no more."""

    address = models.ForeignKey(Address, models.CASCADE, related_name="reports", db_index=False)
    letter = models.BigIntegerField()

    class Meta:
        db_table = "mail_report"
        constraints = [models.UniqueConstraint(fields=["address", "letter"], name="mail_report_once")]


class Silence(models.Model):
    """An address to which nothing goes that its reader didn't ask for herself. It is kept as a digest: whoever wants no
    letters from us needn't be known to us."""

    digest = models.CharField(max_length=40, primary_key=True)
    since = models.DateTimeField()

    class Meta:
        db_table = "mail_silence"


class MailState(models.IntegerChoices):
    WAITING = 1, _("waiting")
    SENT = 2, _("sent")
    FAILED = 3, _("failed")
    DROPPED = 4, _("not sent: the address takes no letters")


class Mail(models.Model):
    """A letter on its way out. The worker sends it and keeps no text of what was sent.

    `account` is set where it tells a person of something: such a letter doesn't go to a paused address.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # What else it brings: a calendar beside text and HTML, files. Each has `type`, `content` and, a file, `name`.
    parts = models.JSONField(default=list, db_default=[])
    made_at = models.DateTimeField()
    state = models.SmallIntegerField(choices=MailState.choices, default=MailState.WAITING)
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "mail"
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=MailState.WAITING), name="mail_due"),
            models.Index(fields=["-made_at", "-id"], name="mail_latest"),
        ]
