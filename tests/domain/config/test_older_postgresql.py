"""From a Kring that brought an older PostgreSQL: what is said of its cluster, and the way by backup and restore."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

import kring
from kring.config import backups
from kring.config.engine import accounts, copies, folders, prepare, processes, programs, temporary, upgrade

# The package brings this one beside the one that we use.
OLDER = ("pginstall", 16)


@contextmanager
def older_kring() -> Iterator[None]:
    """Within, Kring is one that brings the older PostgreSQL."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(programs, "INSTALLATION", OLDER[0])
        forget()
        yield
    forget()


def forget() -> None:
    """Which programs are brought is looked up once a process."""
    programs.packaged.cache_clear()
    copies.installation_for.cache_clear()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the account of the server can pass through."""
    folder = Path("/tmp") / f"kring-test-{os.getpid()}-{os.urandom(4).hex()}"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def free_port() -> str:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def rows(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT id, told, at FROM kept ORDER BY id").fetchall()


def test_a_backup_of_the_older_is_restored_by_the_newer(tmp_path: Path) -> None:
    before, after = prepare(tmp_path / "before"), prepare(tmp_path / "after")
    (before.keys / "secret_key").write_text("the same as ever")
    with older_kring(), temporary() as url:
        assert backups.database.server_major(url) == OLDER[1]
        with psycopg.connect(url) as connection:
            connection.execute(
                'CREATE TABLE kept (id int GENERATED ALWAYS AS IDENTITY, told text COLLATE "C", at tstzrange,'
                " EXCLUDE USING gist (at WITH &&))"
            )
            connection.execute("INSERT INTO kept (told, at) VALUES ('Zoë', '[2026-01-01, 2026-02-01)')")
        was = rows(url)
        file = backups.write(before, url, tmp_path / "a.tar")
    with temporary() as url:
        assert backups.database.server_major(url) > OLDER[1]
        assert backups.restore(after, url, file, replace=False).postgresql == OLDER[1]
        assert rows(url) == was
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO kept (told) VALUES ('the next')")
        assert [row[0] for row in rows(url)] == [1, 2]
    assert (after.keys / "secret_key").read_text() == "the same as ever"


def test_up_says_what_to_do_with_the_cluster_of_the_older_and_leaves_it_alone(place: Path) -> None:
    folder = prepare(place / "data")
    account = accounts.for_server()
    home = folders.cluster_home(folder, account)
    with older_kring():
        made = upgrade.current_cluster(home, account, lambda words: None)
    assert made.name == str(OLDER[1])
    before = {path: path.stat().st_mtime_ns for path in made.rglob("*")}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and name[:6] != "KRING_"}
    for verb in (["up", "--port", free_port()], ["backup"], ["doctor"]):
        said = processes.finish(
            [sys.executable, "-m", "kring.config.cli", *verb, "--data", str(folder.root)],
            environment=kept | {"PYTHONPATH": str(Path(kring.__file__).parents[1])},
        )
        told = said.stdout + said.stderr
        assert said.returncode == 1, told
        assert f"was made by PostgreSQL {OLDER[1]}" in told
        assert "run `./kring backup` there, and restore that backup" in told
        assert "Traceback" not in told
    assert {path: path.stat().st_mtime_ns for path in made.rglob("*")} == before
