"""Out of what a sample is drawn."""

from datetime import date

from kring.foundation.access.readers import Reader
from kring.learning.dossiers.access import SUBMISSION
from kring.learning.dossiers.models import Step, StepKind, Submission, SubmissionState


def population(reader: Reader, scheme: str, *, since: date, until: date) -> list[int]:
    """The keys of what is approved for a scheme and was so, last, on a day from `since` until (excluded) another; in
    order. Days are those of UTC. Only what the reader reviews."""
    approved = Step.objects.filter(kind=StepKind.APPROVED, at__date__gte=since, at__date__lt=until)
    rows = Submission.objects.filter(SUBMISSION.filter(reader, "review"), scheme=scheme, state=SubmissionState.APPROVED)
    return list(rows.filter(pk__in=approved.values("submission")).order_by("pk").values_list("pk", flat=True))
