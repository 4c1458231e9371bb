"""The command line: its verbs and arguments, and what it says when something is in the way."""

import argparse
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from kring.config import cli
from kring.config.cli import arguments, checkout, opening, up
from kring.config.cli.doctor import machine
from kring.config.cli.doctor.finding import State
from kring.config.cli.errors import CommandError
from kring.config.cli.opening import Needs
from kring.config.engine import DataFolder, prepare
from kring.config.engine.locks import Lock

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def environment() -> Iterator[None]:
    """What a verb puts into the environment doesn't stay there."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return prepare(tmp_path / "data")


@pytest.mark.parametrize("verb", [*cli.VERBS, *cli.HIDDEN], ids=lambda verb: verb.name)
def test_every_verb_has_its_function_and_takes_data(verb: cli.Verb) -> None:
    parser = argparse.ArgumentParser()
    cli._add(parser, verb)
    assert "--data" in parser.format_help()
    module, _, name = verb.function.rpartition(".")
    assert callable(getattr(import_module(module), name))


def test_the_arguments_of_find() -> None:
    given = cli._parse(["find", "a stuck budget", "--in", "hr", "--as", "noor", "--at", "2026-01-02", "--limit", "9"])
    assert (given.text, given.place, given.reader, given.limit, given.json) == (
        "a stuck budget",
        "hr",
        "noor",
        9,
        False,
    )
    assert given.at == datetime(2026, 1, 2, tzinfo=UTC)
    given = cli._parse(["find", "--batch", "q.jsonl", "--in", "hr", "--limit", "100", "--json"])
    assert (given.text, given.batch, given.json) == (None, Path("q.jsonl"), True)


def test_the_arguments_of_import_and_up() -> None:
    given = cli._parse(["import", "stackexchange", "dump", "--into", "Onstartups"])
    assert (given.source, given.folder, given.into, given.language) == (
        "stackexchange",
        Path("dump"),
        "Onstartups",
        None,
    )
    given = cli._parse(["up", "--port", "81", "--no-demo", "--workers", "3", "--data", "d"])
    assert (given.port, given.demo, given.workers, given.host, given.data) == (81, False, 3, "127.0.0.1", Path("d"))
    assert cli._parse(["up"]).demo is True


@pytest.mark.parametrize(
    "line",
    [
        ["find"],
        ["find", "text", "--batch", "q"],
        ["find", "text", "--at", "yesterday"],
        ["find", "text", "--limit", "0"],
        ["up", "--port", "65536"],
        ["up", "--port", "http"],
        ["import", "elsewhere", "d", "--into", "x"],
        ["prepare-me"],
        [],
    ],
    ids=" ".join,
)
def test_a_wrong_line_is_refused(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        cli._parse(line)
    assert refused.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_data_may_stand_anywhere_in_a_line_for_django() -> None:
    for line in (["manage", "migrate", "--noinput", "--data", "d"], ["manage", "migrate", "--data=d", "--noinput"]):
        given = cli._parse(line)
        assert (given.data, given.passed) == (Path("d"), ["migrate", "--noinput"])
    assert cli._parse(["test", "-k", "access"]).passed == ["-k", "access"]


def test_a_time_has_a_zone() -> None:
    assert arguments.moment("2026-11-23T10:00:00") == NOW - timedelta(hours=2)
    assert arguments.moment("2026-11-23T13:00:00+01:00") == NOW


def test_opening_a_folder_sets_what_the_settings_read(tmp_path: Path) -> None:
    with opening.opened(Needs.FOLDER, tmp_path / "data"):
        assert os.environ["KRING_DATA"] == str(tmp_path / "data")
        assert (tmp_path / "data" / "keys" / "secret_key").read_text().strip()


def test_a_database_that_is_named_is_not_started(folder: DataFolder) -> None:
    os.environ["DATABASE_URL"] = "postgresql://elsewhere/kring"
    with opening.database(folder):
        assert os.environ["DATABASE_URL"] == "postgresql://elsewhere/kring"
    assert not (folder.root / "postgresql").exists()


def test_trouble_is_one_sentence_and_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter").write_text("dear reader")
    assert cli.main(["backup", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("kring: ")
    assert said.count("\n") == 1


def test_a_second_up_says_where_the_first_is(folder: DataFolder) -> None:
    given = cli._parse(["up", "--port", "8765"])
    again = pytest.raises(CommandError, match=r"already runs on .* at http://localhost:8765, as process \d+")
    with up._alone(folder, given), again, up._alone(folder, given):
        pass
    with up._alone(folder, given):
        pass


def test_a_taken_port_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            up._check_port("127.0.0.1", port)
    up._check_port("127.0.0.1", port)
    with pytest.raises(CommandError, match="Can't listen on"):
        up._check_port("192.0.2.1", port)


def test_nothing_is_restored_under_a_running_kring(folder: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "a.tar").touch()
    running = Lock(folder.lock("up"))
    assert running.own()
    given = cli._parse(["restore", str(tmp_path / "a.tar"), "--data", str(folder.root)])
    restore = import_module("kring.config.cli.restore")
    with pytest.raises(CommandError, match="Stop it first"):
        restore.main(given)
    running.release()
    with pytest.raises(CommandError, match="no file"):
        restore.main(cli._parse(["restore", str(tmp_path / "b.tar"), "--data", str(folder.root)]))


def test_a_checkout_knows_its_root_and_a_chromium() -> None:
    assert (checkout._checkout() / "src" / "kring").is_dir()
    os.environ["KRING_CHROMIUM"] = "/opt/chromium"
    assert checkout.find_chromium() == "/opt/chromium"


def test_a_check_ends_with_what_came_of_it() -> None:
    well = checkout._summary({"ruff check": 0.4, "tests": 512.0}, has_browser=True)
    assert well == "ruff check    passed     0.4 s\ntests         passed   512.0 s\nAll checks passed."
    ill = checkout._summary({"mypy": None, "tests": 1.0}, has_browser=False).splitlines()
    assert ill[0] == "mypy          FAILED"
    assert ill[2:] == ["journeys      left out: no Chromium here", "Failed: mypy."]


def test_the_doctor_sees_open_modes_and_old_backups(folder: DataFolder) -> None:
    assert [found.state for found in machine.modes(folder)] == [State.WELL]
    (folder.keys / "secret_key").write_text("secret")
    (folder.keys / "secret_key").chmod(0o644)
    assert "chmod 600" in machine.modes(folder)[0].words
    assert machine.backups(folder, NOW).state is State.NOTE
    made = folder.backups / "a.tar"
    made.touch()
    os.utime(made, (NOW.timestamp(), NOW.timestamp()))
    assert machine.backups(folder, NOW + timedelta(days=1)).state is State.WELL
    assert machine.backups(folder, NOW + timedelta(days=30)).state is State.NOTE


def test_the_doctor_names_a_method_that_is_none(folder: DataFolder) -> None:
    assert [found.state for found in machine.methods(folder.methods)] == [State.WELL]
    (folder.methods / "ours.yaml").write_text("key: ours\n")
    (found,) = machine.methods(folder.methods)
    assert found.state is State.TROUBLE
    assert "ours.yaml" in found.words
    assert "steps: Field required" in found.words


def test_the_doctor_compares_with_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text('pytest==0.0.1 \\\n    --hash=sha256:0\n    # via x\ncolorama==1 ; sys_platform == "win32" \\\n')
    assert "pytest==0.0.1" in machine.lock(lock).words
    lock.write_text("# nothing\n")
    assert machine.lock(lock).state is State.WELL
    assert machine.lock(tmp_path / "none").state is State.NOTE


def test_the_doctor_looks_at_python_disk_and_clock(tmp_path: Path) -> None:
    assert machine.python().state is State.WELL
    assert "GiB free" in machine.disk(tmp_path).words
    assert machine.clock(NOW).state is State.WELL
    assert machine.clock(NOW.replace(year=1970)).state is State.TROUBLE
