"""Solving: asked at a page, done by a worker, to be cancelled while it goes on."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, reader_of, signed_in
from kring.foundation.errors import ConflictError, KringError, NotThereError
from kring.foundation.jobs.actions import ask
from kring.planning.plans.actions.checks import held
from kring.planning.plans.models import Run, State
from kring.planning.plans.queries.gathering import OverError, gathered
from kring.planning.plans.queries.results import documented
from kring.planning.plans.rules import VERSION
from kring.planning.plans.rules.checking import BrokenPlanError
from kring.planning.plans.rules.faults import check_problem
from kring.planning.plans.rules.plan import CancelledError, NotFoundError, TooLargeError
from kring.planning.plans.rules.results import work_out

log = logging.getLogger("kring.planning")

# Seconds.
SOLVING: Final = 60.0
EXPLAINING: Final = 60.0
_LOOK: Final = 0.5
JOB: Final = "solve_plans"
_RUNNING: Final = (State.QUEUED, State.SOLVING)


@transaction.atomic
def ask_run(*, actor: Reader, scenario: int, now: datetime) -> Run:
    """Have a scenario solved as it is. Raises NotThereError, ConflictError where it is being solved already."""
    found = held(actor, scenario)
    try:
        with transaction.atomic():
            made = Run.objects.create(scenario=found, asked_by_id=signed_in(actor), asked_at=now)
    except IntegrityError:
        raise ConflictError(_("It is being worked out already."), code="running-already") from None
    ask(JOB)
    return made


@transaction.atomic
def cancel_run(*, actor: Reader, scenario: int, run: int, now: datetime) -> Run:
    """Nobody wants it any more: what waits ends at once, what is being solved soon. Raises NotThereError."""
    held(actor, scenario)
    found = Run.objects.select_for_update().filter(scenario=scenario, pk=run).first()
    if found is None:
        raise NotThereError
    if found.state == State.QUEUED:
        found.state, found.ended_at = State.CANCELLED, now
    if found.state == State.SOLVING:
        found.cancel_asked_at = found.cancel_asked_at or now
    found.save(update_fields=["state", "ended_at", "cancel_asked_at"])
    return found


def solve_due(*, clock: Callable[[], datetime]) -> bool:
    """Solve the run that waits longest; False where none does. For one worker at a time: a run that is being solved
    when this begins was left by a worker that ended."""
    with transaction.atomic():
        run = Run.objects.select_for_update(skip_locked=True).filter(state__in=_RUNNING).order_by("pk").first()
        if run is None:
            return False
        run.state, run.begun_at = State.SOLVING, clock()
        run.save(update_fields=["state", "begun_at"])
    _solve(run, clock)
    return True


def _solve(run: Run, clock: Callable[[], datetime]) -> None:
    try:
        found = gathered(reader_of(run.asked_by_id or 0), run.scenario, now=clock())
        if faults := check_problem(found.problem):
            log.error("Run %s of a plan was gathered wrongly: %s", run.pk, faults[:5])
            _end(run.pk, State.FAILED, clock(), why="fault")
            return
        result = work_out(
            found.problem,
            solving=SOLVING,
            explaining=EXPLAINING,
            is_cancelled=_now_and_then(lambda: _is_cancelled(run.pk)),
            tell=lambda what, done: _tell(run.pk, what, done),
            clock=time.monotonic,
        )
    except CancelledError:
        _end(run.pk, State.CANCELLED, clock())
    except NotFoundError:
        _end(run.pk, State.FAILED, clock(), why="no-time")
    except TooLargeError:
        _end(run.pk, State.FAILED, clock(), why="too-large")
    except OverError:
        _end(run.pk, State.FAILED, clock(), why="over")
    except (KringError, ValueError, BrokenPlanError):
        log.exception("Run %s of a plan failed", run.pk)
        _end(run.pk, State.FAILED, clock(), why="fault")
    else:
        _end(run.pk, State.SOLVED, clock(), result=documented(found, result))


def _now_and_then(asked: Callable[[], bool]) -> Callable[[], bool]:
    """What is asked often, really asked no more than every half second."""
    due, answer = 0.0, False

    def again() -> bool:
        nonlocal due, answer
        if not answer and time.monotonic() >= due:
            answer, due = asked(), time.monotonic() + _LOOK
        return answer

    return again


def _is_cancelled(run: int) -> bool:
    return Run.objects.filter(pk=run).exclude(cancel_asked_at=None).exists() or not Run.objects.filter(pk=run).exists()


def _tell(run: int, what: str, done: int) -> None:
    Run.objects.filter(pk=run, state=State.SOLVING, progress__lte=done).update(aim=what, progress=done)


def _end(run: int, state: State, now: datetime, *, why: str = "", result: object = None) -> None:
    progress = 100 if state is State.SOLVED else 0
    Run.objects.filter(pk=run, state=State.SOLVING).update(
        state=state, ended_at=now, why=why, result=result, version=VERSION, progress=progress, aim=""
    )
