"""How people come to be known as working at an organisation: domains, invitations, lists."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kring.people.models.organisations import OFFICE_CHOICES, Department, Organisation

ACCOUNT = settings.AUTH_USER_MODEL


class Domain(models.Model):
    """A mail domain of an organisation. Verified, it lets in whoever has a verified address at it.

    The code that was mailed to `mailbox` at `sent_at` is worked out from the row; nothing secret is kept.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="domains", db_index=False)
    name = models.CharField(max_length=253)
    mailbox = models.CharField(max_length=20, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "organisation_domain"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="organisation_domain_once"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(verified_at__isnull=False), name="organisation_domain_of_one"
            ),
        ]


class OrganisationInvitation(models.Model):
    """A link by which people say that they work here: at most `limit` of them, until `ends_at`. With an e-mail address
    it was mailed there. The employment goes from `starts_on`, or the day of coming in, until `until`, or without end.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+")
    role = models.SmallIntegerField(choices=OFFICE_CHOICES, null=True, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    name = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    limit = models.PositiveIntegerField(default=1)
    used = models.PositiveIntegerField(default=0)
    from_list = models.BooleanField(default=False)
    made_by = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "organisation_invitation"
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("limit")), name="organisation_invitation_within_limit"),
            models.CheckConstraint(
                condition=Q(limit__gte=1, limit__lte=10_000), name="organisation_invitation_bounded"
            ),
        ]


class StaffList(models.Model):
    """The rows of a list of people as they were read: a list of {column: text}. None of them counts before it is
    confirmed; then the rows are gone, but for the addresses that `missing` was worked out from."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="staff_lists")
    name = models.CharField(max_length=120)
    rows = models.JSONField(default=list)
    made_by = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    # After confirming: the employments that the list said nothing of, to be shown once.
    missing = models.JSONField(default=list)

    class Meta:
        db_table = "staff_list"
