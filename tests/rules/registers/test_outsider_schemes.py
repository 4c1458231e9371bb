"""Schemes of registers that don't ship, written with the reference alone and worked out by hand from the rules.

They are here for what they use of the format: between them and the schemes that ship, everything that it has.
"""

from pathlib import Path

import pytest

from kring.registers.rules.check import check

FOLDERS = sorted((Path(__file__).parent / "outsiders").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_example_comes_out_as_it_was_worked_out(folder: Path) -> None:
    """And nothing is wrong with the files."""
    report = check({path.name: path.read_bytes() for path in folder.iterdir()})
    assert [problem for problem in report.problems if not problem.note] == []
    assert [(result.example.name, result.misses) for result in report.results if not result.passed] == []
    assert len(report.results) >= 3
