"""Who was there: rows while the list is open, and one that nothing can change once it is closed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kring.meetings.models.meetings import Meeting
from kring.meetings.models.signups import SignUp

ACCOUNT = settings.AUTH_USER_MODEL


class How(models.TextChoices):
    CODE = "code", _("with the code of the room")
    HOST = "host", _("by the host")
    ONLINE = "online", _("joined online")


class Attendance(models.Model):
    """That someone with a place was there, from when, and until when if she left before the end."""

    sign_up = models.OneToOneField(SignUp, models.CASCADE, primary_key=True, related_name="attendance")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=6, choices=How.choices)

    class Meta:
        db_table = "meeting_attendance"


class CodeTry(models.Model):
    """How often someone gave a code of a meeting since a moment, so that nobody guesses it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "meeting_code_try"
        constraints = [models.UniqueConstraint(fields=["meeting", "account"], name="meeting_code_try_once")]


class AttendanceChange(models.Model):
    """What a host made of someone's presence, and what it was before; None where she wasn't there."""

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="changes")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        db_table = "meeting_attendance_change"


class PresenceList(models.Model):
    """The closed list of a meeting, as text whose SHA-256 is `sha256`. The database refuses to change or delete it.

    What it says is kept when someone leaves Kring: who was there may be asked for years after.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, primary_key=True, related_name="presence_list")
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    closed_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    closed_at = models.DateTimeField()

    class Meta:
        db_table = "meeting_presence_list"
