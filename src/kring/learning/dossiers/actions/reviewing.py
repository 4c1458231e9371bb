"""Handing in, and judging what was handed in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.learning.access import ENTRY
from kring.learning.dossiers.access import SUBMISSION
from kring.learning.dossiers.actions.checks import fitting, own_registration
from kring.learning.dossiers.events import Reviewed, Submitted
from kring.learning.dossiers.models import Sample, Step, Submission
from kring.learning.dossiers.queries.sampling import population
from kring.learning.dossiers.rules.reviewing import Move, State, after
from kring.learning.dossiers.rules.sampling import draw
from kring.learning.models import Entry
from kring.registers.models import Registration
from kring.registers.queries import is_reviewer

LONGEST: Final = 500
LONGEST_SEED: Final = 80
MOST_DRAWN: Final = 1_000
MOST_AT_ONCE: Final = 500


@transaction.atomic
def submit(*, actor: Reader, registration: int, lines: Sequence[int], text: str, now: datetime) -> int:
    """Hand in entries, named by their lines, as they stand now; returns how many were. What was handed in before and
    did not change stays as it is. Raises NotThereError, InvalidError."""
    held = own_registration(actor, registration)
    said = fitting("text", text, longest=LONGEST, is_needed=False)
    return sum(_hand_in(held, entry, said, now=now) for entry in _standing(actor, lines[:MOST_AT_ONCE]))


@transaction.atomic
def answer(*, actor: Reader, submission: int, text: str, now: datetime) -> None:
    """Answer what the reviewer asked. Raises InvalidError, NotThereError, ConflictError."""
    said = fitting("text", text, longest=LONGEST, is_needed=True)
    held = _held(actor, submission, "answer")
    _move(held, Move.ANSWERED, actor=actor, text=said, now=now)
    record(Submitted(submission=held.pk), actor=actor.account, now=now)


@transaction.atomic
def withdraw(*, actor: Reader, submission: int, now: datetime) -> None:
    """Take back what was handed in: the reviewer no longer sees it. Raises NotThereError, ConflictError."""
    _move(_held(actor, submission, "answer"), Move.WITHDRAWN, actor=actor, text="", now=now)


@transaction.atomic
def approve(*, actor: Reader, submission: int, now: datetime) -> None:
    """A reviewer finds it good. Raises NotThereError, ConflictError when someone decided meanwhile."""
    _decide(actor, submission, Move.APPROVED, "", now=now)


@transaction.atomic
def refuse(*, actor: Reader, submission: int, reason: str, now: datetime) -> None:
    """A reviewer refuses, and says why. Raises as `approve`, and InvalidError without a reason."""
    _decide(actor, submission, Move.REFUSED, fitting("text", reason, longest=LONGEST, is_needed=True), now=now)


@transaction.atomic
def ask(*, actor: Reader, submission: int, text: str, now: datetime) -> None:
    """A reviewer wants to know more first. Raises as `refuse`."""
    _decide(actor, submission, Move.ASKED, fitting("text", text, longest=LONGEST, is_needed=True), now=now)


@transaction.atomic
def draw_sample(*, actor: Reader, scheme: str, seed: str, size: int, since: date, until: date, now: datetime) -> Sample:
    """Draw by lot, out of what was approved from `since` up to and without `until`, what is to be looked at again.

    What is drawn is flagged: it counts as under review until a reviewer has judged it anew. The same seed on the same
    population draws the same. Raises NotThereError for who doesn't review for the scheme, InvalidError.
    """
    reviewer = signed_in(actor)
    if not is_reviewer(actor, scheme):
        raise NotThereError
    tidy = cleaning.clean_line(seed[: LONGEST_SEED * 4])
    _check(tidy, size, since, until)
    found = population(actor, scheme, since=since, until=until)
    if not found:
        raise InvalidError({"since": _("Nothing was approved in this time. Choose another.")})
    drawn = draw(found, seed=tidy, size=size)
    made = Sample.objects.create(
        scheme=scheme, seed=tidy, size=size, since=since, until=until, population=found, drawn=drawn,
        drawn_by_id=reviewer, drawn_at=now,
    )  # fmt: skip
    for held in Submission.objects.select_for_update().filter(pk__in=drawn).order_by("pk"):
        if after(State(held.state), Move.FLAGGED):
            _move(held, Move.FLAGGED, actor=actor, text="", now=now)
            record(Reviewed(submission=held.pk, move=Move.FLAGGED), actor=reviewer, now=now)
    return made


def _check(seed: str, size: int, since: date, until: date) -> None:
    wrong: dict[str, object] = {}
    if not seed or len(seed) > LONGEST_SEED:
        wrong["seed"] = _("Give a word or number of at most 80 characters; the same one draws the same again.")
    if not 1 <= size <= MOST_DRAWN:
        wrong["size"] = _("Draw 1 to 1,000.")
    if until <= since:
        wrong["until"] = _("The last day is before the first. Change one of them.")
    if wrong:
        raise InvalidError(wrong)


def _standing(actor: Reader, lines: Sequence[int]) -> list[Entry]:
    """The actor's entries of these lines, as they stand now. Raises NotThereError when one isn't there."""
    rows = Entry.objects.filter(ENTRY.filter(actor, "read"), struck=False, replaced_by=None)
    found = {entry.line_id or entry.pk: entry for entry in rows.filter(line__in=lines) | rows.filter(pk__in=lines)}
    if not set(lines) <= found.keys():
        raise NotThereError
    return [found[line] for line in dict.fromkeys(lines)]


def _hand_in(held: Registration, entry: Entry, text: str, *, now: datetime) -> int:
    made, fresh = Submission.objects.select_for_update().get_or_create(
        registration=held,
        entry=entry,
        defaults={
            "line": entry.line_id or entry.pk,
            "scheme": held.scheme,
            "submitted_at": now,
            "changed_at": now,
        },
    )
    if not fresh and after(State(made.state), Move.SUBMITTED) is None:
        return 0
    if not fresh:
        made.state, made.changed_at = State.WAITING, now
        made.save(update_fields=["state", "changed_at"])
    Step.objects.create(submission=made, kind=Move.SUBMITTED, by_id=held.account_id, text=text, at=now)
    record(Submitted(submission=made.pk), actor=held.account_id, now=now)
    return 1


def _decide(actor: Reader, submission: int, move: Move, text: str, *, now: datetime) -> None:
    held = _held(actor, submission, "review")
    _move(held, move, actor=actor, text=text, now=now)
    record(Reviewed(submission=held.pk, move=move), actor=actor.account, now=now)


def _held(actor: Reader, submission: int, action: str) -> Submission:
    signed_in(actor)
    rows = Submission.objects.select_for_update(of=("self",)).filter(SUBMISSION.filter(actor, action), pk=submission)
    if action == "review":
        rows = rows.exclude(state=State.WITHDRAWN)
    found = rows.first()
    if found is None:
        raise NotThereError
    return found


def _move(held: Submission, move: Move, *, actor: Reader, text: str, now: datetime) -> None:
    to = after(State(held.state), move)
    if to is None:
        raise ConflictError(
            _("This was decided meanwhile, perhaps by someone else. Look at it as it is now."), code="decided-meanwhile"
        )
    held.state, held.reason, held.changed_at = to, text if move is Move.REFUSED else "", now
    held.save(update_fields=["state", "reason", "changed_at"])
    Step.objects.create(submission=held, kind=move, by_id=actor.account, text=text, at=now)
