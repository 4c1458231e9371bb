"""Writing registrations, uploading schemes, and appointing who reviews."""

from kring.registers.actions.registering import Details, add_status, change, register, remove, remove_status
from kring.registers.actions.reviewers import appoint_reviewer, dismiss_reviewer
from kring.registers.actions.schemes import keep_text

__all__ = [
    "Details",
    "add_status",
    "appoint_reviewer",
    "change",
    "dismiss_reviewer",
    "keep_text",
    "register",
    "remove",
    "remove_status",
]
