"""Which of the clusters in a data folder is the one that the packaged PostgreSQL can open.

A cluster lies in a folder named after its major version. Where only one of another version is there, the packaged
PostgreSQL can't open it; a backup and restore carries it over. The decision record on the embedded PostgreSQL has the
plan for doing it in place, for when the package first brings two versions that we have both used.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kring.config.engine import cluster, copies, programs
from kring.config.engine.accounts import Account
from kring.config.engine.errors import EngineError


def current_cluster(home: Path, account: Account, tell: Callable[[str], None]) -> Path:
    """The folder of the cluster that the packaged PostgreSQL can open, made where there is none.

    Raises EngineError, with what to do, for a cluster of a version that can't be opened.
    """
    major = programs.version(programs.packaged() / "bin" / "postgres")[0]
    folder = home / str(major)
    if folder.exists():
        _check(folder, major)
        return folder
    others = majors(home)
    if others:
        raise EngineError(advice(home, others, major))
    tell("making")
    cluster.create(folder, account, copies.installation_for(account))
    return folder


def majors(home: Path) -> list[int]:
    """Major versions of the clusters in `home`, oldest first."""
    return sorted(int(entry.name) for entry in home.iterdir() if entry.name.isdigit())


def advice(home: Path, found: list[int], wanted: int) -> str:
    """What to tell somebody whose cluster is of another version than the packaged PostgreSQL."""
    newest = found[-1]
    if newest > wanted:
        return (
            f"{home / str(newest)} was made by PostgreSQL {newest}, and this Kring brings {wanted}. "
            "Start the newer Kring that made it, or restore a backup into another data folder."
        )
    return (
        f"{home / str(newest)} was made by PostgreSQL {newest}, and this Kring brings {wanted}, which can't open it. "
        f"Start the Kring that brought {newest}, run `./kring backup` there, and restore that backup with this one."
    )


def _check(folder: Path, major: int) -> None:
    found = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != str(major):
        raise EngineError(
            f"{folder} holds a cluster of PostgreSQL {found}, not of {major}: it was moved there by hand."
        )
