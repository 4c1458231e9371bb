"""What came in, what was already there, what was changed on the way, and what was left out and why."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

MOST_EXAMPLES: Final = 5
_LONGEST_EXAMPLE: Final = 100


@dataclass
class Tally:
    """Counts by what they are of. A reason reads "answers: their question is not in the dump"."""

    came_in: Counter[str] = field(default_factory=Counter)
    already_there: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def leave_out(self, reason: str, example: str = "") -> None:
        """Count something that isn't taken in."""
        self.left_out[reason] += 1
        self._show(reason, example)

    def change(self, reason: str, example: str = "") -> None:
        """Count something that is taken in otherwise than it stands in the dump."""
        self.changed[reason] += 1
        self._show(reason, example)

    def settle(self, what: str, *, given: int, new: int) -> None:
        """Of `given` rows `new` came in; the others were there before."""
        self.came_in[what] += new
        self.already_there[what] += given - new

    def plus(self, other: "Tally") -> "Tally":
        """Both together; neither is changed."""
        examples = {reason: list(shown) for reason, shown in self.examples.items()}
        for reason, shown in other.examples.items():
            examples[reason] = (examples.get(reason, []) + shown)[:MOST_EXAMPLES]
        return Tally(
            self.came_in + other.came_in,
            self.already_there + other.already_there,
            self.changed + other.changed,
            self.left_out + other.left_out,
            examples,
        )

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the run, and printed with --json."""
        return {
            "came_in": dict(self.came_in),
            "already_there": dict(self.already_there),
            "changed": dict(self.changed),
            "left_out": dict(self.left_out),
            "examples": self.examples,
        }

    def _show(self, reason: str, example: str) -> None:
        shown = self.examples.setdefault(reason, [])
        if example and len(shown) < MOST_EXAMPLES:
            shown.append(example[:_LONGEST_EXAMPLE])


def from_json(kept: dict[str, Any]) -> Tally:
    """A tally as it was kept."""
    came_in, there, changed, left_out = (
        Counter[str](kept.get(name, {})) for name in ("came_in", "already_there", "changed", "left_out")
    )
    examples = {reason: list(shown) for reason, shown in kept.get("examples", {}).items()}
    return Tally(came_in, there, changed, left_out, examples)


def table(tally: Tally) -> str:
    """The report as people read it."""
    lines: list[str] = []
    for title, counts in (
        ("Came in", tally.came_in),
        ("Was there already", tally.already_there),
        ("Taken in with a change", tally.changed),
        ("Left out", tally.left_out),
    ):
        rows = [(what, count) for what, count in counts.most_common() if count]
        if rows:
            lines.append(f"\n{title}")
        for what, count in rows:
            shown = tally.examples.get(what, [])
            lines.append(f"  {count:>9,}  {what}" + (f"   ({'; '.join(shown)})" if shown else ""))
    return "\n".join(lines) if lines else "\nNothing was in it."
