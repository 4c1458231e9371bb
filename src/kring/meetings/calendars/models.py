"""Private feeds of meetings, and what each calendar was told by mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kring.foundation.access.models import Place
from kring.meetings.calendars.rules.telling import Method
from kring.meetings.models import SignUp


class CalendarFeed(models.Model):
    """An address at which a calendar program fetches the meetings of a circle, or without `place` those in which its
    owner has a part. Only a digest of its secret is kept.

    `fingerprint` is of what was fetched last, and `changed_at` when that was found to be other than before.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds", db_index=False)
    place = models.ForeignKey(Place, models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    # Written at most once an hour.
    last_used_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "calendar_feed"
        constraints = [
            models.UniqueConstraint(fields=["account", "place"], nulls_distinct=False, name="calendar_feed_once"),
        ]


class CalendarCopy(models.Model):
    """A meeting as the calendar of someone who signed up was told of it by mail: the message that went out last (see
    `rules.telling.Before`), and the last answer that counted, by the moment that it bears."""

    sign_up = models.OneToOneField(SignUp, models.CASCADE, primary_key=True, related_name="calendar_copy")
    # Empty until something was sent.
    method = models.CharField(max_length=7, blank=True, choices=[(one.value, one.value) for one in Method])
    sequence = models.PositiveIntegerField(default=0)
    of_meeting = models.PositiveIntegerField(default=0)
    waits = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=9, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "calendar_copy"
        constraints = [
            models.CheckConstraint(
                condition=Q(method="", told_at=None) | (~Q(method="") & Q(told_at__isnull=False)),
                name="calendar_copy_told_whole",
            ),
        ]
