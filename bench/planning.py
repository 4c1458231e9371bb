"""What planning well is worth: the best plan with proof, against closing gaps one by one in the cheapest way.

    python -m bench.planning [--sizes 50/6,200/24,500/60,1000/120] [--seconds 60] [--by-quarter]

Organisations are drawn with a fixed seed: departments of about fifty people with six gaps each, over eight quarters;
people could learn up to four things. First there is no budget; then three quarters and a quarter of what that plan
costs, so that it binds; with `--by-quarter` as much in each quarter. The same checker looks at every plan.
"""

import argparse
import random
import resource
import time
from dataclasses import replace

from kring.planning.plans.rules.checking import BrokenPlanError, Count, count
from kring.planning.plans.rules.plan import Choice, Plan
from kring.planning.plans.rules.problem import (
    Attraction,
    Gap,
    Hiring,
    Kind,
    Limits,
    Path,
    Person,
    Problem,
    Step,
    Way,
)
from kring.planning.plans.rules.solving import solve, watch

SIZES = "50/6,200/24,500/60,1000/120"
QUARTERS = 8
BUDGETS = (None, 75, 25)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--by-quarter", action="store_true")
    told = parser.parse_args()
    heads = ["people / gaps", "budget", "how", "columns", "rows", "parts", "missing", "better by at most", "euros"]
    print("| " + " | ".join([*heads, "better by at most", "most days", "seconds"]) + " |")
    print("|" + "---|" * 12)
    for size in told.sizes.split(","):
        people, gaps = map(int, size.split("/"))
        compare(size, organisation(people, gaps), told.seconds, by_quarter=told.by_quarter)
    print(f"\nAt most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB of memory.")


def compare(size: str, problem: Problem, seconds: float, *, by_quarter: bool = False) -> None:
    """The lines for one organisation, with a budget for all of it or as much for each quarter."""
    enough = 0
    for part in BUDGETS:
        budget = None if part is None else enough * part // 100
        limits = replace(problem.limits, budget=budget)
        if by_quarter and budget is not None:
            limits = replace(problem.limits, by_quarter=(budget // QUARTERS,) * QUARTERS)
        limited = replace(problem, limits=limits)
        name = "none" if part is None else f"{part} %{', by quarter' if by_quarter else ''}"
        began = time.perf_counter()
        plan = solve(limited, watch(seconds, clock=time.monotonic))
        _line(size, name, limited, plan, time.perf_counter() - began)
        enough = enough or count(limited, plan.choices).total
        began = time.perf_counter()
        choices = in_turn(limited)
        _line(size, name, limited, choices, time.perf_counter() - began)


def _line(size: str, budget: str, problem: Problem, found: Plan | tuple[Choice, ...], took: float) -> None:
    choices = found.choices if isinstance(found, Plan) else found
    counted = count(problem, choices)
    most = max(counted.days.values(), default=0)
    gaps = ["", ""]
    sizes = ["", "", ""]
    if isinstance(found, Plan):
        gaps = ["0" if stage.proved else f"{stage.gap}" for stage in found.stages[:2]]
        gaps[1] = "0" if gaps[1] == "0" else f"{int(gaps[1]) / 100:,.0f}"
        sizes = [f"{found.columns:,}", f"{found.rows:,}", str(found.parts)]
    how = "best" if isinstance(found, Plan) else "one by one"
    if isinstance(found, Plan) and not found.proved:
        how += " (not proved: " + ", ".join(stage.aim for stage in found.stages if not stage.proved) + ")"
    cells = [size, budget, how, *sizes, f"{counted.weighted:,}", gaps[0], f"{counted.total / 100:,.0f}", gaps[1]]
    print("| " + " | ".join([*cells, str(most), f"{took:.1f}"]) + " |", flush=True)


def organisation(people: int, gaps: int, seed: int = 1) -> Problem:
    """An organisation of this size, drawn."""
    draw = random.Random(seed)
    found = [_gap(draw, number) for number in range(gaps)]
    return Problem(
        years=tuple(quarter // 4 for quarter in range(QUARTERS)),
        gaps=tuple(found),
        people=tuple(_person(draw, number, found) for number in range(people)),
        attracting=tuple(_attraction(draw, gap) for gap in found),
        hiring=tuple(_hiring(draw, gap) for gap in found),
        limits=Limits(roles=2, hired_percent=40),
    )


def _attraction(draw: random.Random, gap: Gap) -> Attraction:
    once, each = draw.randrange(8, 20) * 100_000, draw.randrange(16, 26) * 100_000
    return Attraction(gap.key, once, draw.choice((1, 2, 2, 3)), draw.randint(1, 3), each)


def _hiring(draw: random.Random, gap: Gap) -> Hiring:
    return Hiring(gap.key, draw.randrange(24, 60) * 100_000, draw.choice((0, 1)), draw.randint(1, 3))


def _gap(draw: random.Random, number: int) -> Gap:
    """Something that is needed of a department more and more."""
    begins, need = draw.randrange(4), draw.randint(2, 8)
    have = draw.randint(0, need - 1)
    grown = draw.randint(0, 3)
    return Gap(
        key=f"g{number:03}",
        competence=f"c{number % 40}",
        level=draw.randint(2, 4),
        unit=f"u{number // 6:02}",
        need=tuple(0 if quarter < begins else need + (grown if quarter >= 5 else 0) for quarter in range(QUARTERS)),
        have=tuple(max(0, have - (quarter >= 4 and number % 3 == 0)) for quarter in range(QUARTERS)),
        weight=draw.choice((1, 2, 3, 5)),
    )


def _person(draw: random.Random, number: int, gaps: list[Gap]) -> Person:
    """Someone of a department, who could grow to up to three of its gaps, and now and then to one of another."""
    units = sorted({gap.unit for gap in gaps})
    unit = units[number % len(units)]
    near = [gap for gap in gaps if gap.unit == unit]
    wanted = draw.sample(near, min(len(near), draw.randint(0, 3)))
    if draw.random() < 0.1:
        wanted.append(draw.choice(gaps))
    paths = {gap.key: _path(draw, gap) for gap in wanted}
    return Person(f"p{number:04}", (draw.randint(0, 20), 25), tuple(paths.values()), draw.choice((0, 0, 1)))


def _path(draw: random.Random, gap: Gap) -> Path:
    """A course, and then doing it beside someone or alone; shorter for who is nearer."""
    course = Step(
        "course", Kind.COURSE, 3 + gap.level, 60_000 + 35_000 * gap.level + 5_000 * (int(gap.competence[1:]) % 7), 1
    )
    peer = Step("peer", Kind.PEER, 2, 0, 1, ("course",))
    doing = Step("doing", Kind.DOING, 4, 20_000, 1, ("peer",))
    near = draw.choice((1, 2, 3))
    return Path(f"to-{gap.key}", gap.key, (course, peer, doing)[:near])


def in_turn(problem: Problem) -> tuple[Choice, ...]:
    """Gaps one by one, the most critical first: as long as it helps and everything holds, what costs least for each
    quarter in which it helps."""
    chosen: list[Choice] = []
    for gap in sorted(problem.gaps, key=lambda one: (-one.weight, one.key)):
        options = _options(problem, gap)
        while True:
            now = count(problem, chosen)
            found = [one for one in options if _helps(now, gap, one[1])]
            found.sort(key=lambda one: (one[0] / _helps(now, gap, one[1]), one[1]))
            taken = next((one for one in found if _holds(problem, [*chosen, one[1]])), None)
            if taken is None:
                break
            options.remove(taken)
            chosen.append(taken[1])
    return tuple(chosen)


def _options(problem: Problem, gap: Gap) -> list[tuple[int, Choice]]:
    """What could be chosen for a gap, with what it costs; each begins as soon as it can."""
    found = [
        (sum(step.cents for step in path.steps), Choice(0, Way.DEVELOP, gap.key, person.key, path.key))
        for person in problem.people
        for path in person.paths
        if path.gap == gap.key
    ]
    for offer in problem.attracting:
        if offer.gap == gap.key:
            cents = offer.cents + offer.cents_a_quarter * (QUARTERS - offer.lead)
            found += [(cents, Choice(0, Way.ATTRACT, gap.key))] * offer.most
    for hiring in problem.hiring:
        if hiring.gap == gap.key:
            each = [(hiring.cents, Choice(one, Way.HIRE, gap.key)) for one in range(hiring.lead, QUARTERS)]
            found += each * hiring.most
    return found


def _helps(now: Count, gap: Gap, choice: Choice) -> int:
    """In how many quarters it would help."""
    if choice.way is Way.HIRE:
        return int(now.short[gap.key][choice.quarter] > 0)
    return sum(short > 0 for short in now.short[gap.key][2:])


def _holds(problem: Problem, choices: list[Choice]) -> bool:
    try:
        count(problem, choices)
    except BrokenPlanError:
        return False
    return True


if __name__ == "__main__":
    main()
