"""Who has a place at a meeting, who waits for one, and who gave one up."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.meetings.models.meetings import Meeting

ACCOUNT = settings.AUTH_USER_MODEL


class SignUpState(models.TextChoices):
    """`late`: given up later than the host asked."""

    GOING = "going", _("has a place")
    WAITING = "waiting", _("waits for a place")
    OFF = "off", _("signed off")
    LATE = "late", _("signed off late")


class SignUp(models.Model):
    """One person's registration for a meeting: of someone in Kring, or of a guest whom someone brings.

    Whoever waits moves up in the order of `asked_at` and then of the key. `stayed_away`: had a place when the presence
    list was closed, and wasn't there.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_ups", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="sign_ups", db_index=False)
    guest = models.CharField(max_length=120, blank=True)
    guest_email = models.EmailField(max_length=254, blank=True)
    brought_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    state = models.CharField(max_length=7, choices=SignUpState.choices)
    asked_at = models.DateTimeField()
    moved_up_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=list, blank=True)
    stayed_away = models.BooleanField(default=False)

    class Meta:
        db_table = "meeting_sign_up"
        indexes = [
            models.Index(fields=["meeting", "state", "asked_at", "id"], name="meeting_sign_up_in_order"),
            models.Index(fields=["account", "meeting"], name="meeting_sign_up_of_person"),
            models.Index(
                fields=["account"], condition=Q(stayed_away=True) | Q(state="late"), name="meeting_sign_up_stayed_away"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "account"], name="meeting_sign_up_once"),
            models.UniqueConstraint(
                fields=["meeting", "guest_email"], condition=~Q(guest_email=""), name="meeting_sign_up_guest_once"
            ),
            models.CheckConstraint(
                condition=(Q(account=None) & ~Q(guest="") & ~Q(brought_by=None)) | (~Q(account=None) & Q(guest="")),
                name="meeting_sign_up_is_someone",
            ),
        ]
