"""The tables of dossiers: verdicts, what was submitted for review, and whom a dossier was opened to."""

from kring.learning.dossiers.models.opening import Look, Opening
from kring.learning.dossiers.models.reviewing import Sample, Step, StepKind, Submission, SubmissionState
from kring.learning.dossiers.models.verdicts import Rejudging, RejudgingPart, Reminder, Snapshot, Standing, Statement

__all__ = [
    "Look",
    "Opening",
    "Rejudging",
    "RejudgingPart",
    "Reminder",
    "Sample",
    "Snapshot",
    "Standing",
    "Statement",
    "Step",
    "StepKind",
    "Submission",
    "SubmissionState",
]
