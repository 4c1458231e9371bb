"""The line that says how far an import is."""

import doctest
import io

from kring.interop.importers import progress
from kring.interop.importers.progress import Progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_examples_hold() -> None:
    assert doctest.testmod(progress).failed == 0


def test_on_a_screen_the_line_is_written_over() -> None:
    screen = Screen()
    line = Progress(screen, total=200.0, done=100.0, rows=50)
    line.began -= 10
    line.show("answers", now=True)
    assert screen.getvalue().startswith("\r 50%  answers: 50 rows, 5 a second, 10 s left")
    line.show("answers")
    assert screen.getvalue().count("\r") == 1
    line.end()
    assert screen.getvalue().endswith("\n")


def test_in_a_log_each_line_stands_by_itself() -> None:
    log = io.StringIO()
    line = Progress(log, total=0.0)
    line.show("people", now=True)
    line.end()
    assert log.getvalue() == "100%  people: 0 rows, 0 a second\n"


def test_what_an_earlier_run_did_does_not_make_this_one_look_quick() -> None:
    log = io.StringIO()
    line = Progress(log, total=300.0, done=200.0, skipped=150.0)
    line.began -= 10
    line.show("answers", now=True)
    assert "20 s left" in log.getvalue()
