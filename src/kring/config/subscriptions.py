"""Who hears what: the one table. A handler is named by its dotted path and hears each event once."""

from collections.abc import Mapping, Sequence
from typing import Final

from kring.communities import events as communities
from kring.conversations import events as conversations
from kring.finding import events as finding
from kring.foundation.events.facts import Fact
from kring.learning import events as learning
from kring.learning.dossiers import events as dossiers
from kring.meetings import events as meetings
from kring.people import events as people
from kring.people.organisations import events as organisations
from kring.planning.reports import events as reports
from kring.registers import events as registers

_GATHER = "kring.communities.handlers"
_LEARN = "kring.learning.handlers"
_JUDGE = "kring.learning.dossiers.handlers"
_INDEX = "kring.finding.handlers"
_TELL = "kring.notifications.handlers"
_SHARE = "kring.planning.sharing.handlers"

TABLE: Final[Mapping[type[Fact], Sequence[str]]] = {
    people.ProfileChanged: (f"{_INDEX}.person_changed",),
    # What was made of a ledger goes before the ledger.
    people.PersonLeft: (
        f"{_INDEX}.person_changed",
        f"{_SHARE}.person_left",
        f"{_JUDGE}.person_left",
        f"{_LEARN}.person_left",
        f"{_TELL}.person_left",
    ),
    people.ClaimOffered: (f"{_TELL}.claim_offered",),
    organisations.OrganisationChanged: (),
    organisations.EmploymentStarted: (f"{_GATHER}.employment_changed",),
    organisations.EmploymentEnded: (f"{_GATHER}.employment_changed", f"{_SHARE}.employment_ended"),
    organisations.DomainLetterAsked: ("kring.notifications.organisations.handlers.domain_letter_asked",),
    organisations.OrganisationInvitationMade: ("kring.notifications.organisations.handlers.invited_to_organisation",),
    communities.CommunityChanged: (f"{_INDEX}.community_changed",),
    communities.Announced: (f"{_TELL}.announced",),
    communities.JoinRequested: (f"{_TELL}.join_requested",),
    communities.JoinDecided: (f"{_TELL}.join_decided",),
    communities.MemberJoined: (),
    communities.MemberLeft: (),
    communities.InvitationMade: (f"{_TELL}.invitation_made",),
    conversations.ConversationStarted: (
        f"{_INDEX}.conversation_changed",
        f"{_LEARN}.experience_told",
        f"{_TELL}.conversation_started",
    ),
    conversations.Answered: (f"{_INDEX}.answered", f"{_TELL}.answered"),
    conversations.AnswerAccepted: (
        f"{_INDEX}.conversation_changed",
        f"{_INDEX}.accepted",
        f"{_LEARN}.answer_accepted",
        f"{_TELL}.accepted",
    ),
    conversations.PostChanged: (f"{_INDEX}.conversation_changed", f"{_LEARN}.post_changed"),
    meetings.MeetingPlanned: (f"{_TELL}.meeting_planned",),
    meetings.MeetingsChanged: (f"{_TELL}.meetings_changed",),
    meetings.MeetingsCancelled: (f"{_TELL}.meetings_cancelled",),
    meetings.MeetingSoon: (f"{_TELL}.meeting_soon",),
    meetings.ListLeftOpen: (f"{_TELL}.list_left_open",),
    meetings.SignedUp: (),
    meetings.SignedOff: (),
    meetings.MovedUp: (f"{_TELL}.moved_up",),
    meetings.PresenceClosed: (f"{_LEARN}.presence_closed",),
    learning.LedgerChanged: (f"{_JUDGE}.ledger_changed",),
    learning.DraftMade: (),
    registers.RegistrationChanged: (f"{_JUDGE}.registration_changed",),
    registers.SchemeLanded: (f"{_JUDGE}.scheme_landed",),
    dossiers.Submitted: (f"{_JUDGE}.submission_changed", f"{_TELL}.submitted"),
    dossiers.Reviewed: (f"{_JUDGE}.submission_changed", f"{_TELL}.reviewed"),
    dossiers.DeadlineNear: (f"{_TELL}.deadline_near",),
    dossiers.PeriodClosed: (f"{_TELL}.period_closed",),
    reports.BelowFloor: ("kring.notifications.organisations.handlers.below_floor",),
    finding.HelpAsked: (f"{_TELL}.help_asked",),
    conversations.MessageSent: (f"{_TELL}.message_sent",),
}
