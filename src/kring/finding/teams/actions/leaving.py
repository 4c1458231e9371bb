"""What goes when someone works at an organisation no more, or leaves Kring."""

from datetime import datetime

from django.db import transaction

from kring.finding.teams.models import Task, TaskPerson, TeamOffer
from kring.people.models import Employment


@transaction.atomic
def end_at_organisation(*, person: int, organisation: int, now: datetime) -> None:
    """She isn't found there any more, is in no team there, and seeks none; unless she works there by another
    employment. Done twice, it is done once."""
    running = Employment.objects.filter(account=person, organisation=organisation, begun_at__isnull=False, over_at=None)
    if running.exists():
        return
    TeamOffer.objects.filter(account=person, organisation=organisation).delete()
    TaskPerson.objects.filter(account=person, task__organisation=organisation).delete()
    Task.objects.filter(asker=person, organisation=organisation, closed_at=None).update(closed_at=now)


@transaction.atomic
def forget_person(*, person: int) -> None:
    """Take away all that someone offered, stated and said here; for who leaves Kring."""
    TeamOffer.objects.filter(account=person).delete()
    TaskPerson.objects.filter(account=person).delete()
    Task.objects.filter(asker=person).delete()
