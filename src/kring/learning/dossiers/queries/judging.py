"""Verdicts: which version of a scheme judges a period, and what it says. Nothing is written here."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max

from kring.learning.dossiers.models import Snapshot, Standing, Submission
from kring.learning.dossiers.queries.cases import Ground, case_of
from kring.learning.models import Entry, Evidence
from kring.registers.models import Registration
from kring.registers.queries import Known
from kring.registers.rules import casework
from kring.registers.rules.judging import judge
from kring.registers.rules.problems import Problem
from kring.registers.rules.schema import Scheme

_KEPT = ("name", "applies", "measure", "have", "required", "cap", "missing", "met", "binding")
UNDECIDED = "can't be decided"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of a registration in one period. `said` is the verdict as the judge gives it (as JSON); it has no
    period where the case could not be judged at all, and then `problems` says why."""

    registration: Registration
    known: Known
    said: Mapping[str, Any]
    case: Mapping[str, Any]
    problems: Sequence[Problem] = ()
    snapshot: Snapshot | None = None

    @property
    def verdict(self) -> str:
        """The word."""
        return str(self.said["verdict"])

    @property
    def period(self) -> tuple[date, date] | None:
        """Its first day, and the first day after it."""
        days = self.said.get("period")
        return (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None

    @property
    def deadline(self) -> date | None:
        """The last day on which something can be done."""
        days = [date.fromisoformat(day) for day in self.said.get("deadlines", {}).values() if day]
        return max(days) if days else None


def judged(
    ground: Ground, registration: Registration, versions: Sequence[Known], *, now: datetime, wanted: date | None = None
) -> Judged:
    """The verdict on the period that holds `wanted` (today, without): that of its snapshot where it is closed, else
    by the version of the scheme that judges the period."""
    day = wanted or now.astimezone(ZoneInfo(versions[0].scheme.zone)).date()
    for snapshot in ground.snapshots.get(registration.pk, ()):
        if snapshot.first <= day < snapshot.until:
            return of_snapshot(registration, snapshot, versions)
    return fresh(ground, registration, versions, now=now, wanted=wanted)


def fresh(
    ground: Ground, registration: Registration, versions: Sequence[Known], *, now: datetime, wanted: date | None = None
) -> Judged:
    """The verdict as it is judged now, whatever was said of the period when it closed."""
    tried = []
    for known in versions:
        made = _judged(ground, registration, known, now=now, wanted=wanted)
        if made.period is None or applies(known.scheme, *made.period):
            return made
        tried.append(made)
    # A period from before the oldest version: the latest says what it would ask, rather than nothing.
    return tried[0]


def of_snapshot(registration: Registration, snapshot: Snapshot, versions: Sequence[Known]) -> Judged:
    """What was said when a period closed."""
    by = next((one for one in versions if one.digest == snapshot.scheme_id), None)
    return Judged(registration, by or versions[0], snapshot.said, {}, (), snapshot)


def applies(scheme: Scheme, first: date, until: date) -> bool:
    """Whether a version judges a period: by the day on which it starts, or by its last day."""
    day = first if scheme.applies.to == "periods starting" else date.fromordinal(until.toordinal() - 1)
    return scheme.applies.first <= day and (scheme.applies.until is None or day < scheme.applies.until)


def basis(registrations: Sequence[Registration], versions: Mapping[str, str], *, now: datetime) -> dict[int, str]:
    """What the present verdicts on these registrations rest on, as one mark each: the same mark, the same verdict.

    `versions` maps a scheme to the digest of its versions. Three queries.
    """
    people = {one.account_id for one in registrations}
    latest = dict(Entry.objects.filter(person__in=people).values_list("person").annotate(Max("pk")))
    proof = Evidence.objects.filter(person__in=people).values_list("person")
    evidence = {person: said for person, *said in proof.annotate(Max("pk"), Count("pk"), Max("withdrawn_at"))}
    rows = Submission.objects.filter(registration__in=registrations).values("registration_id")
    handed = {row["registration_id"]: row["at"] for row in rows.annotate(at=Max("changed_at"))}
    return {
        one.pk: _mark(
            latest.get(one.account_id),
            *evidence.get(one.account_id, (None, 0, None)),
            now.date(),
            one.version,
            one.changed_at,
            handed.get(one.pk),
            versions.get(one.scheme, ""),
        )
        for one in registrations
    }


def standings(registrations: Sequence[Registration]) -> dict[int, Standing]:
    """The kept verdicts of registrations. One query."""
    return {row.registration_id: row for row in Standing.objects.filter(registration__in=registrations)}


def summary(made: Judged) -> dict[str, Any]:
    """What a card, a list and a reminder say of a verdict: kept with it."""
    rules = [rule for rule in made.said.get("rules", ()) if rule.get("applies", True)]
    return {
        "version": made.known.scheme.version,
        "digest": made.known.digest,
        "totals": made.said.get("totals", {}),
        "days_left": made.said.get("days_left"),
        "rules": [{key: rule.get(key) for key in _KEPT} for rule in rules],
        "ways": list(made.said.get("ways_to_close", ())),
    }


def _judged(ground: Ground, registration: Registration, known: Known, *, now: datetime, wanted: date | None) -> Judged:
    raw = case_of(ground, registration, known.scheme, now=now, wanted=wanted)
    case, problems = casework.case_of(raw, known.scheme)
    if case is None:
        # One line that can't be read must not take the others along.
        unread = {place for problem in problems if (place := _place(problem)) is not None}
        kept = [row for place, row in enumerate(raw["activities"]) if place not in unread]
        case, rest = casework.case_of({**raw, "activities": kept}, known.scheme)
        if case is None:
            return Judged(registration, known, {"verdict": UNDECIDED}, raw, rest)
    return Judged(registration, known, judge(known.scheme, case).as_json(), raw, problems)


def _place(problem: Problem) -> int | None:
    path = problem.path
    return int(path[1]) if len(path) > 1 and path[0] == "activities" and not problem.note else None


def _mark(*parts: object) -> str:
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()
