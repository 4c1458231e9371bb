"""Asking someone for a team, and answering.

Who keeps the asker away isn't reached by being asked, nor is who would come into a team with somebody whom she keeps
away or who keeps her away. It is decided once, when she is asked, and shown to nobody: for the asker it is someone who
hasn't answered. It costs the same place, and asking her twice is told the same.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.finding.teams.actions import checks
from kring.finding.teams.events import TeamAnswered, TeamAsked
from kring.finding.teams.models import Answer, Choice, Task, TaskPerson
from kring.finding.teams.queries.proposing import can_be_asked
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.events.actions import record
from kring.people.blocks.queries import is_kept_away, walls_between


@transaction.atomic
def ask(*, actor: Reader, task: int, handle: str, now: datetime) -> TaskPerson:
    """Ask someone to be in a team. Raises NotThereError, RefusedError; ConflictError for who isn't found any more, was
    asked before, or where the team is full."""
    found = checks.own(actor, task)
    person = can_be_asked(actor, found, handle, today=checks.today_at(found.organisation, now))
    if person is None:
        raise ConflictError(_("This person can’t be asked any more. Choose someone else."), code="not-found-any-more")
    row = TaskPerson.objects.filter(task=found, account=person).first() or TaskPerson(task=found, account_id=person)
    if row.asked_at is not None:
        raise ConflictError(_("This person was asked already."), code="asked-already")
    checks.has_room(found, person)
    row.choice, row.asked_at, row.reached = Choice.FREE, now, _reaches(found, person)
    row.save()
    record(TeamAsked(task=found.pk, person=person), actor=found.asker_id, now=now)
    return row


@transaction.atomic
def answer(*, actor: Reader, task: int, joins: bool, now: datetime) -> TaskPerson:
    """Say yes or no to being in a team; a yes may be taken back, a no too as long as there is room. Said twice it is
    said once. Raises NotThereError for who wasn't asked, ConflictError for a closed task and a full team."""
    found = checks.held(actor, task)
    rows = TaskPerson.objects.select_for_update(no_key=True).filter(task=found, account=signed_in(actor), reached=True)
    row = rows.first()
    if row is None:
        raise NotThereError
    checks.running(found)
    wanted = Answer.YES if joins else Answer.NO
    if row.answer == wanted:
        return row
    if joins and len(checks.inside(found) | {row.account_id}) > found.most:
        raise ConflictError(_("Somebody else has your place by now."), code="full")
    row.answer, row.answered_at = wanted, now
    row.save(update_fields=["answer", "answered_at"])
    record(TeamAnswered(task=found.pk, person=row.account_id, joined=joins), actor=row.account_id, now=now)
    return row


def _reaches(task: Task, person: int) -> bool:
    inside = list(TaskPerson.objects.filter(task=task, answer=Answer.YES).values_list("account_id", flat=True))
    apart = any(person in pair for pair in walls_between([person, *inside]))
    return not apart and not is_kept_away(person, task.asker_id)
