"""What can be done with communities: keep them (`keeping`), come in and leave (`joining`), invite (`inviting`)."""

from kring.communities.actions.colleagues import found_among_colleagues, own_community, settle_colleague
from kring.communities.actions.inviting import accept_invitation, invite_by_link, invite_by_mail, withdraw_invitation
from kring.communities.actions.joining import (
    appoint_host,
    ask_to_join,
    decide_request,
    dismiss_host,
    join,
    leave,
    remove_member,
)
from kring.communities.actions.keeping import (
    Description,
    announce,
    archive,
    archive_ended,
    describe,
    found,
    limit_members,
    move,
    reopen,
)
from kring.communities.actions.rescuing import give_host

__all__ = [
    "Description",
    "accept_invitation",
    "announce",
    "appoint_host",
    "archive",
    "archive_ended",
    "ask_to_join",
    "decide_request",
    "describe",
    "dismiss_host",
    "found",
    "found_among_colleagues",
    "give_host",
    "invite_by_link",
    "invite_by_mail",
    "join",
    "leave",
    "limit_members",
    "move",
    "own_community",
    "remove_member",
    "reopen",
    "settle_colleague",
    "withdraw_invitation",
]
