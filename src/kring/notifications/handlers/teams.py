"""Who hears of teams: who is asked, her asker of the answer, and who is in of who else is. Who is proposed hears
nothing, nor who was asked without being reached."""

from collections.abc import Iterable
from datetime import datetime

from kring.finding.teams.events import TeamAnswered, TeamAsked, TeamClosed
from kring.finding.teams.models import Answer, Task, TaskPerson
from kring.notifications.actions import notify
from kring.notifications.rules import Topic


def team_asked(fact: TeamAsked, *, event: int, now: datetime) -> None:
    """Whoever was asked, if it reaches her and the task isn't closed by now."""
    rows = TaskPerson.objects.filter(task=fact.task, task__closed_at=None, account=fact.person, reached=True)
    asker = rows.values_list("task__asker_id", flat=True).first()
    if asker is not None:
        _tell(Topic.TEAM_ASKED, [fact.person], fact.task, by=asker, event=event, now=now)


def team_answered(fact: TeamAnswered, *, event: int, now: datetime) -> None:
    """The asker; and who is in the team, once someone comes to it."""
    asker = Task.objects.filter(pk=fact.task).values_list("asker_id", flat=True).first()
    if asker is None:
        return
    topic = Topic.TEAM_YES if fact.joined else Topic.TEAM_NO
    _tell(topic, [asker], fact.task, by=fact.person, event=event, now=now)
    if fact.joined:
        inside = TaskPerson.objects.filter(task=fact.task, answer=Answer.YES).values_list("account_id", flat=True)
        _tell(Topic.TEAM_GREW, inside, fact.task, by=fact.person, event=event, now=now)


def team_closed(fact: TeamClosed, *, event: int, now: datetime) -> None:
    """Who was reached, and said no to nothing."""
    rows = TaskPerson.objects.filter(task=fact.task, reached=True).exclude(answer=Answer.NO)
    people = list(rows.values_list("account_id", flat=True))
    asker = Task.objects.filter(pk=fact.task).values_list("asker_id", flat=True).first()
    _tell(Topic.TEAM_CLOSED, people, fact.task, by=asker, event=event, now=now)


def _tell(topic: Topic, people: Iterable[int], task: int, *, by: int | None, event: int, now: datetime) -> None:
    notify(people, topic=topic, event=event, actor=by, about="task", about_id=task, now=now)
