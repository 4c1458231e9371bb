"""The embedded server: made, shared, killed, brought back, and closed to others."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

import kring
from kring.config.engine import (
    DataFolder,
    EngineError,
    Server,
    accounts,
    cluster,
    copies,
    folders,
    leftovers,
    locks,
    prepare,
    processes,
    programs,
    serving,
    temporary,
    upgrade,
)
from kring.config.engine.locks import Lock

POSTGRESQL_15 = Path("/usr/lib/postgresql/15")
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short path that other accounts can pass through, as /srv is."""
    folder = Path("/tmp") / f"kring-test-{os.getpid()}-{os.urandom(4).hex()}"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        home = folder / "data" / "postgresql.elsewhere"
        if home.exists():
            shutil.rmtree(home.read_text())
        shutil.rmtree(folder)


@contextmanager
def running(data: Path) -> Iterator[Server]:
    with serving(prepare(data), lambda words: None) as server:
        yield server


def keeper_of(folder: DataFolder) -> int:
    named = ["-m", "kring.config.engine.keeper", str(folder.root)]
    found = [
        int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _words(entry)[1:4] == named
    ]
    assert len(found) == 1
    return found[0]


def environment() -> dict[str, str]:
    """The environment for another Python that knows Kring."""
    return os.environ | {"PYTHONPATH": str(Path(kring.__file__).parents[1])}


def tell(words: str) -> None:
    """Say what this machine doesn't allow to be tried."""
    sys.stderr.write(f"{words}\n")


def _words(entry: Path) -> list[str]:
    try:
        return (entry / "cmdline").read_text().split("\0")
    except OSError:
        return []


def postmaster_of(data: Path) -> int:
    major = programs.version(programs.packaged() / "bin" / "postgres")[0]
    return int((data / "postgresql" / str(major) / "postmaster.pid").read_text().splitlines()[0])


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def test_a_throwaway_server_takes_connections_and_leaves_nothing() -> None:
    with temporary() as url:
        assert ask(url, "SELECT current_user") == "kring"
        assert ask(url, "SELECT usesuper FROM pg_user WHERE usename = current_user") is False
        assert ask(url, "SHOW fsync") == "off"
        folder = Path(str(psycopg.conninfo.conninfo_to_dict(url)["host"]))
        assert folder.exists()
    assert not folder.exists()


def test_a_throwaway_server_ends_with_its_process() -> None:
    code = (
        "import os, sys; from kring.config.engine import temporary\n"
        "with temporary() as url:\n    print(url, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code]
    process = processes.start(command, environment=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdin is not None
    url = process.stdout.readline().decode().strip()
    folder = Path(str(psycopg.conninfo.conninfo_to_dict(url)["host"]))
    process.kill()
    process.wait()
    assert locks.until(lambda: not leftovers.processes_in(folder / "cluster"), seconds=10)
    process.stdin.close()
    process.stdout.close()


def test_another_postgresql_serves_as_well() -> None:
    if not POSTGRESQL_15.exists():
        tell("No PostgreSQL 15 here; tried against the packaged one alone.")
    installation = POSTGRESQL_15 if POSTGRESQL_15.exists() else None
    with temporary(installation=installation) as url:
        assert ask(url, "SELECT datcollate FROM pg_database WHERE datname = 'kring'") == "C"


def test_the_server_starts_is_shared_and_stops_with_the_last(place: Path) -> None:
    folder = prepare(place / "data")
    with running(place / "data") as first:
        keeper = keeper_of(folder)
        with running(place / "data") as second:
            assert second.url() == first.url()
            assert keeper_of(folder) == keeper
        assert ask(first.url(), "SELECT 1") == 1
    assert not locks.is_held(folder.lock("keeper"))
    assert folders.noted_socket(folder) is None


def test_settings_are_safe(place: Path) -> None:
    with running(place / "data") as server:
        said = {name: ask(server.url(), f"SHOW {name}") for name in ("listen_addresses", "fsync", "data_checksums")}
        assert said == {"listen_addresses": "", "fsync": "on", "data_checksums": "on"}

        assert ask(server.url(), "SELECT datcollate || encoding FROM pg_database WHERE datname = 'kring'") == "C6"


def test_folders_are_closed_to_others(place: Path) -> None:
    data = place / "data"
    with running(data):
        closed = [data / "postgresql", data / "run" / "pg", data / "keys", data / "media", data / "backups"]
        assert {stat.S_IMODE(path.stat().st_mode) for path in closed} == {0o700}
        assert stat.S_IMODE(data.stat().st_mode) == (0o710 if IS_ROOT else 0o700)
        assert stat.S_IMODE(place.stat().st_mode) == 0o755
        key = folders.secret_key(DataFolder(data))
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert folders.secret_key(DataFolder(data)).read_text() == key.read_text()


def test_no_other_account_gets_in_even_with_the_folders_open(place: Path) -> None:
    if not IS_ROOT:
        tell("Only root can try this as another account.")
        return
    with running(place / "data") as server:
        socket = folders.noted_socket(server.folder)
        assert socket is not None
        nobody = pwd.getpwnam("nobody")
        other = accounts.Account("nobody", nobody.pw_uid, nobody.pw_gid)
        psql = str(copies.installation_for(other) / "bin" / "psql")
        for role in (cluster.ROLE, cluster.SUPERUSER):
            url = server.url(role=role)
            closed = processes.finish([psql, url, "-c", "SELECT 1"], environment=os.environ, account=other)
            assert "Permission denied" in closed.stderr
        for path in (socket, socket.parent, socket.parent.parent):
            path.chmod(0o755)
        (socket / ".s.PGSQL.5432").chmod(0o777)
        for role in (cluster.ROLE, cluster.SUPERUSER):
            url = server.url(role=role)
            refused = processes.finish([psql, url, "-c", "SELECT 1"], environment=os.environ, account=other)
            assert "Peer authentication failed" in refused.stderr


def test_it_comes_back_after_the_server_was_killed(place: Path) -> None:
    with running(place / "data") as server:
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(postmaster_of(place / "data"), signal.SIGKILL)
        assert locks.until(lambda: _answers(server.url()), seconds=20)
        assert ask(server.url(), "SELECT n FROM kept") == 7


def test_it_comes_back_after_the_keeper_was_killed(place: Path) -> None:
    with running(place / "data") as server:
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(keeper_of(server.folder), signal.SIGKILL)
        assert locks.until(lambda: not locks.is_held(server.folder.lock("keeper")), seconds=5)
        assert server.ensure()
        assert not server.ensure()
        assert ask(server.url(), "SELECT n FROM kept") == 7


def test_a_process_number_that_went_to_another_program_is_no_hindrance(place: Path) -> None:
    data = place / "data"
    with running(data):
        pass
    major = programs.version(programs.packaged() / "bin" / "postgres")[0]
    file = data / "postgresql" / str(major) / "postmaster.pid"
    left = f"{os.getppid()}\n{file.parent}\n1700000000\n5432\n{data}/run/pg\n\n 1 1\nready   \n"
    file.write_text(left)
    (data / "run" / "pg" / ".s.PGSQL.5432.lock").write_text(left)
    with running(data) as server:
        assert ask(server.url(), "SELECT 1") == 1
        assert postmaster_of(data) != os.getppid()


def test_the_users_end_stops_it_however_they_ended(place: Path) -> None:
    folder = prepare(place / "data")
    code = (
        "import sys, pathlib; from kring.config.engine import prepare, Server\n"
        "server = Server(prepare(pathlib.Path(sys.argv[1])), print)\n"
        "server.enter(); print('in', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(place / "data")]
    user = processes.start(command, environment=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert user.stdout is not None
    assert user.stdin is not None
    while (line := user.stdout.readline()) != b"in\n":
        assert line
    assert locks.is_held(folder.lock("keeper"))
    user.kill()
    user.wait()
    assert locks.until(lambda: not locks.is_held(folder.lock("keeper")), seconds=15)
    user.stdin.close()
    user.stdout.close()


def test_a_long_path_gets_a_private_socket_elsewhere(place: Path) -> None:
    data = place / ("d" * 90) / "with spaces, and commas"
    with running(data) as server:
        socket = folders.noted_socket(server.folder)
        assert socket is not None
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
        assert socket.parent == Path("/tmp")
        assert ask(server.url(), "SELECT 1") == 1
    assert not socket.exists()


def test_below_a_closed_folder_the_cluster_goes_elsewhere_and_the_folder_stays_closed(place: Path) -> None:
    if not IS_ROOT:
        tell("Only root runs PostgreSQL as another account.")
        return
    closed = place / "home"
    closed.mkdir(mode=0o700)
    data = closed / "data"
    with running(data) as server:
        assert ask(server.url(), "SELECT 1") == 1
        home = Path(DataFolder(data).note.read_text())
        assert home.parent == folders.SYSTEM_FOLDER
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    shutil.copytree(data, place / "copy")
    with pytest.raises(EngineError, match="is a copy of"), running(place / "copy"):
        pass
    (place / "copy" / "postgresql.elsewhere").unlink()
    data.rename(place / "moved")
    with running(place / "moved") as server:
        assert ask(server.url(), "SELECT 1") == 1
    shutil.rmtree(home)
    with pytest.raises(EngineError, match="isn't there"), running(place / "moved"):
        pass


def test_a_folder_that_holds_other_things_is_refused(place: Path) -> None:
    (place / "letter.txt").write_text("dear reader")
    with pytest.raises(EngineError, match="isn't a data folder"):
        prepare(place)
    with pytest.raises(EngineError, match="can't be made"):
        prepare(place / "letter.txt" / "data")


def test_a_folder_of_somebody_else_is_refused(place: Path) -> None:
    if not IS_ROOT:
        tell("Only root can give a folder away.")
        return
    (place / "theirs").mkdir()
    os.chown(place / "theirs", 65534, 65534)
    with pytest.raises(EngineError, match="belongs to another account"):
        prepare(place / "theirs")


def test_a_cluster_of_another_version_is_refused_with_advice(place: Path) -> None:
    data = place / "data"
    with running(data):
        pass
    major = programs.version(programs.packaged() / "bin" / "postgres")[0]
    made = data / "postgresql" / str(major)
    for version, words in ((16, "run `./kring backup` there"), (99, "Start the newer Kring")):
        made.rename(data / "postgresql" / str(version))
        made = data / "postgresql" / str(version)
        with pytest.raises(EngineError, match=words), running(data):
            pass
    made = made.rename(data / "postgresql" / str(major))
    (made / "PG_VERSION").write_text("16\n")
    with pytest.raises(EngineError, match="moved there by hand"), running(data):
        pass


def test_majors_are_the_numbered_folders(tmp_path: Path) -> None:
    for name in ("18", "9", "18.new", "notes"):
        (tmp_path / name).mkdir()
    assert upgrade.majors(tmp_path) == [9, 18]


def test_a_start_that_fails_says_why(place: Path) -> None:
    data = place / "data"
    with running(data):
        pass
    major = programs.version(programs.packaged() / "bin" / "postgres")[0]
    (data / "postgresql" / str(major) / "own.conf").write_text("shared_buffers = 'lots'\n")
    with pytest.raises(EngineError, match="shared_buffers"), running(data):
        pass
    (data / "postgresql" / str(major) / "own.conf").write_text("work_mem = '5MB'\n")
    with running(data) as server:
        assert ask(server.url(), "SHOW work_mem") == "5MB"


def test_who_comes_while_it_stops_waits(place: Path) -> None:
    folder = prepare(place / "data")
    stopping = Lock(folder.lock("users"))
    stopping.wait_to_own()
    said: list[str] = []

    def release(words: str) -> None:
        said.append(words)
        stopping.release()

    server = Server(folder, release)
    server.enter()
    assert "waiting" in said[0]
    assert server.leave()


def _answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False
