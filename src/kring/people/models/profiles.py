"""Members' profiles."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.people.rules import Availability


class Profile(models.Model):
    """What a person tells of herself. `sight` holds, per part, who may see it (see `rules.Nearness`)."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile")
    headline = models.CharField(max_length=140, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    offers = models.TextField(max_length=1_000, blank=True)
    seeks = models.TextField(max_length=1_000, blank=True)
    availability = models.CharField(
        max_length=7,
        choices=[
            (Availability.OPEN, _("open to questions")),
            (Availability.LIMITED, _("now and then")),
            (Availability.CLOSED, _("not now")),
        ],
        default=Availability.OPEN,
    )
    cap = models.PositiveSmallIntegerField(default=3)
    sight = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "profile"
        constraints = [models.CheckConstraint(condition=Q(cap__lte=20), name="profile_cap_bounded")]


class Bond(models.TextChoices):
    """What a competence is to a person: all of them equal."""

    SPECIALISM = "specialism", _("specialism")
    PASSION = "passion", _("passion")


class ProfileCompetence(models.Model):
    """A specialism or passion of a person."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="competences")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    bond = models.CharField(max_length=10, choices=Bond.choices)

    class Meta:
        db_table = "profile_competence"
        constraints = [
            models.UniqueConstraint(fields=["profile", "competence", "bond"], name="profile_competence_once"),
        ]


class Claim(models.Model):
    """An imported person is invited, at an address, to make her account her own. The link carries the key, signed."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    email = models.EmailField(max_length=254)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "claim"
