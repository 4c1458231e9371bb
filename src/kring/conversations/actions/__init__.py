"""What can be done in conversations: start one, write in it, accept, change, react and follow, and write to a
person."""

from kring.conversations.actions.changing import retitle, withdraw, withdraw_conversation
from kring.conversations.actions.editing import edit
from kring.conversations.actions.following import follow, react, unfollow, unreact
from kring.conversations.actions.messaging import mark_read, send_message
from kring.conversations.actions.starting import ask, ask_privately, discuss, let_in, let_out, tell
from kring.conversations.actions.writing import accept, answer, comment, unaccept

__all__ = [
    "accept",
    "answer",
    "ask",
    "ask_privately",
    "comment",
    "discuss",
    "edit",
    "follow",
    "let_in",
    "let_out",
    "mark_read",
    "react",
    "retitle",
    "send_message",
    "tell",
    "unaccept",
    "unfollow",
    "unreact",
    "withdraw",
    "withdraw_conversation",
]
