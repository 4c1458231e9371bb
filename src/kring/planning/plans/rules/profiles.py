"""What a path takes of someone, quarter by quarter from the one in which she begins. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kring.planning.plans.rules.problem import Path, Step


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """`ready` is how many quarters later she can do it; `days` and `cents` are those of each quarter until then."""

    ready: int
    days: tuple[int, ...]
    cents: tuple[int, ...]


class CircleError(Exception):
    """Steps wait for each other, or for one that isn't there."""


def profile(path: Path) -> Profile:
    """How a path passes when each step begins as soon as those before it are done. Raises CircleError.

    >>> from kring.planning.plans.rules.problem import Kind
    >>> course, doing = Step("a", Kind.COURSE, 3, 900, 2), Step("b", Kind.DOING, 2, 0, 1, after=("a",))
    >>> profile(Path("p", "g", (course, doing)))
    Profile(ready=3, days=(2, 1, 2, 0), cents=(900, 0, 0, 0))
    """
    begins = _beginnings(path.steps)
    ready = max((begins[step.key] + step.lead for step in path.steps), default=0)
    days, cents = [0] * (ready + 1), [0] * (ready + 1)
    for step in path.steps:
        first, span = begins[step.key], max(1, step.lead)
        cents[first] += step.cents
        each, more = divmod(step.days, span)
        for number in range(span):
            days[first + number] += each + (number < more)
    return Profile(ready, tuple(days), tuple(cents))


def _beginnings(steps: Sequence[Step]) -> dict[str, int]:
    """In which quarter each step begins."""
    by_key = {step.key: step for step in steps}
    begins: dict[str, int] = {}
    while len(begins) < len(by_key):
        free = [step for key, step in by_key.items() if key not in begins and all(one in begins for one in step.after)]
        if not free:
            raise CircleError
        for step in free:
            begins[step.key] = max((begins[one] + by_key[one].lead for one in step.after), default=0)
    return begins
