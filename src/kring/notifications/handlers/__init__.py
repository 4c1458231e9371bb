"""Who hears of what happened. Sight is asked when a notification is made and again when it is shown."""

from kring.notifications.handlers.around import (
    piece_added,
    poll_closing,
    poll_opened,
    poll_withdrawn,
)
from kring.notifications.handlers.community import (
    accepted,
    announced,
    answered,
    claim_offered,
    conversation_started,
    help_asked,
    invitation_made,
    join_decided,
    join_requested,
    message_sent,
    person_left,
)
from kring.notifications.handlers.dossiers import (
    deadline_near,
    period_closed,
    reviewed,
    submitted,
)
from kring.notifications.handlers.meetings import (
    list_left_open,
    meeting_planned,
    meeting_soon,
    meetings_cancelled,
    meetings_changed,
    moved_up,
    reach_changed,
    signed_off,
    signed_up,
)
from kring.notifications.handlers.organisations import (
    domain_letter_asked,
    invited_to_organisation,
)
from kring.notifications.handlers.pairing import (
    halfway_there,
    left_in_peace,
    partner_gone,
    programme_ended,
    round_made,
)

__all__ = [
    "accepted",
    "announced",
    "answered",
    "claim_offered",
    "conversation_started",
    "deadline_near",
    "domain_letter_asked",
    "halfway_there",
    "help_asked",
    "invitation_made",
    "invited_to_organisation",
    "join_decided",
    "join_requested",
    "left_in_peace",
    "list_left_open",
    "meeting_planned",
    "meeting_soon",
    "meetings_cancelled",
    "meetings_changed",
    "message_sent",
    "moved_up",
    "partner_gone",
    "period_closed",
    "person_left",
    "piece_added",
    "poll_closing",
    "poll_opened",
    "poll_withdrawn",
    "programme_ended",
    "reach_changed",
    "reviewed",
    "round_made",
    "signed_off",
    "signed_up",
    "submitted",
]
