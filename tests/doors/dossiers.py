"""What stands in the small world of dossiers, for tests of the doors.

`World.extra` gets: held (mees at NIVRE), leave (a time of leave there), closed (the first day of a closed period),
submission (of `line`, to hanna, who reviews for NIVRE), link and opened (by which it is opened), statement, sample,
reviewer.
"""

from datetime import UTC, date, datetime, timedelta

from kring.foundation import clock
from kring.learning.dossiers.actions import judging, opening, reviewing
from kring.learning.dossiers.actions.statements import make_statement
from kring.learning.dossiers.models import Submission
from kring.registers.actions import Details, appoint_reviewer, register
from kring.registers.models import Status
from tests.dossiers import learned
from tests.people import START, World

_STARTED = date(2023, 7, 1)
_CLOSED = datetime(2026, 3, 1, tzinfo=UTC)


def dossiers(world: World) -> dict[str, object]:
    """Put them there; `line` is of mees' ledger already."""
    mees, line = world.reader("mees"), int(str(world.extra["line"]))
    reviewer = appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="hanna", now=START)
    details = Details(starts_on=_STARTED, birthday=date(1980, 1, 1), facts={"period_start": _STARTED.isoformat()})
    held = register(actor=mees, scheme="nivre", details=details, now=START)
    leave = Status.objects.create(registration=held, kind="leave", first=date(2026, 1, 1), until=date(2026, 2, 1))
    closed = judging.close_period(registration=held, wanted=_STARTED, now=_CLOSED)
    assert closed is not None
    submission, sampled = _handed_in(world, held.pk, line)
    first = closed.until
    link, secret = opening.open_to(
        actor=mees, registration=held.pk, name="Auditor", first=first, until=first.replace(year=first.year + 2),
        ends_at=clock.now() + timedelta(days=9), now=clock.now(),
    )  # fmt: skip
    statement = make_statement(actor=mees, registration=held.pk, wanted=first, language="en", now=START)
    return {
        "held": held.pk,
        "leave": leave.pk,
        "closed": closed.first.isoformat(),
        "submission": submission,
        "sample": sampled,
        "link": link.pk,
        "opened": secret,
        "statement": statement.pk,
        "reviewer": reviewer.pk,
    }


def _handed_in(world: World, held: int, line: int) -> tuple[int, int]:
    """A submission that waits; another one that was approved, and then drawn by lot."""
    hanna, mees = world.reader("hanna"), world.reader("mees")
    other = learned(world, title="A talk", day=START.date() - timedelta(days=2), now=START)
    reviewing.submit(actor=mees, registration=held, lines=[line, other.pk], text="", now=START)
    reviewing.approve(actor=hanna, submission=Submission.objects.get(line=other.pk).pk, now=START)
    day = START.date()
    drawn = reviewing.draw_sample(
        actor=hanna, scheme="nivre", seed="dice", size=1, since=day, until=day + timedelta(days=1), now=START
    )
    return Submission.objects.get(line=line).pk, drawn.pk
