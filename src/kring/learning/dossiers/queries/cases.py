"""The case of a registration: what the judge is told of a person. Made of her ledger, her registration, what became of
what she handed in, and the verdicts of closed periods."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from kring.learning.dossiers.models import Snapshot, Submission
from kring.learning.dossiers.rules.reviewing import AS_ACTIVITY, State
from kring.learning.queries import CaseEntry, entries_for_cases
from kring.learning.rules.kinds import as_named
from kring.registers.models import Registration
from kring.registers.rules.schema import Scheme
from kring.registers.rules.taking import MOST

_LOTS = {"points", "category", "from", "earned", "times", "carry"}
_DEBTS = {"rule", "points", "from", "in_a_row"}


class Handed(NamedTuple):
    """What became of an entry (a row, not a line) that was handed in."""

    submission: int
    state: str
    reason: str
    submitted_at: datetime


class Ground(NamedTuple):
    """Everything that the verdicts of one person rest on, read once for all her registrations."""

    entries: Sequence[CaseEntry]
    handed: Mapping[tuple[int, int], Handed]
    snapshots: Mapping[int, Sequence[Snapshot]]


def ground_of(person: int, registrations: Sequence[Registration]) -> Ground:
    """What there is of a person, for these registrations of hers. Three queries. The caller has seen to it that the
    reader may see this person's ledger."""
    return grounds_of(registrations).get(person, Ground([], {}, {}))


def grounds_of(registrations: Sequence[Registration]) -> dict[int, Ground]:
    """What there is of each person, for these registrations of theirs. Three queries, however many they are."""
    if not registrations:
        return {}
    since: dict[int, date] = {}
    for one in registrations:
        since[one.account_id] = min(_earliest(one), since.get(one.account_id, date.max))
    entries = entries_for_cases(list(since), since=min(since.values()), until=date.max)
    handed, snapshots = _handed(registrations), _snapshots(registrations)
    return {
        person: Ground([entry for entry in entries[person] if entry.day >= first], handed, snapshots)
        for person, first in since.items()
    }


def case_of(
    ground: Ground, registration: Registration, scheme: Scheme, *, now: datetime, wanted: date | None
) -> dict[str, Any]:
    """The case as a file would say it (see docs/reference/schemes.md), for the period that holds `wanted`, or today.

    Of more activities than a case holds, the latest.
    """
    at = now.astimezone(ZoneInfo(scheme.zone)).date()
    named = {kind for one in scheme.earning for kind in one.kind}
    case: dict[str, Any] = {
        "at": at.isoformat(),
        "for": (wanted or at).isoformat(),
        "person": _person(registration),
        "statuses": [_status(status) for status in registration.statuses.all()],
        "activities": [_activity(entry, ground, registration, scheme, named) for entry in ground.entries[-MOST:]],
    }
    return case | _from_before(ground.snapshots.get(registration.pk, ()), registration, wanted or at)


def line_of(activity_id: str) -> int:
    """The line of the ledger that an activity of a case is."""
    return int(activity_id.removeprefix("e"))


def _earliest(registration: Registration) -> date:
    """The first day that can matter: a fact such as the day of an exam may lie before the start."""
    days = [registration.starts_on]
    for answer in registration.facts.values():
        if isinstance(answer, str) and len(answer) == 10:
            try:
                days.append(date.fromisoformat(answer))
            except ValueError:
                continue
    return min(days) - timedelta(days=366)


def _person(registration: Registration) -> dict[str, Any]:
    person: dict[str, Any] = {"start": registration.starts_on.isoformat()}
    if registration.ends_on:
        person["end"] = registration.ends_on.isoformat()
    if registration.birthday:
        person["birthday"] = registration.birthday.isoformat()
    if registration.level:
        person["level"] = registration.level
    return person | dict(registration.facts)


def _status(status: Any) -> dict[str, Any]:
    made = {"kind": status.kind, "from": status.first.isoformat()}
    if status.until:
        made["until"] = status.until.isoformat()
    if status.value:
        made["value"] = status.value
    return made


def _activity(
    entry: CaseEntry, ground: Ground, registration: Registration, scheme: Scheme, named: Collection[str]
) -> dict[str, Any]:
    made = entry.activity(scheme.scheme)
    made["kind"] = as_named(entry.kind, named)
    handed = ground.handed.get((registration.pk, entry.id))
    made["status"] = "claimed" if handed is None else AS_ACTIVITY[State(handed.state)]
    if handed is not None:
        made["submitted"] = handed.submitted_at.date().isoformat()
        if handed.reason:
            made["reason"] = handed.reason
    return made


def _handed(registrations: Sequence[Registration]) -> dict[tuple[int, int], Handed]:
    rows = Submission.objects.filter(registration__in=registrations)
    columns = ("registration_id", "entry_id", "pk", "state", "reason", "submitted_at")
    return {row[:2]: Handed(*row[2:]) for row in rows.values_list(*columns)}


def _snapshots(registrations: Sequence[Registration]) -> dict[int, list[Snapshot]]:
    """The latest snapshot of each closed period, by registration, in order of time."""
    rows = Snapshot.objects.filter(registration__in=registrations).defer("case").order_by("first", "number")
    latest = {(row.registration_id, row.first): row for row in rows}
    found: dict[int, list[Snapshot]] = {}
    for row in latest.values():
        found.setdefault(row.registration_id, []).append(row)
    return found


def _from_before(snapshots: Sequence[Snapshot], registration: Registration, wanted: date) -> dict[str, Any]:
    """What closed periods left; else what she brought along; else nothing, and the judge works it out by itself."""
    earlier = [one for one in snapshots if one.until <= wanted]
    closed = {"closed": [_closed(one) for one in earlier]} if earlier else {}
    if earlier and not _is_gap(earlier[-1], wanted):
        said = earlier[-1].said
        return closed | {"carry": _lots(earlier[-1], said), "debts": _debts(earlier[-1], said)}
    brought = [lot for lot in registration.carried if date.fromisoformat(lot["from"]) < wanted]
    return closed | ({"carry": brought} if brought else {})


def _is_gap(snapshot: Snapshot, wanted: date) -> bool:
    """Whether a whole period lies between a snapshot and the day that is asked about: then it left nothing directly."""
    return wanted >= snapshot.until + (snapshot.until - snapshot.first) + timedelta(days=1)


def _closed(snapshot: Snapshot) -> dict[str, Any]:
    said = snapshot.said
    return {
        "period": f"{snapshot.first.isoformat()}/{snapshot.until.isoformat()}",
        "verdict": snapshot.verdict,
        "version": said.get("version", ""),
        "have": {rule["name"]: rule["have"] for rule in said.get("rules", ()) if rule.get("have") is not None},
    }


def _lots(snapshot: Snapshot, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    left = (snapshot.until - timedelta(days=1)).isoformat()
    return [_only(lot, _LOTS) | {"from": lot.get("from", left)} for lot in _listed(said, "carry", "out")]


def _debts(snapshot: Snapshot, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    left = (snapshot.until - timedelta(days=1)).isoformat()
    return [_only(debt, _DEBTS) | {"from": debt.get("from", left)} for debt in _listed(said, "debts", "out")]


def _listed(said: Mapping[str, Any], key: str, way: str) -> Iterable[Mapping[str, Any]]:
    found: Iterable[Mapping[str, Any]] = said.get(key, {}).get(way, ())
    return found


def _only(given: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key in keys and value is not None}
