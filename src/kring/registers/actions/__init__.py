"""Writing registrations, uploading schemes, and appointing who reviews."""

from kring.registers.actions.registering import (
    Details,
    add_status,
    change,
    forget_person,
    register,
    remove,
    remove_status,
)
from kring.registers.actions.reviewers import appoint_reviewer, dismiss_reviewer
from kring.registers.actions.schemes import SchemeRefusedError, keep_text, upload_scheme

__all__ = [
    "Details",
    "SchemeRefusedError",
    "add_status",
    "appoint_reviewer",
    "change",
    "dismiss_reviewer",
    "forget_person",
    "keep_text",
    "register",
    "remove",
    "remove_status",
    "upload_scheme",
]
