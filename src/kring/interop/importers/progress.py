"""A line that says how far it is: rows done, rows a second, time left."""

import time
from dataclasses import dataclass, field
from typing import Final, TextIO

_EVERY_SECONDS: Final = 0.5
_EVERY_SECONDS_IN_A_LOG: Final = 10.0


@dataclass
class Progress:
    """Counts work in steps of any size (bytes, weighted by what they cost) and rows beside it."""

    to: TextIO
    total: float
    done: float = 0.0
    rows: int = 0
    # Work that an earlier run did takes no time now, so it doesn't count for the rate.
    skipped: float = 0.0
    began: float = field(default_factory=time.monotonic)
    _last: float = 0.0
    _shown: int = 0

    def show(self, words: str, *, now: bool = False) -> None:
        """Show the line when it is time for it, or at once."""
        moment = time.monotonic()
        is_screen = self.to.isatty()
        if not now and moment - self._last < (_EVERY_SECONDS if is_screen else _EVERY_SECONDS_IN_A_LOG):
            return
        self._last = moment
        line = self._line(words, moment - self.began)
        self.to.write(f"\r{line.ljust(self._shown)}" if is_screen else f"{line}\n")
        self.to.flush()
        self._shown = len(line)

    def end(self) -> None:
        """Leave the line as it is and go on below it."""
        if self.to.isatty() and self._shown:
            self.to.write("\n")
            self.to.flush()
            self._shown = 0

    def _line(self, words: str, seconds: float) -> str:
        share = min(1.0, self.done / self.total) if self.total else 1.0
        rate = self.rows / seconds if seconds > 0 else 0.0
        now_done = self.done - self.skipped
        left = seconds * (self.total - self.done) / now_done if now_done > 0 and seconds > 1 else None
        tail = f", {spoken(left)} left" if left is not None else ""
        return f"{share:>4.0%}  {words}: {self.rows:,} rows, {rate:,.0f} a second{tail}"


def spoken(seconds: float) -> str:
    """A length of time for people.

    >>> spoken(12.3), spoken(75), spoken(7300)
    ('12 s', '1 min 15 s', '2 h 1 min')
    """
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
