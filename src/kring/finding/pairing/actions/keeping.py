"""Starting a programme, describing and ending it, asking for a round, and keeping organisations apart."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.finding.pairing import plans
from kring.finding.pairing.access import PROGRAMME
from kring.finding.pairing.actions import checks
from kring.finding.pairing.events import ProgrammeEnded
from kring.finding.pairing.models import Conflict, Enrolment, Programme, Why
from kring.finding.pairing.plans import Description
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.jobs.actions import ask
from kring.people.models import Organisation
from kring.people.organisations.access import ORGANISATION

JOB = "pair"


@transaction.atomic
def start(*, actor: Reader, place: int, told: Description, now: datetime) -> Programme:
    """Start a programme in a circle that the actor hosts. Raises NotThereError, RefusedError, ConflictError,
    InvalidError."""
    where = _place(actor, place)
    author = checks.allowed(actor, "host", Programme(place=where))
    checks.writable(where)
    return Programme.objects.create(place=where, made_by_id=author, made_at=now, **plans.checked(told))


@transaction.atomic
def describe(*, actor: Reader, programme: int, told: Description, now: datetime) -> Programme:
    """Describe a programme anew; of what kind it is stays. Raises as `start` does."""
    found = checks.seen(actor, programme, lock=True)
    checks.allowed(actor, "host", found)
    checks.running(found)
    columns = plans.checked(told)
    if columns["kind"] != found.kind:
        raise ConflictError(_("Of what kind it is can’t be changed. End it and start another."), code="other-kind")
    for name, value in columns.items():
        setattr(found, name, value)
    found.save(update_fields=list(columns))
    return found


@transaction.atomic
def end(*, actor: Reader, programme: int, now: datetime) -> None:
    """End a programme; who takes part is told. What was stays readable to whom it concerned."""
    found = checks.seen(actor, programme, lock=True)
    host = checks.allowed(actor, "host", found)
    checks.running(found)
    Programme.objects.filter(pk=found.pk).update(ended_at=now, asked_at=None)
    enrolled = Enrolment.objects.filter(programme=found, ended_at=None)
    people = tuple(enrolled.order_by("account_id").values_list("account_id", flat=True))
    enrolled.update(ended_at=now, why_ended=Why.OVER)
    record(ProgrammeEnded(programme=found.pk, people=people), actor=host, now=now)


@transaction.atomic
def ask_round(*, actor: Reader, programme: int, now: datetime) -> None:
    """Have a round made now, by a worker. Asking while one is being made is asking once."""
    found = checks.seen(actor, programme, lock=True)
    checks.allowed(actor, "host", found)
    checks.running(found)
    if found.asked_at is None:
        Programme.objects.filter(pk=found.pk).update(asked_at=now)
    ask(JOB)


@transaction.atomic
def keep_apart(*, actor: Reader, place: int, one: str, other: str, now: datetime) -> Conflict:
    """People of these two organisations (slugs) never meet in programmes of this circle. Twice is once."""
    where = _place(actor, place)
    host = checks.allowed(actor, "host", Programme(place=where))
    checks.writable(where)
    seen = Organisation.objects.filter(ORGANISATION.filter(actor, "see"), slug__in=[one, other])
    known = {row.slug: row.pk for row in seen}
    wrong = {name: _("Choose an organisation.") for name, slug in (("one", one), ("other", other)) if slug not in known}
    if not wrong and one == other:
        wrong = {"other": _("Choose two different organisations.")}
    if wrong:
        raise InvalidError(wrong)
    first, second = sorted((known[one], known[other]))
    made, _is_new = Conflict.objects.get_or_create(
        place=where, one_id=first, other_id=second, defaults={"made_by_id": host, "made_at": now}
    )
    return made


@transaction.atomic
def let_together(*, actor: Reader, place: int, conflict: int) -> None:
    """Two organisations aren't kept apart any more."""
    where = _place(actor, place)
    checks.allowed(actor, "host", Programme(place=where))
    if not Conflict.objects.filter(place=where, pk=conflict).delete()[0]:
        raise NotThereError


def _place(actor: Reader, key: int) -> Place:
    where = Place.objects.select_related("community").filter(pk=key).first()
    if where is None or not PROGRAMME.allows(actor, "read", Programme(place=where)):
        raise NotThereError
    return where
