"""What happens in and to communities."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class CommunityChanged(Fact):
    """Founded, described anew, renamed, moved, archived or reopened: what is known of it is out of date."""

    name: ClassVar[str] = "communities.CommunityChanged"
    community: int
    # Sight may have changed, so everything in it and below must be looked at again.
    with_below: bool = False


class MemberJoined(Fact):
    name: ClassVar[str] = "communities.MemberJoined"
    community: int
    member: int
    invited_by: int | None = None


class MemberLeft(Fact):
    name: ClassVar[str] = "communities.MemberLeft"
    community: int
    member: int


class JoinRequested(Fact):
    name: ClassVar[str] = "communities.JoinRequested"
    community: int
    member: int
    request: int


class JoinDecided(Fact):
    name: ClassVar[str] = "communities.JoinDecided"
    community: int
    member: int
    admitted: bool


class Announced(Fact):
    name: ClassVar[str] = "communities.Announced"
    community: int


class InvitationMade(Fact):
    """With an address it is to be mailed there."""

    name: ClassVar[str] = "communities.InvitationMade"
    invitation: int
    by_mail: bool
