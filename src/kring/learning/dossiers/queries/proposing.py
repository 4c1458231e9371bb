"""What a draft would give in each register, before its person says yes. Nothing is written here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from kring.foundation.access.readers import Reader
from kring.learning.dossiers.queries.cases import Ground, ground_of, line_of
from kring.learning.dossiers.queries.judging import Judged, judged
from kring.learning.models import Draft
from kring.learning.queries import CaseEntry
from kring.registers.models import Registration
from kring.registers.queries import Known, registrations, schemes
from kring.registers.rules.schema import Scheme

# Drafts lie in the present period or the one before; each period is a verdict of its own.
_MOST_PERIODS = 3


class Worth(NamedTuple):
    """What a draft would give in one register, beside what counts there already and the other drafts asked about.

    `earned` is what it gives by itself, `counted` what of that counts, as text of a Fraction; `reasons` say what is
    between them, as codes with facts. `is_closed`: it lies in a period that is closed.
    """

    registration: Registration
    scheme: Scheme
    earned: str
    counted: str
    reasons: Sequence[Mapping[str, Any]] = ()
    is_closed: bool = False


def worths(reader: Reader, drafts: Sequence[Draft], *, now: datetime) -> dict[int, list[Worth]]:
    """For each draft of the reader, by key, what it would give in each of her registers if she said yes to all of
    them. At most seven queries; a verdict for each registration and period."""
    held = registrations(reader) if drafts else []
    found: dict[int, list[Worth]] = {draft.pk: [] for draft in drafts}
    if reader.account is None or not held:
        return found
    every = schemes()
    ground = ground_of(reader.account, held)
    ground = ground._replace(entries=[*ground.entries, *map(_as_entry, drafts)])
    for one in held:
        for draft, worth in _in(one, every.get(one.scheme, ()), ground, drafts, now):
            found[draft].append(worth)
    return found


def _in(
    held: Registration, versions: Sequence[Known], ground: Ground, drafts: Sequence[Draft], now: datetime
) -> Iterator[tuple[int, Worth]]:
    """What they give in one register: those of the present period, then period by period those that lie elsewhere."""
    left = {draft.pk: draft.day for draft in drafts}
    wanted: date | None = None
    for _ in range(_MOST_PERIODS if versions else 0):
        made = judged(ground, held, versions, now=now, wanted=wanted)
        if made.period is None:
            return
        here = {key for key, day in left.items() if made.period[0] <= day < made.period[1]}
        yield from _worths(made, here)
        left = {key: day for key, day in left.items() if key not in here}
        if not left:
            return
        wanted = max(left.values())


def _worths(made: Judged, drafts: Collection[int]) -> Iterator[tuple[int, Worth]]:
    """What the verdict on a period says of the drafts that lie in it."""
    lines = {-line_of(line["id"]): line for line in made.said.get("activities", ())}
    for key in drafts:
        if made.snapshot is not None:
            yield key, Worth(made.registration, made.known.scheme, "0", "0", is_closed=True)
        elif key in lines:
            line = lines[key]
            yield (
                key,
                Worth(made.registration, made.known.scheme, line["earned"], line["counted"], line.get("reasons", ())),
            )


def _as_entry(draft: Draft) -> CaseEntry:
    """The entry that it would become, without evidence; its line is the draft's key below zero, which no entry has."""
    return CaseEntry(
        id=-draft.pk,
        line=-draft.pk,
        title=draft.title,
        kind=draft.kind,
        day=draft.day,
        started_at=draft.started_at,
        ended_at=draft.ended_at,
        minutes=draft.minutes,
        facts=draft.facts,
        claims=draft.claims,
        recorded_at=draft.made_at,
        proved=(),
    )
