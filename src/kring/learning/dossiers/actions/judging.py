"""Keeping verdicts: the one that stands now, and those of periods that closed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError
from kring.foundation.events.actions import record
from kring.learning.dossiers.actions.checks import own_registration
from kring.learning.dossiers.events import PeriodClosed
from kring.learning.dossiers.models import Snapshot, Standing
from kring.learning.dossiers.queries.cases import ground_of, grounds_of
from kring.learning.dossiers.queries.dossier import Card
from kring.learning.dossiers.queries.judging import Judged, basis, fresh, judged, summary
from kring.registers.actions import keep_text
from kring.registers.models import Registration
from kring.registers.queries import Known, known, scheme_with, schemes, versions_digest


def remember(*, made: Sequence[Judged], marks: dict[int, str], now: datetime) -> None:
    """Keep verdicts on present periods, with the mark of what each rests on."""
    rows = [_standing(one, marks[one.registration.pk], now) for one in made]
    columns = ["basis", "verdict", "first", "until", "deadline", "summary", "judged_at"]
    Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["registration"], update_fields=columns)


def keep_cards(*, actor: Reader, cards: Sequence[Card], now: datetime) -> None:
    """Keep the verdicts that a list had to judge anew, so that the next one need not."""
    made = [card.made for card in cards if card.made is not None]
    if actor.account is None or not made:
        return
    every = schemes()
    digests = {name: versions_digest(one) for name, one in every.items()}
    marks = basis([one.registration for one in made], digests, now=now)
    remember(made=made, marks=marks, now=now)


def judge_again(*, registrations: Sequence[Registration], now: datetime) -> list[Judged]:
    """Judge registrations as they stand now, whosever they are, and keep what was said. Eight queries."""
    every = schemes()
    held = [one for one in registrations if one.scheme in every]
    marks = basis(held, {name: versions_digest(one) for name, one in every.items()}, now=now)
    grounds = grounds_of(held)
    made = [judged(grounds[one.account_id], one, every[one.scheme], now=now) for one in held]
    remember(made=made, marks=marks, now=now)
    return made


@transaction.atomic
def close_period(*, registration: Registration, wanted: date, now: datetime) -> Snapshot | None:
    """Keep the verdict on the period that holds `wanted`, once its last deadline has passed; it stays whatever becomes
    of the scheme. Returns None where the period isn't over, can't be judged, or was closed before."""
    held = Registration.objects.select_for_update(no_key=True).prefetch_related("statuses").get(pk=registration.pk)
    ground = ground_of(held.account_id, [held])
    made = judged(ground, held, known(held.scheme), now=now, wanted=wanted)
    if made.snapshot is not None or made.period is None or not is_over(made, now=now):
        return None
    return _snapshot(made, made.period, number=1, now=now)


@transaction.atomic
def close_again(*, actor: Reader, registration: int, first: date, now: datetime) -> Snapshot:
    """Judge a closed period anew after she corrected something in it: by the text of the scheme that judged it before.

    Both verdicts stay readable. Raises NotThereError; ConflictError for a period that isn't closed.
    """
    held = own_registration(actor, registration)
    last = Snapshot.objects.filter(registration=held, first=first).order_by("-number").first()
    if last is None:
        raise ConflictError(_("This period isn't closed yet."), code="not-closed")
    ground = ground_of(held.account_id, [held])
    others = {held.pk: [one for one in ground.snapshots.get(held.pk, ()) if one.first != first]}
    by: Known = scheme_with(last.scheme_id)
    made = fresh(ground._replace(snapshots=others), held, [by], now=now, wanted=first)
    return _snapshot(made, (last.first, last.until), number=last.number + 1, now=now)


def is_over(made: Judged, *, now: datetime) -> bool:
    """Whether a period with all its deadlines lies behind."""
    period, deadline = made.period, made.deadline
    return period is not None and max(period[1], deadline or period[1]) <= now.date()


def _snapshot(made: Judged, period: tuple[date, date], *, number: int, now: datetime) -> Snapshot:
    held = made.registration
    kept = keep_text(known=made.known, now=now)
    taken = Snapshot.objects.create(
        registration=held,
        first=period[0],
        until=period[1],
        number=number,
        scheme=kept,
        verdict=made.verdict,
        said=made.said,
        case=made.case,
        taken_at=now,
    )
    record(PeriodClosed(registration=held.pk, person=held.account_id, snapshot=taken.pk), actor=None, now=now)
    return taken


def _standing(made: Judged, mark: str, now: datetime) -> Standing:
    first, until = made.period or (None, None)
    return Standing(
        registration=made.registration,
        basis=mark,
        verdict=made.verdict,
        first=first,
        until=until,
        deadline=made.deadline,
        summary=summary(made),
        judged_at=now,
    )
