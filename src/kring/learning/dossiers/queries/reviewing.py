"""What was handed in: for the person, and for whoever reviews."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.learning.dossiers.access import SUBMISSION
from kring.learning.dossiers.models import Sample, Step, Submission, SubmissionState
from kring.learning.models import Evidence
from kring.registers.queries import is_reviewer

WAITING = (SubmissionState.WAITING, SubmissionState.FLAGGED)


class SubmissionRow(NamedTuple):
    """A line of a reviewer's list."""

    id: int
    title: str
    kind: str
    who: str
    number: str
    state: str
    changed_at: datetime


class StepRow(NamedTuple):
    """What happened to a submission."""

    kind: str
    by: str | None
    text: str
    at: datetime


_COLUMNS = (
    "pk", "entry__title", "entry__kind", "registration__account__name", "registration__number", "state", "changed_at",
)  # fmt: skip


def counts(reader: Reader, schemes: Sequence[str]) -> dict[str, int]:
    """How much waits for the reader, by scheme. One query."""
    rows = Submission.objects.filter(SUBMISSION.filter(reader, "review"), scheme__in=schemes, state__in=WAITING)
    return dict(rows.values_list("scheme").annotate(Count("pk")).order_by("scheme"))


def to_review(
    reader: Reader, scheme: str, *, states: Sequence[str], after: str = "", size: int = 30
) -> Page[SubmissionRow]:
    """What was handed in for a scheme and is in one of these states, what waits longest first; of people who are here.
    Raises NotThereError for who doesn't review for it. Two queries."""
    if not is_reviewer(reader, scheme):
        raise NotThereError
    rows = Submission.objects.filter(SUBMISSION.filter(reader, "review"), scheme=scheme, state__in=states)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(changed_at__gt=key[0]) | Q(changed_at=key[0], pk__gt=key[1]))
    found = rows.filter(registration__account__is_active=True).order_by("changed_at", "pk").values_list(*_COLUMNS)
    return paging.page(
        [SubmissionRow._make(row) for row in found[: size + 1]], size=size, key=lambda row: (row.changed_at, row.id)
    )


def for_review(reader: Reader, key: int) -> Submission:
    """One submission with its entry and registration, for whoever reviews it. Raises NotThereError."""
    rows = Submission.objects.filter(SUBMISSION.filter(reader, "review"), pk=key)
    found = rows.exclude(state=SubmissionState.WITHDRAWN).select_related("entry", "registration__account").first()
    if found is None:
        raise NotThereError
    return found


def own_submission(reader: Reader, key: int) -> Submission:
    """One of the reader's own submissions. Raises NotThereError."""
    rows = Submission.objects.filter(SUBMISSION.filter(reader, "answer"), pk=key)
    found = rows.select_related("entry", "registration__account").first()
    if found is None:
        raise NotThereError
    return found


def own_submissions(reader: Reader, registration: int) -> dict[int, Submission]:
    """What the reader handed in for a registration, by the row of the entry. One query."""
    rows = Submission.objects.filter(SUBMISSION.filter(reader, "answer"), registration=registration)
    return {row.entry_id: row for row in rows}


def steps(submission: Submission) -> list[StepRow]:
    """What happened to a submission that the reader may see, in order. One query."""
    rows = Step.objects.filter(submission=submission).order_by("pk")
    return [StepRow._make(row) for row in rows.values_list("kind", "by__name", "text", "at")]


def is_corrected(submission: Submission) -> bool:
    """Whether the person corrected the entry after she handed it in. One query."""
    return hasattr(submission.entry, "replaced_by")


def evidence_of(line: int) -> list[Evidence]:
    """The evidence of a line whose reader may see it, in order. One query."""
    return list(Evidence.objects.filter(entry=line, withdrawn_at=None).order_by("pk"))


def evidence_for_review(reader: Reader, submission: int, key: int) -> Evidence:
    """A piece of evidence of something that the reader reviews. Raises NotThereError."""
    row = for_review(reader, submission)
    found = Evidence.objects.filter(entry=row.line, withdrawn_at=None, pk=key).first()
    if found is None:
        raise NotThereError
    return found


def samples(reader: Reader, scheme: str) -> list[Sample]:
    """The samples that were drawn for a scheme, the latest first; for its reviewers."""
    if not is_reviewer(reader, scheme):
        raise NotThereError
    return list(Sample.objects.filter(scheme=scheme).select_related("drawn_by").order_by("-drawn_at", "-pk")[:50])


def sample(reader: Reader, key: int) -> tuple[Sample, list[SubmissionRow]]:
    """A sample with what it drew, in the order of drawing; for reviewers of its scheme. Raises NotThereError."""
    found = Sample.objects.filter(pk=key).select_related("drawn_by").first()
    if found is None or not is_reviewer(reader, found.scheme):
        raise NotThereError
    rows = Submission.objects.filter(SUBMISSION.filter(reader, "review"), pk__in=found.drawn)
    by_key = {row[0]: SubmissionRow._make(row) for row in rows.values_list(*_COLUMNS)}
    return found, [by_key[key] for key in found.drawn if key in by_key]
