"""Everything into one file and back, on the embedded server and, where it is there, on PostgreSQL 15."""

import io
import json
import os
import shutil
import stat
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from kring.config import backups
from kring.config.backups import database, manifest
from kring.config.backups.manifest import Entry, Manifest
from kring.config.engine import DataFolder, prepare, temporary

NOWHERE = "postgresql://kring@/kring?host=%2Fnonexistent"
POSTGRESQL_15 = Path("/usr/lib/postgresql/15")
INSTALLATIONS = [None, *([POSTGRESQL_15] if POSTGRESQL_15.exists() else [])]
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TABLES = """
CREATE TABLE person (id bigint PRIMARY KEY, name text NOT NULL, seen tstzrange, EXCLUDE USING gist (seen WITH &&));
CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$;
CREATE TRIGGER shouting BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION shout();
INSERT INTO person VALUES (1, E'Émile\\t\\\\. SET transaction_timeout = 0;', '[2026-01-01, 2026-02-01)');
"""


@pytest.fixture(scope="module")
def packaged() -> Iterator[str]:
    """A server for all tests of this file: what is restored is one of its databases."""
    with temporary() as server:
        yield server


@pytest.fixture(scope="module", params=INSTALLATIONS, ids=lambda path: path.name if path else "packaged")
def each(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each server that is here, in turn."""
    if request.param is None:
        yield request.getfixturevalue("packaged")
        return
    with temporary(installation=request.param) as server:
        yield server


def empty(server: str) -> str:
    """A fresh database at a server."""
    name = f"kring_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/kring?", f"/{name}?")


@pytest.fixture
def url(each: str) -> str:
    """An empty database, at each server in turn."""
    return empty(each)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = prepare(tmp_path / "data")
    (folder.keys / "secret_key").write_text("secret")
    (folder.keys / "secret_key").chmod(0o600)
    (folder.media / "photos").mkdir()
    (folder.media / "photos" / "1.jpg").write_bytes(b"\xff\xd8 a photo")
    (folder.index / "meta.json").write_text("{}")
    return folder


def run(url: str, statements: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statements.encode())


def people(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT id, name FROM person ORDER BY id").fetchall()


def test_all_comes_back(url: str, folder: DataFolder) -> None:
    run(url, TABLES)
    folder.demo.touch()
    before = people(url)
    file = backups.write(folder, url, folder.backups / backups.dated_name("kring", NOW))
    assert file.name == "kring-20261123-120000.tar"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in folder.backups.iterdir()] == [file.name]

    run(url, "DROP TABLE person; CREATE TABLE of_a_newer_version (id int)")
    (folder.keys / "secret_key").write_text("another")
    shutil.rmtree(folder.media / "photos")
    folder.demo.unlink()
    with pytest.raises(backups.BackupError, match="--replace"):
        backups.restore(folder, url, file, replace=False)
    found = backups.restore(folder, url, file, replace=True)

    assert people(url) == before
    assert len(found.files) == 3
    run(url, "UPDATE person SET name = 'noor'")
    assert people(url) == [(1, "NOOR")]
    with pytest.raises(psycopg.errors.UndefinedTable):
        run(url, "SELECT 1 FROM of_a_newer_version")
    assert (folder.keys / "secret_key").read_text() == "secret"
    assert (folder.media / "photos" / "1.jpg").read_bytes() == b"\xff\xd8 a photo"
    assert not any(folder.index.iterdir())
    assert folder.demo.exists()
    assert not [path for path in folder.root.iterdir() if path.name.startswith(".restore")]

    again = backups.write(folder, url, folder.backups / "again.tar")
    backups.restore(folder, url, again, replace=True)
    assert people(url) == [(1, "NOOR")]


def test_it_comes_back_into_an_empty_database_of_another_version(packaged: str, folder: DataFolder) -> None:
    """Out of the newest server into the oldest that is here, and an empty one needs no --replace."""
    newest = empty(packaged)
    with temporary(installation=INSTALLATIONS[-1]) as oldest:
        run(newest, TABLES)
        file = backups.write(folder, newest, folder.backups / "a.tar")
        backups.restore(folder, oldest, file, replace=False)
        assert people(oldest) == people(newest)


def test_a_database_in_use_is_left_alone(url: str, folder: DataFolder) -> None:
    file = backups.write(folder, url, folder.backups / "a.tar")
    with psycopg.connect(url), pytest.raises(backups.BackupError, match="in use by others"):
        backups.restore(folder, url, file, replace=True)


def test_a_damaged_file_changes_nothing(packaged: str, folder: DataFolder, tmp_path: Path) -> None:
    url = empty(packaged)
    run(url, TABLES)
    before = people(url)
    whole = backups.write(folder, url, folder.backups / "whole.tar").read_bytes()
    damaged = tmp_path / "damaged.tar"
    for contents, words in (
        (whole[: len(whole) // 2], "can't be restored|no manifest"),
        (whole.replace(b"a photo", b"a ph0to"), "photos/1.jpg is damaged"),
        (b"", "can't be restored"),
        (b"not a tar" * 1000, "can't be restored"),
    ):
        damaged.write_bytes(contents)
        with pytest.raises(backups.BackupError, match=words):
            backups.restore(folder, url, damaged, replace=True)
    assert people(url) == before
    assert (folder.keys / "secret_key").read_text() == "secret"


def test_a_dump_that_fails_half_way_changes_nothing(packaged: str, folder: DataFolder, tmp_path: Path) -> None:
    url = empty(packaged)
    run(url, TABLES)
    database.dump(url, tmp_path / "dump")
    contents = (tmp_path / "dump").read_bytes()
    (tmp_path / "dump").write_bytes(contents[: len(contents) - 200])
    before = people(url)
    with pytest.raises(backups.BackupError, match="is as it was"):
        database.load(url, tmp_path / "dump")
    assert people(url) == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "keys", "keys/../../x", "other/file", "keys//x"])
def test_a_file_with_other_things_in_it_is_refused(
    packaged: str, folder: DataFolder, tmp_path: Path, name: str
) -> None:
    assert not manifest.may_be_named(name)
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as tar:
        header = tarfile.TarInfo(name)
        header.size = 1
        tar.addfile(header, io.BytesIO(b"x"))
    with pytest.raises(backups.BackupError, match="isn't a backup"):
        backups.restore(folder, empty(packaged), hostile, replace=True)


def test_a_newer_backup_is_refused(packaged: str, folder: DataFolder, tmp_path: Path) -> None:
    url = empty(packaged)
    file = backups.write(folder, url, tmp_path / "a.tar")
    for change, words in (({"kring": "999.0"}, "made by Kring 999.0"), ({"format": 2}, "newer Kring")):
        with tarfile.open(file) as old, tarfile.open(tmp_path / "b.tar", "w") as new:
            for member in old:
                contents = old.extractfile(member)
                assert contents is not None
                text = contents.read()
                if member.name == manifest.NAME:
                    text = json.dumps(json.loads(text) | change).encode()
                    member.size = len(text)
                new.addfile(member, io.BytesIO(text))
        with pytest.raises(backups.BackupError, match=words):
            backups.restore(folder, url, tmp_path / "b.tar", replace=True)


def test_a_backup_never_overwrites_and_leaves_nothing_when_it_fails(
    packaged: str, folder: DataFolder, tmp_path: Path
) -> None:
    (tmp_path / "a.tar").write_text("precious")
    url = empty(packaged)
    with pytest.raises(backups.BackupError, match="never overwrites"):
        backups.write(folder, url, tmp_path / "a.tar")
    with pytest.raises(backups.BackupError, match="could not be written"):
        backups.write(folder, url, tmp_path / "nowhere" / "a.tar")
    with pytest.raises(backups.BackupError, match="can't be reached"):
        backups.write(folder, NOWHERE, tmp_path / "b.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tar", "data"]


def test_a_server_that_wants_tls_needs_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_SYSTEM", Path("/nonexistent"))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(backups.BackupError, match=r"speaks TLS.*postgresql-client-17"):
        database._program("pg_dump", "postgresql://a@db/b?sslmode=require", 17)


def test_a_password_stands_in_no_command_line() -> None:
    line, environment = database._connection("postgresql://kring:pass%20word@db.example.org/kring?sslmode=prefer")
    assert "pass" not in line
    assert environment["PGPASSWORD"] == "pass word"
    assert environment.keys() - {"PGPASSWORD"} <= os.environ.keys()


def test_differences_are_said_in_words() -> None:
    said = Manifest("1", "now", 18, False, {"keys/a": Entry(1, "x"), "keys/b": Entry(1, "y")})
    found = {"keys/b": Entry(2, "y"), "keys/c": Entry(1, "z")}
    assert manifest.differences(said, found) == [
        "keys/a is missing",
        "keys/c is not in the manifest",
        "keys/b is damaged",
    ]
    assert manifest.read(said.to_json()) == said
    for broken in (b"", b"[]", b"{}", b'{"format": 1, "files": []}'):
        with pytest.raises(backups.BackupError):
            manifest.read(broken)


def test_versions_compare_by_their_numbers() -> None:
    assert manifest.is_newer("1.10.0", than="1.9.9")
    assert not manifest.is_newer("1.9", than="1.9")
    assert not manifest.is_newer("0.1.dev3", than="0.1")
