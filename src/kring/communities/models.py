"""Communities and sub-communities, and how people come to be in them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.models import Place, Role
from kring.foundation.accounts.models import Language

ACCOUNT = settings.AUTH_USER_MODEL


class Joining(models.TextChoices):
    """How one comes in."""

    OPEN = "open", _("Open: whoever sees it may join")
    REQUEST = "request", _("On request: a host says yes")
    INVITATION = "invitation", _("By invitation")


class Founding(models.TextChoices):
    """Who starts circles within one."""

    HOSTS = "hosts", _("Its hosts")
    MEMBERS = "members", _("Any of its members")


class Community(models.Model):
    """People who learn with and from each other. It has the key of its place; nesting is the place's."""

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="community")
    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    sort_name = models.CharField(max_length=80)
    purpose = models.TextField(max_length=2_000)
    language = models.CharField(max_length=2, choices=Language.choices)
    joining = models.CharField(max_length=10, choices=Joining.choices, default=Joining.REQUEST)
    founding = models.CharField(max_length=7, choices=Founding.choices, default=Founding.HOSTS)
    announcement = models.TextField(max_length=1_000, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    members = models.PositiveIntegerField(default=0)
    # No more than so many people are members at once; none: there is room for everyone.
    most_members = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    ends_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        db_table = "community"
        indexes = [models.Index(fields=["sort_name", "place"], name="community_by_name")]
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$"), name="community_slug_form"),
            models.CheckConstraint(condition=~Q(name=""), name="community_has_name"),
            models.CheckConstraint(
                condition=Q(most_members=None) | Q(members__lte=F("most_members")), name="community_within_most_members"
            ),
        ]


class FormerAddress(models.Model):
    """A slug that a community had before it was renamed; it keeps leading there."""

    slug = models.CharField(max_length=60, primary_key=True)
    community = models.ForeignKey(Community, models.CASCADE, related_name="former_addresses")

    class Meta:
        db_table = "community_former_address"


class Membership(models.Model):
    """A person's time in a community. A member of a circle is a member of the circles above it too."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "membership"
        constraints = [
            models.UniqueConstraint(fields=["community", "account"], condition=Q(left_at=None), name="membership_once"),
        ]
        indexes = [
            models.Index(
                fields=["community", "-joined_at", "-id"], condition=Q(left_at=None), name="membership_newest_first"
            )
        ]


class JoinRequest(models.Model):
    """Someone asks to come in; a host decides, once."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="join_requests", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="join_requests")
    motivation = models.TextField(max_length=1_000, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(ACCOUNT, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    admitted = models.BooleanField(null=True)

    class Meta:
        db_table = "join_request"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "account"], condition=Q(decided_at=None), name="join_request_once"
            )
        ]
        indexes = [
            models.Index(fields=["community", "asked_at"], condition=Q(decided_at=None), name="join_request_open")
        ]


# One is party to a private case, and to no circle.
_ROLES = [(role.value, role.label) for role in (Role.MEMBER, Role.HOST)]


class Invitation(models.Model):
    """A link that lets people in: at most `limit` times, until `ends_at`. With an e-mail address it was mailed there.

    The link carries the invitation's key, signed; nothing secret is kept.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="invitations")
    role = models.SmallIntegerField(choices=_ROLES, default=Role.MEMBER)
    email = models.EmailField(max_length=254, blank=True)
    note = models.CharField(max_length=200, blank=True)
    limit = models.PositiveIntegerField(default=1)
    used = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "invitation"
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("limit")), name="invitation_within_limit"),
            models.CheckConstraint(condition=Q(limit__gte=1, limit__lte=10_000), name="invitation_limit_bounded"),
        ]
