"""Who hears of what happens to what she handed in, and of her periods."""

from datetime import datetime

from kring.learning.dossiers.access import SUBMISSION
from kring.learning.dossiers.events import DeadlineNear, PeriodClosed, Reviewed, Submitted
from kring.learning.dossiers.models import Step, StepKind, Submission
from kring.notifications.actions import notify
from kring.notifications.handlers.telling import about, actor_of
from kring.notifications.rules import Topic
from kring.registers.models import Registration


def submitted(fact: Submitted, *, event: int, now: datetime) -> None:
    """Whoever reviews for the scheme; only whoever asked, when it is an answer."""
    found = Submission.objects.select_related("registration").filter(pk=fact.submission).first()
    if found is None:
        return
    reviewers = SUBMISSION.audience("review", found)
    asked = Step.objects.filter(submission=found, kind=StepKind.ASKED).order_by("-pk").values_list("by_id", flat=True)
    topic = Topic.ANSWERED_REVIEW if asked else Topic.SUBMITTED
    if asked:
        reviewers = reviewers.filter(pk__in=asked[:1])
    keys = reviewers.values_list("pk", flat=True)
    about(topic, keys, "submission", found.pk, event=event, now=now)


_REVIEWED = {
    StepKind.ASKED: Topic.REVIEW_ASKED,
    StepKind.APPROVED: Topic.REVIEW_APPROVED,
    StepKind.REFUSED: Topic.REVIEW_REFUSED,
    StepKind.FLAGGED: Topic.REVIEW_FLAGGED,
}


def reviewed(fact: Reviewed, *, event: int, now: datetime) -> None:
    """Whoever handed it in."""
    found = Submission.objects.select_related("registration").filter(pk=fact.submission).first()
    if found is not None:
        topic = _REVIEWED[StepKind(fact.move)]
        about(topic, [found.registration.account_id], "submission", found.pk, event=event, now=now)


def deadline_near(fact: DeadlineNear, *, event: int, now: datetime) -> None:
    """Whose dossier it is; by letter too, unless she said at her registration that she doesn't want those."""
    held = Registration.objects.filter(pk=fact.registration).first()
    notify(
        [fact.person],
        topic=Topic.DEADLINE,
        event=event,
        actor=actor_of(event),
        about="registration",
        about_id=fact.registration,
        facts={"day": fact.deadline.isoformat()},
        by_mail=held is not None and held.letters,
        now=now,
    )


def period_closed(fact: PeriodClosed, *, event: int, now: datetime) -> None:
    """Whose dossier it is."""
    about(Topic.PERIOD_CLOSED, [fact.person], "registration", fact.registration, event=event, now=now)
