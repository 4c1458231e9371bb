"""A dossier as it is shown: to the person, to whom she opened it, and in a statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.learning.dossiers.models import Opening, Snapshot, Standing
from kring.learning.dossiers.queries.cases import Ground, ground_of, line_of
from kring.learning.dossiers.queries.closing import Counts, would_count
from kring.learning.dossiers.queries.judging import Judged, basis, judged, standings
from kring.learning.dossiers.rules.reviewing import State
from kring.learning.models import Evidence
from kring.learning.queries import Proof
from kring.learning.rules.kinds import as_named
from kring.registers.models import Registration
from kring.registers.queries import Known, known, registration, registrations, scheme_with, schemes, versions_digest


class Line(NamedTuple):
    """An activity in a dossier: what she said, what the judge said of it, and what became of it in review."""

    line: int
    # The kind in her ledger, where that is what was judged.
    written: str
    told: Mapping[str, Any]
    said: Mapping[str, Any]
    evidence: Sequence[Proof]
    submission: int | None
    state: State | None

    @property
    def kind(self) -> str:
        """Its kind as she wrote it down; a scheme may have judged it as a more general one."""
        return self.written or str(self.told.get("kind", ""))

    @property
    def is_counted(self) -> bool:
        """Whether any of it counts."""
        return str(self.said.get("counted", "0")) not in ("0", "")


@dataclass(frozen=True, slots=True)
class Dossier:
    """One registration in one period. `earlier` and `later` are days in the periods beside it, where there are any.

    `meetings` are those to come that would count, where something is missing; only in one's own dossier.
    """

    made: Judged
    lines: Sequence[Line]
    earlier: date | None
    later: date | None
    snapshots: Sequence[Snapshot] = ()
    meetings: Sequence[Counts] = ()

    @property
    def registration(self) -> Registration:
        """Whose it is, and in which register."""
        return self.made.registration


@dataclass(frozen=True, slots=True)
class Card:
    """A registration in a list, with the verdict on its present period: kept (`standing`) or fresh (`made`)."""

    registration: Registration
    scheme: Known | None
    standing: Standing | None = None
    made: Judged | None = None


def dossier(reader: Reader, key: int, *, now: datetime, wanted: date | None = None) -> Dossier:
    """The reader's dossier of the period that holds `wanted`, or today. Raises NotThereError."""
    return dossier_of(registration(reader, key), now=now, wanted=wanted, own=reader)


def opened_dossier(opening: Opening, *, now: datetime) -> Dossier:
    """The dossier that a link opens, as it stands now."""
    return dossier_of(opening.registration, now=now, wanted=opening.first)


def opened_evidence(opening: Opening, key: int, *, now: datetime) -> Evidence:
    """A file in the dossier that a link opens. Raises NotThereError for one that isn't in it."""
    lines = opened_dossier(opening, now=now).lines
    if key not in {one.key for line in lines for one in line.evidence if not one.link}:
        raise NotThereError
    return Evidence.objects.get(pk=key)


def dossier_of(held: Registration, *, now: datetime, wanted: date | None, own: Reader | None = None) -> Dossier:
    """The dossier of a registration; the caller has seen to it that the reader may see it. `own`: whose it is, when
    she looks herself."""
    versions = known(held.scheme)
    ground = ground_of(held.account_id, [held])
    made = judged(ground, held, versions, now=now, wanted=wanted)
    snapshots: list[Snapshot] = []
    if made.snapshot is not None:
        rows = Snapshot.objects.filter(registration=held, first=made.snapshot.first)
        snapshots = list(rows.order_by("-number"))
        made = _by_its_scheme(made, snapshots[0])
    meetings = would_count(own, made, ground, versions, now=now) if own is not None else ()
    return Dossier(made, _lines(made, ground), *_beside(made, now), snapshots, meetings)


def cards(reader: Reader, *, now: datetime) -> list[Card]:
    """The reader's registrations, each with its verdict: the kept one where it still rests on the same, else a fresh
    one, which the caller may have kept. At most eleven queries."""
    held = registrations(reader)
    if reader.account is None or not held:
        return []
    every = schemes()
    marks = basis(held, {name: versions_digest(one) for name, one in every.items()}, now=now)
    kept = {key: row for key, row in standings(held).items() if row.basis == marks[key]}
    stale = [one for one in held if one.pk not in kept and one.scheme in every]
    ground = ground_of(reader.account, stale)
    fresh = {one.pk: judged(ground, one, every[one.scheme], now=now) for one in stale}
    return [
        Card(one, _shown(every.get(one.scheme), kept.get(one.pk)), kept.get(one.pk), fresh.get(one.pk)) for one in held
    ]


def _shown(versions: Sequence[Known] | None, standing: Standing | None) -> Known | None:
    if not versions:
        return None
    said = standing.summary.get("digest") if standing else None
    return next((one for one in versions if one.digest == said), versions[0])


def _by_its_scheme(made: Judged, snapshot: Snapshot) -> Judged:
    """With the text of the scheme that judged it, and the case that it judged."""
    by = made.known if made.known.digest == snapshot.scheme_id else scheme_with(snapshot.scheme_id)
    return Judged(made.registration, by, snapshot.said, snapshot.case, (), snapshot)


def _beside(made: Judged, now: datetime) -> tuple[date | None, date | None]:
    """A day in the period before, if she was registered then, and in the one after, if that has begun."""
    if made.period is None:
        return None, None
    first, until = made.period
    earlier = first - timedelta(days=1) if first > made.registration.starts_on else None
    return earlier, until if until <= now.date() else None


def _lines(made: Judged, ground: Ground) -> list[Line]:
    """The activities of the period, in order of time; what lies outside it isn't of this dossier."""
    said = {one["id"]: one for one in made.said.get("activities", ())}
    entries = {entry.line: entry for entry in ground.entries}
    told = [one for one in made.case.get("activities", ()) if not _is_outside(said.get(one["id"], {}))]
    lines = []
    for one in told:
        key = line_of(one["id"])
        entry = entries.get(key)
        handed = ground.handed.get((made.registration.pk, entry.id)) if entry else None
        state = State(handed.state) if handed else None
        lines.append(
            Line(
                key,
                entry.kind if entry and as_named(entry.kind, {one["kind"]}) == one["kind"] else "",
                one,
                said.get(one["id"], {}),
                entry.proved if entry else (),
                handed.submission if handed else None,
                state,
            )
        )
    return lines


def _is_outside(said: Mapping[str, Any]) -> bool:
    return not said or any(reason.get("code") == "outside_period" for reason in said.get("reasons", ()))
