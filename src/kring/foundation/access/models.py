"""Places, and the standing that people have in them."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.rules import Wish


class Kind(models.TextChoices):
    COMMUNITY = "community", _("community")
    ORGANISATION = "organisation", _("organisation")
    DEPARTMENT = "department", _("department")
    CASE = "case", _("private case")


class Role(models.IntegerChoices):
    """What a person is in a place. An employee is the member of an organisation; a party to a private case is in no
    circle with the others because of it. What follows `PARTY` is what someone does for an organisation."""

    MEMBER = 1, _("member")
    HOST = 2, _("host")
    PARTY = 3, _("party to a private case")
    OWNER = 4, _("owner")
    HR = 5, _("HR")
    MANAGER = 6, _("manager")
    PROCUREMENT = 7, _("procurement")


# The wall: only these open what is in a place. Whoever does something for an organisation sees nothing more by it.
SIGHTED: Final = frozenset({Role.MEMBER, Role.HOST, Role.PARTY})
# What is given in an organisation or a department, and handed down to the departments below it, never to circles.
OFFICES: Final = frozenset({Role.OWNER, Role.HR, Role.MANAGER, Role.PROCUREMENT})


class Reason(models.IntegerChoices):
    """Why she is: a standing that rests on several reasons is several rows, and ends with the last."""

    JOINED = 1, _("joined")
    APPOINTED = 2, _("appointed")
    HOST_ABOVE = 3, _("host of a circle above")
    EMPLOYED = 4, _("works there")
    OFFICE_ABOVE = 5, _("role in an organisation or a department above")
    AGREEMENT = 6, _("has a seat of an agreement")


WISHES = [(Wish.PUBLIC, _("everyone")), (Wish.NETWORK, _("everyone who is signed in")),
          (Wish.INHERIT, _("as the circle above")), (Wish.MEMBERS, _("its members only"))]  # fmt: skip


class Place(models.Model):
    """Somewhere that people have a standing in. `path`, `scope` and `listing_scope` are worked out by `actions`."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    # From the topmost place down to this one, itself included.
    path = ArrayField(models.BigIntegerField(), default=list)
    listing = models.CharField(max_length=8, choices=WISHES, default=Wish.INHERIT)
    sight = models.CharField(max_length=8, choices=WISHES, default=Wish.INHERIT)
    listing_scope = models.BigIntegerField(default=0)
    scope = models.BigIntegerField(default=0)

    class Meta:
        db_table = "place"
        indexes = [
            GinIndex(fields=["path"], name="place_below"),
            models.Index(fields=["scope"], name="place_by_scope"),
            models.Index(fields=["listing_scope"], name="place_by_listing_scope"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(parent=F("id")), name="place_not_in_itself")]


class Standing(models.Model):
    """A person's role in a place, and why. `source` is the place where the role was given."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="standings")
    place = models.ForeignKey(Place, models.CASCADE, related_name="standings", db_index=False)
    role = models.SmallIntegerField(choices=Role.choices)
    reason = models.SmallIntegerField(choices=Reason.choices)
    source = models.ForeignKey(Place, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()

    class Meta:
        db_table = "standing"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "place", "role", "reason", "source"], name="standing_once_per_reason"
            )
        ]
        indexes = [
            models.Index(fields=["place", "role", "account"], name="standing_by_place"),
            models.Index(fields=["source"], condition=Q(reason=Reason.HOST_ABOVE), name="standing_handed_down"),
        ]
