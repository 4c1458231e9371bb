"""Programmes, and who takes part."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import Place
from kring.foundation.accounts.models import Language
from kring.people.models import Organisation


class Kind(models.TextChoices):
    """How people meet."""

    COFFEE = "coffee", _("Coffee, in twos and sometimes threes")
    GROUPS = "groups", _("Peer groups")
    MENTORING = "mentoring", _("Mentor and learner")


class Programme(models.Model):
    """People of a circle who meet someone new, on a rhythm. `apart`: nobody meets someone of her own organisation."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="programmes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=2_000, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    weeks = models.PositiveSmallIntegerField(default=2)
    # 0 is Monday.
    weekday = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveSmallIntegerField(default=2)
    apart = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    # Since when a round is being made, because a host asked for one.
    asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "pairing_programme"
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=26), name="programme_weeks_bounded"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="programme_weekday"),
            models.CheckConstraint(
                condition=Q(kind="groups", size__gte=4, size__lte=8) | ~Q(kind="groups") & Q(size=2),
                name="programme_size_bounded",
            ),
        ]


class Part(models.TextChoices):
    """As what someone takes part."""

    PARTNER = "partner", _("partner")
    MENTOR = "mentor", _("mentor")
    LEARNER = "learner", _("learner")


class Why(models.TextChoices):
    """Why someone takes part no more."""

    LEFT = "left", _("left")
    SILENT = "silent", _("said nothing for three rounds")
    GONE = "gone", _("is no longer in the circle")
    OVER = "over", _("the programme ended")


class Enrolment(models.Model):
    """A person takes part, because she said so. `offers` and `seeks` are competences, beside those of her profile;
    `room` is how many learners a mentor takes."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="enrolments", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    part = models.CharField(max_length=7, choices=Part.choices, default=Part.PARTNER)
    offers = ArrayField(models.BigIntegerField(), default=list)
    seeks = ArrayField(models.BigIntegerField(), default=list)
    room = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField()
    # The first day on which she takes part again.
    paused_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=6, choices=Why.choices, blank=True)

    class Meta:
        db_table = "pairing_enrolment"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "account"], condition=Q(ended_at=None), name="enrolment_running_once"
            ),
            models.CheckConstraint(condition=Q(room__gte=1, room__lte=8), name="enrolment_room_bounded"),
        ]


class Conflict(models.Model):
    """Two organisations whose people a circle keeps apart in its programmes: competitors, or client and adviser on two
    sides of a case. The lower key stands first."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="+", db_index=False)
    one = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "pairing_conflict"
        constraints = [
            models.UniqueConstraint(fields=["place", "one", "other"], name="conflict_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="conflict_in_order"),
        ]
