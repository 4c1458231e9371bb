"""A claims expert with her dossier, for tests: mees, registered at NIVRE, with what she learned."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from kring.learning.actions import write_down
from kring.learning.models import Entry
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import usual_way
from kring.registers.actions import Details, register
from kring.registers.models import Registration
from tests.people import World

# In the middle of the second year of a period that began on PERIOD.
NOW = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
PERIOD = date(2025, 7, 1)
END = date(2027, 7, 1)


def at_nivre(world: World, name: str = "mees", *, start: date = PERIOD, now: datetime = NOW) -> Registration:
    """A registration at NIVRE whose first period begins on `start`."""
    details = Details(
        number="12345", starts_on=start, birthday=date(1980, 2, 29), facts={"period_start": start.isoformat()}
    )
    return register(actor=world.reader(name), scheme="nivre", details=details, now=now)


def learned(
    world: World,
    name: str = "mees",
    *,
    title: str = "Claims after a storm",
    kind: str = "course",
    day: date = date(2026, 3, 4),
    hours: int = 4,
    points: str = "",
    facts: Mapping[str, Any] | None = None,
    now: datetime = NOW,
) -> Entry:
    """An entry of the ledger, proved by what it says itself where `facts` say so."""
    said = {**({"points": points} if points else {}), **(facts or {})}
    told = Told(title=title, kind=kind, way=usual_way(kind), day=day, minutes=hours * 60, facts=said)
    return write_down(actor=world.reader(name), told=told, now=now)


def enough(world: World, name: str = "mees", *, day: date = date(2026, 3, 4), now: datetime = NOW) -> list[Entry]:
    """What a period of NIVRE asks: 20 points, the mandatory module among them."""
    proved = {"evidence": "yes"}
    module = learned(
        world, name, title="Disciplinary rules", kind="module", day=day, points="3",
        facts=proved | {"module": "disciplinary rules"}, now=now,
    )  # fmt: skip
    courses = [
        learned(
            world, name, title=f"Course {number}", day=day + timedelta(days=number), points="6", facts=proved, now=now
        )
        for number in (1, 2, 3)
    ]
    return [module, *courses]
