"""The commands of the README do what it says, in its order: on a folder of their own, as anybody would run them."""

import re
import shlex
import sys
from pathlib import Path

from kring.config.engine.processes import finish
from tests.house.source import ROOT
from tests.journeys.kring import Kring, environment, running

_COMMAND = re.compile(r"^ {4}\./kring (.*?)(?: {2,}#.*)?$", re.MULTILINE)
# What the journeys start, with the demo; and what CI runs, this test within it.
ELSEWHERE = ["up", "test", "check"]
POSTS = """<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="1" PostTypeId="1" CreationDate="2024-01-02T09:00:00.000" Score="3" OwnerUserId="1" AcceptedAnswerId="2"
       Title="Who has moved a payroll to another provider?" Body="&lt;p&gt;In the middle of a year.&lt;/p&gt;"
       Tags="&lt;payroll&gt;" />
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2024-01-03T09:00:00.000" Score="5" OwnerUserId="2"
       Body="&lt;p&gt;I moved the payroll to another provider in May, and ran both for two months.&lt;/p&gt;" />
</posts>
"""
USERS = """<?xml version="1.0" encoding="utf-8"?>
<users>
  <row Id="1" DisplayName="Mees" CreationDate="2023-01-02T09:00:00.000" />
  <row Id="2" DisplayName="Hanna" CreationDate="2023-01-02T09:00:00.000" />
</users>
"""


def commands() -> list[list[str]]:
    """The commands of the README, without `./kring`."""
    return [shlex.split(line) for line in _COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))]


def run(words: list[str], data: Path, dump: Path) -> str:
    """What a command prints, on this folder and this dump; it has to succeed."""
    line = [str(dump) if word == "DIR" else word for word in words]
    done = finish([sys.executable, "-m", "kring.config.cli", *line, "--data", str(data)], environment=environment())
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def test_every_command_is_run_here_or_where_it_is_said() -> None:
    named = commands()
    assert [words for words in named if words == [words[0]] and words[0] in ELSEWHERE] == [[one] for one in ELSEWHERE]
    assert "\nexec ./kring check\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert {words[0] for words in named} == {*ELSEWHERE, "import", "find", "backup", "doctor"}


def test_the_commands_work_and_what_was_taken_in_is_found_after_a_restore(tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    dump.mkdir()
    (dump / "Posts.xml").write_text(POSTS, encoding="utf-8")
    (dump / "Users.xml").write_text(USERS, encoding="utf-8")
    starting = next(words for words in commands() if words[0] == "up" and len(words) > 1)
    assert starting[:3] == ["up", "--no-demo", "--data"]
    at_work = [words for words in commands() if words[0] not in ELSEWHERE]
    data = tmp_path / "data"
    with running(data, demo=False) as kring:
        assert_it_names_its_owner(kring)
        said = {words[0]: run(words, data, dump) for words in at_work}
    restored = tmp_path / "restored"
    assert "Restored" in run(["restore", said["backup"].split()[0]], restored, dump)
    question = next(words for words in at_work if words[0] == "find")
    assert "Hanna" in run(question, restored, dump)


def assert_it_names_its_owner(kring: Kring) -> None:
    """It printed a link by which somebody becomes the owner."""
    assert f"{kring.url}/setup/" in kring.data.with_suffix(".log").read_text(encoding="utf-8")
