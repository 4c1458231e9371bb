"""Judging all registrations of a scheme anew, in parts that any worker may take."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from kring.learning.dossiers.actions.judging import judge_again
from kring.learning.dossiers.models import Rejudging, RejudgingPart, Standing
from kring.registers.models import Registration
from kring.registers.queries import registrations_between, schemes, versions_digest

PART: Final = 100


def start_due(*, now: datetime) -> int:
    """Begin for each scheme whose versions are not those that all its registrations were last judged by; returns how
    many were begun. Called twice at once it begins each once."""
    begun = 0
    for name, versions in schemes().items():
        begun += _start(name, versions_digest(versions), now=now)
    return begun


@transaction.atomic
def judge_part(*, now: datetime) -> bool:
    """Judge one part that nobody else is at; False when there is none.

    The part is held until this transaction ends: should the worker be killed, another one takes it from its beginning.
    """
    part = RejudgingPart.objects.select_for_update(skip_locked=True).filter(done_at=None).order_by("pk").first()
    if part is None:
        return False
    part.changed = _judge(registrations_between(part.rejudging.scheme, part.first, part.last), now=now)
    part.done_at = now
    part.save(update_fields=["changed", "done_at"])
    # Whoever ends the last part sees all others ended: they commit one after the other, as each holds the row.
    Rejudging.objects.select_for_update().get(pk=part.rejudging_id)
    if not RejudgingPart.objects.filter(rejudging=part.rejudging_id, done_at=None).exists():
        Rejudging.objects.filter(pk=part.rejudging_id).update(finished_at=now)
    return True


@transaction.atomic
def _start(scheme: str, digest: str, *, now: datetime) -> int:
    made, fresh = Rejudging.objects.get_or_create(scheme=scheme, versions=digest, defaults={"started_at": now})
    if not fresh:
        return 0
    # What an earlier change left undone, this one does.
    RejudgingPart.objects.filter(rejudging__scheme=scheme, done_at=None).exclude(rejudging=made).delete()
    Rejudging.objects.filter(scheme=scheme, finished_at=None).exclude(pk=made.pk).update(finished_at=F("started_at"))
    keys = list(Registration.objects.filter(scheme=scheme).order_by("pk").values_list("pk", flat=True))
    RejudgingPart.objects.bulk_create(_parts(made, keys), batch_size=1_000)
    made.total, made.finished_at = len(keys), None if keys else now
    made.save(update_fields=["total", "finished_at"])
    return 1


def _parts(made: Rejudging, keys: Sequence[int]) -> list[RejudgingPart]:
    pieces = [keys[at : at + PART] for at in range(0, len(keys), PART)]
    return [RejudgingPart(rejudging=made, first=piece[0], last=piece[-1], size=len(piece)) for piece in pieces]


def _judge(registrations: Sequence[Registration], *, now: datetime) -> int:
    """Judge these; of how many the word changed."""
    before = dict(Standing.objects.filter(registration__in=registrations).values_list("registration_id", "verdict"))
    made = judge_again(registrations=registrations, now=now)
    return sum(before.get(one.registration.pk, one.verdict) != one.verdict for one in made)
