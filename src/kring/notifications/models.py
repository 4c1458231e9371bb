"""What a person is told, and the mail that goes out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What a notification says, after the name of whoever did it."""

    ANSWERED = "answered", _("answered your question")
    REPLIED = "replied", _("wrote in a conversation that you follow")
    COMMENTED = "commented", _("commented on what you wrote")
    ACCEPTED = "accepted", _("accepted your answer")
    MENTIONED = "mentioned", _("named you")
    ASKED_TO_JOIN = "asked-to-join", _("asks to join a circle that you host")
    ADMITTED = "admitted", _("let you in")
    DECLINED = "declined", _("did not let you in")
    ANNOUNCED = "announced", _("announced something in your circle")
    HELP = "help", _("asks for your help, because you did this before")
    MESSAGE = "message", _("wrote to you")
    SUBMITTED = "submitted", _("handed something in for review")
    ANSWERED_REVIEW = "answered-review", _("answered what you asked about what was handed in")
    REVIEW_ASKED = "review-asked", _("asks something about what you handed in")
    REVIEW_APPROVED = "review-approved", _("approved what you handed in")
    REVIEW_REFUSED = "review-refused", _("refused what you handed in")
    REVIEW_FLAGGED = "review-flagged", _("drew what you handed in for an audit")
    DEADLINE = "deadline", _("a deadline comes near")
    PERIOD_CLOSED = "period-closed", _("a period is closed")


class Notification(models.Model):
    """One thing that one person is told. Made once for each event and person, however often the event is delivered."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", db_index=False)
    topic = models.CharField(max_length=20, choices=Topic.choices)
    event = models.BigIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False)
    # What it is about: a conversation, a community or a message; checked anew against the reader's sight when shown.
    about = models.CharField(max_length=20)
    about_id = models.BigIntegerField()
    post = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notification"
        constraints = [models.UniqueConstraint(fields=["account", "event"], name="notification_once")]
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="notification_latest"),
            models.Index(fields=["account"], condition=Q(read_at=None), name="notification_unread"),
        ]


class MailState(models.IntegerChoices):
    WAITING = 1, _("waiting")
    SENT = 2, _("sent")
    FAILED = 3, _("failed")


class Mail(models.Model):
    """A letter on its way out. The worker sends it and keeps no text of what was sent."""

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
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
