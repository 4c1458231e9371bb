"""Invitations, and the links that carry them."""

from datetime import datetime

from django.core import signing
from django.db.models import F, QuerySet

from kring.communities.access import COMMUNITY
from kring.communities.models import Community, Invitation
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError

_SALT = "kring.communities.invitation"


def invitations(reader: Reader, row: Community, *, now: datetime, size: int = 50) -> list[Invitation]:
    """Invitations into a community that still let people in, newest first; for its hosts."""
    if not COMMUNITY.allows(reader, "host", row):
        return []
    return list(open_invitations(row, now=now).select_related("made_by").order_by("-pk")[:size])


def open_invitations(row: Community, *, now: datetime) -> "QuerySet[Invitation]":
    """The invitations into a community that still let people in."""
    return row.invitations.filter(withdrawn_at=None, ends_at__gt=now, used__lt=F("limit"))


def invitation_token(invitation: int) -> str:
    """What stands in the link of an invitation: its key, signed."""
    return signing.Signer(salt=_SALT).sign_object(invitation, compress=False)


def invitation_by_token(token: str) -> Invitation:
    """The invitation of a link. Raises NotThereError for a token that this installation didn't make."""
    try:
        key = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise NotThereError from error
    found = Invitation.objects.select_related("community__place", "made_by").filter(pk=key).first()
    if found is None:
        raise NotThereError
    return found
