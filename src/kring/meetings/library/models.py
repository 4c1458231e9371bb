"""A piece of a library, and what came of pieces and of meetings."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.conversations.models import Conversation
from kring.foundation.access.models import Place
from kring.foundation.accounts.models import Language
from kring.meetings.models import Meeting

ACCOUNT = settings.AUTH_USER_MODEL
_STANDS = Q(withdrawn_at=None)


class Kind(models.TextChoices):
    TALK = "talk", _("talk")
    RECORDING = "recording", _("recording")
    DOCUMENT = "document", _("document")
    LINK = "link", _("link")


class Piece(models.Model):
    """A talk, a recording, a document or a link that a circle keeps: either an address or a file.

    With `meeting` it is attached to that as well. A file is kept under its SHA-256 (hex); what it is, was read from
    its content. Who spoke has an account, or a name, or neither. What was withdrawn is no longer there for anyone.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="pieces", db_index=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="pieces", db_index=False)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    title = models.CharField(max_length=200)
    about = models.TextField(max_length=4_000, blank=True)
    html = models.TextField(blank=True)
    speaker = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    speaker_name = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    competences = ArrayField(models.BigIntegerField(), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "library_piece"
        indexes = [
            models.Index(fields=["place", "-added_at", "-id"], condition=_STANDS, name="library_piece_latest"),
            models.Index(fields=["place", "kind", "-added_at", "-id"], condition=_STANDS, name="library_piece_of_kind"),
            models.Index(
                fields=["meeting", "id"], condition=_STANDS & ~Q(meeting=None), name="library_piece_of_meeting"
            ),
            models.Index(fields=["added_by", "added_at"], name="library_piece_by_adder"),
            models.Index(fields=["speaker"], condition=~Q(speaker=None), name="library_piece_by_speaker"),
            models.Index(fields=["sha256"], condition=~Q(sha256=""), name="library_piece_by_content"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(sha256="") & ~Q(name="") & ~Q(content_type=""))
                | (~Q(link="") & Q(sha256="", name="", content_type="", size=0)),
                name="library_piece_file_or_link",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("recording", "link")) | Q(sha256=""), name="library_piece_recording_is_link"
            ),
            models.CheckConstraint(condition=Q(speaker=None) | Q(speaker_name=""), name="library_piece_one_speaker"),
            models.CheckConstraint(condition=~Q(title=""), name="library_piece_has_title"),
        ]


class Inspired(models.Model):
    """That a conversation came of a piece, or of a meeting; `by` said so."""

    piece = models.ForeignKey(Piece, models.CASCADE, null=True, blank=True, related_name="inspired", db_index=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="inspired", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "library_inspired"
        constraints = [
            models.CheckConstraint(
                condition=(Q(piece=None) & ~Q(meeting=None)) | (~Q(piece=None) & Q(meeting=None)),
                name="library_inspired_by_one",
            ),
            models.UniqueConstraint(fields=["piece", "conversation"], name="library_inspired_by_piece_once"),
            models.UniqueConstraint(fields=["meeting", "conversation"], name="library_inspired_by_meeting_once"),
        ]
