"""What a verdict costs, in time of the processor, and how that grows with the number of activities.

    python -m bench.judging [--seconds S]

Cases are drawn with a fixed seed for schemes that ship: points schemes, one with exclusive places for whole items, and
one with clauses that can be read in four ways. Last, a person with five registrations and 2,000 activities.
"""

import argparse
import random
import time
from collections.abc import Sequence
from typing import Any

from kring.registers.rules.case import Case
from kring.registers.rules.casework import case_of
from kring.registers.rules.judging import judge
from kring.registers.rules.loading import read_scheme
from kring.registers.rules.schema import Scheme
from kring.registers.shipped import files

SIZES = (30, 300, 3000)
POINTS = ("pmi", "nivre", "cii", "ffp", "nob", "texas-pe", "acca", "isc2")
OTHERS = ("nrvt", "cfp", "skj", "nova")
FIVE = ("pmi", "nivre", "nob", "acca", "nrvt")
PERSON: dict[str, Any] = {
    "start": "2025-01-01",
    "exam": "2025-01-01",
    "period_start": "2025-01-01",
    "birthday": "1980-01-01",
    "level": "PMP",
    "chambers": ["homes"],
    "registered_next_year": ["tax"],
}


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=1.0, help="for each figure")
    seconds = parser.parse_args().seconds
    schemes = {scheme.scheme: scheme for scheme in _schemes()}
    print(f"{'scheme':12}" + "".join(f"{size:>9} act." for size in SIZES) + "   verdicts a second at 30")
    for name in (*POINTS, *OTHERS):
        costs = [cost(schemes[name], [case(schemes[name], size)], seconds) for size in SIZES]
        print(f"{name:12}" + "".join(f"{1000 * one:>11.2f} ms" for one in costs) + f"{1 / costs[0]:>12,.0f}")
    whole = sum(cost(schemes[name], [case(schemes[name], 2000)], seconds) for name in FIVE)
    print(f"\nfive registrations, 2,000 activities: {1000 * whole:.0f} ms")
    many = [case(schemes["pmi"], 30, seed=n) for n in range(200)]
    each = cost(schemes["pmi"], many, seconds)
    print(f"100,000 members of one points scheme, 30 activities each: {100_000 * each / 60:.1f} minutes of one core")


def _schemes() -> Sequence[Scheme]:
    found = [read_scheme(file.content, file.path.name)[0] for file in files()]
    return [scheme for scheme in found if scheme is not None]


def case(scheme: Scheme, size: int, seed: int = 1) -> Case:
    """A case of so many activities in the last two years."""
    chance = random.Random(seed)
    kinds = [kind for entry in scheme.earning for kind in entry.kind] or ["course", "webinar", "mentoring"]
    rows = [
        {
            "id": f"a{n}",
            "kind": chance.choice(kinds),
            "on": f"{chance.choice((2025, 2026))}-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}",
            "hours": chance.choice(("1", "1.5", "2", "2.25", "4")),
            "points": chance.choice(("1", "2", "3")),
            "claimed": [chance.choice([*scheme.categories, "else"])],
            "areas": chance.choice(([], ["homes"], ["tax"])),
            "title": f"title {n % 7}",
            "group_size": "6",
            "module": "ethics",
            **dict.fromkeys(("evidence", "structured", "accredited", "tested", "facilitator", "contiguous"), "yes"),
        }
        for n in range(size)
    ]
    raw = {"at": "2026-11-23", "person": PERSON, "activities": rows, "carry": [], "debts": []}
    raw["statuses"] = [{"kind": "work", "from": "2020-01-01", "value": "20"}]
    found, problems = case_of(raw, scheme)
    assert found is not None, problems
    return found


def cost(scheme: Scheme, cases: Sequence[Case], seconds: float) -> float:
    """The time of the processor of one verdict, in seconds."""
    judge(scheme, cases[0])
    start, done = time.process_time(), 0
    while time.process_time() - start < seconds or not done:
        for one in cases:
            judge(scheme, one)
        done += len(cases)
    return (time.process_time() - start) / done


if __name__ == "__main__":
    main()
