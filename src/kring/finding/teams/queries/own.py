"""What the reader offers and states, and the tasks that she was asked for."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kring.competences.queries import words
from kring.finding.teams.access import OFFER, TASK, TASK_PERSON
from kring.finding.teams.models import Answer, Task, TaskPerson, TeamOffer
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.people.models import Organisation


class TaskRow(NamedTuple):
    """A task of the reader's own: how many were asked and said yes."""

    id: int
    title: str
    starts_on: date
    ends_on: date
    is_closed: bool
    asked: int
    joined: int


class InvitationRow(NamedTuple):
    """A task that the reader was asked for: by whom, and what she said."""

    id: int
    title: str
    asker: str
    starts_on: date
    ends_on: date
    answer: str


class SeenTask(NamedTuple):
    """A task as the reader sees it: her own, or one that she was asked for (`mine`)."""

    task: Task
    is_asker: bool
    mine: TaskPerson | None


def offer(reader: Reader, organisation: Organisation) -> TeamOffer | None:
    """As what the reader agrees to be found at an organisation; None when she doesn't."""
    rows = TeamOffer.objects.filter(OFFER.filter(reader, "own"), organisation=organisation)
    return rows.first()


def tasks(reader: Reader, organisation: Organisation, *, size: int = 30) -> list[TaskRow]:
    """The tasks that the reader stated at an organisation, the latest first. One query."""
    rows = Task.objects.filter(TASK.filter(reader, "own"), organisation=organisation)
    counted = rows.annotate(
        asked=Count("people", filter=Q(people__asked_at__isnull=False)),
        joined=Count("people", filter=Q(people__answer=Answer.YES)),
    )
    columns = ("pk", "title", "starts_on", "ends_on", "closed_at", "asked", "joined")
    found = counted.order_by("-pk").values_list(*columns)[:size]
    return [
        TaskRow(key, title, first, last, closed_at is not None, asked, joined)
        for key, title, first, last, closed_at, asked, joined in found
    ]


def invitations(reader: Reader, organisation: Organisation, *, size: int = 30) -> list[InvitationRow]:
    """The tasks at an organisation that the reader was asked for and that aren't closed, the latest first. One
    query."""
    rows = _reaching(reader).filter(task__organisation=organisation, task__closed_at=None, task__asker__is_active=True)
    columns = ("task_id", "task__title", "task__asker__name", "task__starts_on", "task__ends_on", "answer")
    return [InvitationRow._make(row) for row in rows.order_by("-pk").values_list(*columns)[:size]]


def readable_tasks(reader: Reader) -> "QuerySet[Task]":
    """The tasks that the reader stated or was asked for, at organisations where she works."""
    mine = _reaching(reader).filter(task=OuterRef("pk"))
    return Task.objects.filter(
        TASK.filter(reader, "own") | Q(Exists(mine)), organisation__in=reader.places(Role.MEMBER)
    )  # fmt: skip


def seen(reader: Reader, key: int) -> SeenTask:
    """A task with its organisation and asker. Raises NotThereError. Two queries."""
    found = readable_tasks(reader).select_related("organisation", "asker").filter(pk=key).first()
    if found is None:
        raise NotThereError
    mine = _reaching(reader).filter(task=found).first()
    return SeenTask(found, TASK.allows(reader, "own", found), mine)


def words_of(keys: Iterable[int], *, language: str) -> dict[int, str]:
    """What competences are called. At most one query."""
    return {key: word.label for key, word in words(keys, language=language).items()}


def joined(task: Task) -> Sequence[tuple[int, str, str, str]]:
    """Who said yes, and works there still: (account, handle, name, photo), by name."""
    rows = TaskPerson.objects.filter(
        task=task, answer=Answer.YES, account__is_active=True,
        account__standings__place=task.organisation_id, account__standings__role=Role.MEMBER,
    )  # fmt: skip
    columns = ("account_id", "account__handle", "account__name", "account__photo")
    return list(rows.order_by("account__sort_name", "pk").distinct().values_list(*columns))


def _reaching(reader: Reader) -> "QuerySet[TaskPerson]":
    return TaskPerson.objects.filter(TASK_PERSON.filter(reader, "own"), reached=True)
