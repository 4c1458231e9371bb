"""Who hears what: the one table. A handler is named by its dotted path and hears each event once."""

from collections.abc import Mapping, Sequence
from typing import Final

from kring.communities import events as communities
from kring.communities.agreements import events as agreements
from kring.competences.frameworks import events as frameworks
from kring.conversations import events as conversations
from kring.finding import events as finding
from kring.finding.evidence import events as evidence
from kring.finding.pairing import events as pairing
from kring.finding.teams import events as teams
from kring.foundation.events.facts import Fact
from kring.learning import events as learning
from kring.learning.dossiers import events as dossiers
from kring.meetings import events as meetings
from kring.meetings.consultations import events as consultations
from kring.meetings.library import events as library
from kring.meetings.polls import events as polls
from kring.people import events as people
from kring.people.organisations import events as organisations
from kring.planning.plans import events as plans
from kring.planning.reports import events as reports
from kring.registers import events as registers

_CONSULT = "kring.meetings.consultations.handlers"
_GATHER = "kring.communities.handlers"
_SEAT = "kring.communities.agreements.handlers"
_LEARN = "kring.learning.handlers"
_JUDGE = "kring.learning.dossiers.handlers"
_INDEX = "kring.finding.handlers"
_CALENDARS = "kring.meetings.calendars.handlers"
_KEEP = "kring.meetings.library.handlers"
_PAIR = "kring.finding.pairing.handlers"
_TEAM = "kring.finding.teams.handlers"
_SHOWS = "kring.finding.evidence.handlers"
_TELL = "kring.notifications.handlers"
_MEET = "kring.meetings.handlers"
_POLLS = "kring.meetings.polls.handlers"
_SHARE = "kring.planning.sharing.handlers"
_NEED = "kring.planning.needs.handlers"
_PLAN = "kring.planning.plans.handlers"

TABLE: Final[Mapping[type[Fact], Sequence[str]]] = {
    people.ProfileChanged: (f"{_INDEX}.person_changed",),
    # What was made of a ledger goes before the ledger.
    people.PersonLeft: (
        f"{_INDEX}.person_changed",
        f"{_SHARE}.person_left",
        f"{_NEED}.person_left",
        f"{_PLAN}.person_left",
        f"{_SHOWS}.person_left",
        f"{_JUDGE}.person_left",
        f"{_LEARN}.person_left",
        f"{_MEET}.person_left",
        f"{_POLLS}.person_left",
        f"{_CALENDARS}.person_left",
        f"{_CONSULT}.person_left",
        f"{_PAIR}.person_left",
        f"{_TEAM}.person_left",
        f"{_TELL}.person_left",
    ),
    people.ClaimOffered: (f"{_TELL}.claim_offered",),
    organisations.OrganisationChanged: (),
    organisations.EmploymentStarted: (f"{_GATHER}.employment_changed",),
    organisations.EmploymentMoved: (f"{_SEAT}.employment_moved",),
    organisations.DomainLetterAsked: (f"{_TELL}.domain_letter_asked",),
    organisations.OrganisationInvitationMade: (f"{_TELL}.invited_to_organisation",),
    organisations.EmploymentEnded: (
        f"{_GATHER}.employment_changed",
        f"{_SEAT}.employment_ended",
        f"{_SHARE}.employment_ended",
        f"{_TEAM}.employment_ended",
        f"{_NEED}.employment_ended",
        f"{_PLAN}.employment_ended",
    ),
    communities.CommunityChanged: (f"{_INDEX}.community_changed",),
    communities.Announced: (f"{_TELL}.announced",),
    communities.JoinRequested: (f"{_TELL}.join_requested",),
    communities.JoinDecided: (f"{_TELL}.join_decided",),
    communities.MemberJoined: (),
    communities.MemberLeft: (f"{_SEAT}.member_left", f"{_MEET}.member_left", f"{_PAIR}.member_left"),
    communities.InvitationMade: (f"{_TELL}.invitation_made",),
    agreements.AgreementProposed: (f"{_TELL}.agreement_proposed",),
    agreements.AgreementSealed: (f"{_TELL}.agreement_sealed",),
    agreements.AgreementDeclined: (f"{_TELL}.agreement_declined",),
    agreements.NoticeGiven: (f"{_TELL}.notice_given",),
    agreements.AgreementNearsEnd: (f"{_TELL}.agreement_nears_end",),
    agreements.AgreementEnded: (f"{_TELL}.agreement_ended",),
    agreements.SeatKept: (f"{_TELL}.seat_kept",),
    agreements.SeatTaken: (f"{_TELL}.seat_taken",),
    agreements.SeatLeaves: (f"{_TELL}.seat_leaves",),
    agreements.SeatEnded: (f"{_TELL}.seat_ended",),
    conversations.ConversationStarted: (
        f"{_INDEX}.conversation_changed",
        f"{_LEARN}.experience_told",
        f"{_SHOWS}.experience_told",
        f"{_TELL}.conversation_started",
    ),
    conversations.Answered: (f"{_INDEX}.answered", f"{_SHOWS}.answered", f"{_TELL}.answered"),
    conversations.AnswerAccepted: (
        f"{_INDEX}.conversation_changed",
        f"{_INDEX}.accepted",
        f"{_LEARN}.answer_accepted",
        f"{_SHOWS}.accepted",
        f"{_TELL}.accepted",
    ),
    conversations.PostChanged: (
        f"{_INDEX}.conversation_changed",
        f"{_LEARN}.post_changed",
        f"{_SHOWS}.post_changed",
    ),
    meetings.MeetingPlanned: (f"{_INDEX}.meeting_planned", f"{_TELL}.meeting_planned"),
    meetings.MeetingsChanged: (f"{_INDEX}.meetings_changed", f"{_TELL}.meetings_changed"),
    meetings.MeetingsCancelled: (
        f"{_INDEX}.meetings_changed",
        f"{_CONSULT}.meetings_cancelled",
        f"{_TELL}.meetings_cancelled",
    ),
    meetings.AgendaDrawnUp: (f"{_KEEP}.agenda_drawn_up", f"{_INDEX}.meeting_written"),
    meetings.NotesWritten: (f"{_INDEX}.meeting_written",),
    meetings.MeetingSoon: (f"{_TELL}.meeting_soon",),
    meetings.PartGiven: (f"{_TELL}.part_given",),
    meetings.ListLeftOpen: (f"{_TELL}.list_left_open",),
    polls.PollOpened: (f"{_TELL}.poll_opened",),
    polls.PollClosing: (f"{_TELL}.poll_closing",),
    polls.PollChosen: (),
    polls.PollWithdrawn: (f"{_TELL}.poll_withdrawn",),
    meetings.SignedUp: (f"{_TELL}.signed_up",),
    meetings.SignedOff: (f"{_TELL}.signed_off",),
    meetings.MovedUp: (f"{_TELL}.moved_up",),
    meetings.PresenceClosed: (
        f"{_LEARN}.presence_closed",
        f"{_CONSULT}.presence_closed",
        f"{_SHOWS}.presence_closed",
    ),
    consultations.ReachChanged: (f"{_TELL}.reach_changed",),
    library.PieceAdded: (f"{_INDEX}.piece_changed", f"{_TELL}.piece_added"),
    library.PieceChanged: (f"{_INDEX}.piece_changed",),
    library.ConversationInspired: (),
    frameworks.FrameworkBrought: (),
    frameworks.LabelProposed: (),
    frameworks.LabelDecided: (f"{_TELL}.label_decided",),
    learning.LedgerChanged: (f"{_JUDGE}.ledger_changed", f"{_SHOWS}.ledger_changed"),
    learning.DraftMade: (),
    registers.RegistrationChanged: (f"{_JUDGE}.registration_changed",),
    registers.SchemeLanded: (f"{_JUDGE}.scheme_landed",),
    dossiers.Submitted: (f"{_JUDGE}.submission_changed", f"{_TELL}.submitted"),
    dossiers.Reviewed: (f"{_JUDGE}.submission_changed", f"{_TELL}.reviewed"),
    dossiers.DeadlineNear: (f"{_TELL}.deadline_near",),
    dossiers.PeriodClosed: (f"{_TELL}.period_closed",),
    reports.BelowFloor: (f"{_TELL}.below_floor",),
    plans.DevelopmentOffered: (f"{_TELL}.development_offered",),
    plans.OfferAccepted: (),
    finding.HelpAsked: (f"{_TELL}.help_asked",),
    evidence.EndorsementGiven: (f"{_TELL}.endorsement_given",),
    evidence.EndorsementAsked: (f"{_TELL}.endorsement_asked",),
    pairing.RoundMade: (f"{_TELL}.round_made",),
    pairing.HalfwayThere: (f"{_TELL}.halfway_there",),
    pairing.PartnerGone: (f"{_TELL}.partner_gone",),
    pairing.LeftInPeace: (f"{_TELL}.left_in_peace",),
    pairing.ProgrammeEnded: (f"{_TELL}.programme_ended",),
    teams.TeamAsked: (f"{_TELL}.team_asked",),
    teams.TeamAnswered: (f"{_TELL}.team_answered",),
    teams.TeamClosed: (f"{_TELL}.team_closed",),
    pairing.AllMet: (f"{_PAIR}.all_met",),
    conversations.MessageSent: (f"{_TELL}.message_sent",),
}
