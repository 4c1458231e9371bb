"""What is done with notifications and letters."""

from kring.notifications.actions.choosing import choose_letters, choose_rhythm, forget_person
from kring.notifications.actions.mailing import forget_letters, queue_mail, retry_mail
from kring.notifications.actions.pausing import ask_to_resume, note_complaint, note_failure, resume
from kring.notifications.actions.silencing import end_silence, silence
from kring.notifications.actions.telling import mark_messages_seen, mark_read, mark_seen, notify

__all__ = [
    "ask_to_resume",
    "choose_letters",
    "choose_rhythm",
    "end_silence",
    "forget_letters",
    "forget_person",
    "mark_messages_seen",
    "mark_read",
    "mark_seen",
    "note_complaint",
    "note_failure",
    "notify",
    "queue_mail",
    "resume",
    "retry_mail",
    "silence",
]
