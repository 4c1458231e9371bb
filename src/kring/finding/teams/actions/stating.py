"""Stating a task, changing and closing it, and choosing who is in whatever is best."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kring.finding.teams import plans
from kring.finding.teams.actions import checks
from kring.finding.teams.events import TeamClosed
from kring.finding.teams.models import Choice, Task, TaskPerson
from kring.finding.teams.plans import Wanted
from kring.finding.teams.queries.proposing import can_be_asked
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record


@transaction.atomic
def state(*, actor: Reader, organisation: int, told: Wanted, now: datetime) -> Task:
    """State a task among one's colleagues; nobody hears of it. Raises NotThereError, InvalidError."""
    person, at = checks.colleague(actor, organisation)
    columns = plans.checked_task(told, today=checks.today_at(at, now))
    return Task.objects.create(organisation=at, asker_id=person, made_at=now, **columns)


@transaction.atomic
def change(*, actor: Reader, task: int, told: Wanted, now: datetime) -> Task:
    """State a task anew; who was asked or is kept stays so. Raises NotThereError, RefusedError, ConflictError,
    InvalidError, also where fewer people fit than are in already."""
    found = checks.own(actor, task)
    columns = plans.checked_task(told, today=checks.today_at(found.organisation, now))
    inside = len(checks.inside(found))
    if columns["most"] < inside:
        words = ngettext(
            "%(num)d person is in or was asked already.", "%(num)d people are in or were asked already.", inside
        )
        raise InvalidError({"most": words % {"num": inside}})
    for name, value in columns.items():
        setattr(found, name, value)
    found.save(update_fields=list(columns))
    return found


@transaction.atomic
def choose(*, actor: Reader, task: int, handle: str, choice: str, now: datetime) -> None:
    """Keep someone in, leave her out, or have it come out as is best. It tells her nothing.

    Leaving out someone who was asked and hasn't answered takes that back. Raises NotThereError for who isn't found,
    ConflictError where no more are let in than fit, or for who answered: what she said stands.
    """
    found = checks.own(actor, task)
    person = can_be_asked(actor, found, handle, today=checks.today_at(found.organisation, now))
    if person is None or choice not in Choice.values:
        raise NotThereError
    row = TaskPerson.objects.filter(task=found, account=person).first() or TaskPerson(task=found, account_id=person)
    if row.answer:
        raise ConflictError(_("This person answered you already. What they said stands."), code="answered")
    if choice == Choice.IN:
        checks.has_room(found, person)
    row.choice = choice
    if choice == Choice.OUT:
        row.asked_at, row.reached = None, False
    row.save()


@transaction.atomic
def close(*, actor: Reader, task: int, now: datetime) -> None:
    """Seek nobody any more; who was asked or is in hears of it. Raises NotThereError, RefusedError, ConflictError."""
    found = checks.own(actor, task)
    found.closed_at = now
    found.save(update_fields=["closed_at"])
    record(TeamClosed(task=found.pk), actor=found.asker_id, now=now)
