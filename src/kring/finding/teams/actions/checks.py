"""What several actions ask before they write."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kring.finding.teams.access import TASK
from kring.finding.teams.models import Answer, Choice, Task, TaskPerson
from kring.finding.teams.queries import readable_tasks
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.people.models import Organisation
from kring.people.organisations.rules.employments import day_at


def colleague(actor: Reader, organisation: int) -> tuple[int, Organisation]:
    """The actor's account and the organisation, if she works there now. Raises NotThereError."""
    person = signed_in(actor)
    inside = Standing.objects.filter(place=organisation, account=person, role=Role.MEMBER)
    found = Organisation.objects.filter(pk=organisation).first() if inside.exists() else None
    if found is None:
        raise NotThereError
    return person, found


def held(actor: Reader, key: int) -> Task:
    """A task that the actor may read, held until the transaction ends. Raises NotThereError."""
    rows = readable_tasks(actor).select_related("organisation").select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThereError
    colleague(actor, found.organisation_id)
    return found


def own(actor: Reader, key: int) -> Task:
    """A running task of the actor's own, held. Raises NotThereError, RefusedError, ConflictError."""
    found = held(actor, key)
    if not TASK.allows(actor, "own", found):
        raise RefusedError(_("Only whoever stated this task can do that."), code="not-the-asker")
    running(found)
    return found


def running(task: Task) -> None:
    """Raise ConflictError when a task is closed."""
    if task.closed_at is not None:
        raise ConflictError(_("This is closed: nobody is sought for it any more."), code="closed")


def today_at(organisation: Organisation, now: datetime) -> date:
    """The day that it is at an organisation."""
    return day_at(now, organisation.time_zone)


def inside(task: Task) -> set[int]:
    """Who takes a place whatever is best: kept in, or asked and without a no. Whether asking reached her makes no
    difference."""
    rows = TaskPerson.objects.filter(task=task).exclude(answer=Answer.NO)
    asked_or_kept = rows.filter(Q(choice=Choice.IN) | Q(asked_at__isnull=False))
    return set(asked_or_kept.values_list("account_id", flat=True))


def has_room(task: Task, person: int) -> None:
    """Raise ConflictError when there is no place for this person beside those who take one."""
    if len(inside(task) | {person}) > task.most:
        raise ConflictError(_("There is no room for one more. Leave someone out, or let more people in."), code="full")
