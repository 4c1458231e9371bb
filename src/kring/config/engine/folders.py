"""The data folder: what lies where in it, with which modes, and where the cluster goes when it can't lie in it.

    data/
      keys/         what signs and encrypts; only its owner
      media/        what people uploaded
      methods/      methods of peer consultation, beside those that ship
      index/        the search index, rebuilt at will
      backups/      made by `kring backup` and before upgrades
      logs/         of the processes of `kring up`
      static/       what browsers keep, made at each start where it is missing
      locale/       compiled messages, where the package can't be written
      postgresql/   the embedded cluster, a folder per major version
      run/          locks, and the socket

The folder is 0700. Only where root runs Kring it is 0710 with the group of the account that runs PostgreSQL, so that
this account can pass through to its cluster and see nothing else. Modes of folders above it are never touched: where
that account can't reach the data folder (below root's home, say), the cluster goes to /var/lib/kring/ID and the data
folder keeps a note of it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kring.config.engine import accounts, cluster
from kring.config.engine.accounts import Account
from kring.config.engine.errors import EngineError

SYSTEM_FOLDER = Path("/var/lib/kring")
_OURS = frozenset({"keys", "run", "postgresql"})


@dataclass(frozen=True)
class DataFolder:
    """The paths in one data folder; `root` is absolute and without symbolic links."""

    root: Path

    @property
    def keys(self) -> Path:
        """Keys and other secrets."""
        return self.root / "keys"

    @property
    def media(self) -> Path:
        """Uploads."""
        return self.root / "media"

    @property
    def methods(self) -> Path:
        """Methods of peer consultation that the operator adds."""
        return self.root / "methods"

    @property
    def index(self) -> Path:
        """The search index."""
        return self.root / "index"

    @property
    def backups(self) -> Path:
        """Backups."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """Logs of processes."""
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Locks and the socket."""
        return self.root / "run"

    def lock(self, name: str) -> Path:
        """The file that is locked for `name`."""
        return self.run / f"{name}.lock"

    @property
    def demo(self) -> Path:
        """There where the demo was loaded: only then may anyone sign in as its people."""
        return self.root / "demo"

    @property
    def note(self) -> Path:
        """Where it is written that the cluster lies elsewhere."""
        return self.root / "postgresql.elsewhere"

    @property
    def socket_note(self) -> Path:
        """Where the keeper writes the folder of the socket while the server runs."""
        return self.run / "socket"


def prepare(path: Path) -> DataFolder:
    """Make the data folder and its parts where they are missing; refuse one that isn't ours.

    Raises EngineError for a folder that belongs to somebody else, that can't be made, or that holds other things.
    """
    folder = DataFolder(Path(os.path.realpath(path)))
    try:
        _prepare(folder)
    except OSError as problem:
        raise EngineError(f"The data folder {folder.root} can't be made or read: {problem.strerror}.") from problem
    return folder


def _prepare(folder: DataFolder) -> None:
    root = folder.root
    root.mkdir(parents=True, exist_ok=True)
    owner = root.stat().st_uid
    if owner != os.geteuid():
        raise EngineError(f"The data folder {root} belongs to another account ({_name(owner)}): run kring as that one.")
    entries = {entry.name for entry in root.iterdir()}
    if entries and not entries & _OURS:
        raise EngineError(f"{root} isn't a data folder of Kring and isn't empty. Name another one with --data.")
    mode = stat.S_IMODE(root.stat().st_mode)
    root.chmod(mode & 0o710 if entries else 0o700)
    for part in (folder.keys, folder.media, folder.methods, folder.index, folder.backups, folder.logs, folder.run):
        part.mkdir(mode=0o700, exist_ok=True)


def secret_key(folder: DataFolder) -> Path:
    """The file with the key that signs sessions and links, made on first use with mode 0600."""
    path = folder.keys / "secret_key"
    if not path.exists():
        part = path.with_name(f".secret_key.{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(50) + "\n", encoding="ascii")
        # Two first starts at once: the first key stays.
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path


def cluster_home(folder: DataFolder, account: Account) -> Path:
    """The folder with a cluster per major version: in the data folder, or elsewhere where `account` can't reach it."""
    if folder.note.exists():
        return _noted_home(folder)
    inside = folder.root / "postgresql"
    if account.is_another:
        _open_for(account, folder.root)
    if not inside.exists() and account.is_another and not accounts.can_enter(folder.root, account):
        return _elsewhere(folder)
    inside.mkdir(mode=0o700, exist_ok=True)
    _give(inside, account)
    if not accounts.can_enter(inside, account):
        raise EngineError(
            f"The account {account.name}, which runs PostgreSQL, can't reach {inside} any more. "
            "Give it passage through the folders above, or restore a backup into another data folder."
        )
    return inside


def socket_folder(folder: DataFolder, account: Account) -> Path:
    """A folder 0700 of `account` for the socket: in the data folder where its path is short and plain, else in /tmp."""
    inside = folder.run / "pg"
    if account.is_another:
        _open_for(account, folder.run)
    plain = all(letter.isalnum() or letter in "/._-" for letter in str(inside))
    if len(os.fsencode(inside)) <= cluster.LONGEST_FOLDER and plain:
        inside.mkdir(mode=0o700, exist_ok=True)
        _give(inside, account)
        if accounts.can_enter(inside, account):
            return inside
    forget_socket(folder)
    made = Path(tempfile.mkdtemp(prefix="kring-", dir="/tmp"))
    _give(made, account)
    return made


def note_socket(folder: DataFolder, socket: Path) -> None:
    """Write down where the socket is, for the other verbs."""
    part = folder.socket_note.with_suffix(".part")
    part.write_text(str(socket), encoding="utf-8")
    part.replace(folder.socket_note)


def noted_socket(folder: DataFolder) -> Path | None:
    """Where the socket of the running server is; None when no server was started here."""
    try:
        return Path(folder.socket_note.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def forget_socket(folder: DataFolder) -> None:
    """Remove the note, and the folder that it names where that one lies outside the data folder."""
    noted = noted_socket(folder)
    if noted is not None and noted.parent != folder.run:
        shutil.rmtree(noted, ignore_errors=True)
    folder.socket_note.unlink(missing_ok=True)


def _noted_home(folder: DataFolder) -> Path:
    home = Path(folder.note.read_text(encoding="utf-8").strip())
    belongs = home / "belongs-to"
    if not belongs.exists():
        raise EngineError(
            f"The cluster of {folder.root} should be in {home}, and isn't there. "
            "Restore a backup into a new data folder."
        )
    other = Path(belongs.read_text(encoding="utf-8"))
    if other != folder.root and DataFolder(other).note.exists() and DataFolder(other).note.read_text() == str(home):
        raise EngineError(f"{folder.root} is a copy of {other} without a database of its own: use backup and restore.")
    if other != folder.root:
        belongs.write_text(str(folder.root), encoding="utf-8")
    return home


def _elsewhere(folder: DataFolder) -> Path:
    home = SYSTEM_FOLDER / secrets.token_hex(8)
    home.mkdir(parents=True)
    # Whatever the umask: passage, and no more than that.
    SYSTEM_FOLDER.chmod(0o711)
    home.chmod(0o711)
    (home / "belongs-to").write_text(str(folder.root), encoding="utf-8")
    folder.note.write_text(str(home), encoding="utf-8")
    return home


def _open_for(account: Account, folder: Path) -> None:
    """Let the account pass through a folder of root's own, by the group alone."""
    os.chown(folder, -1, account.gid)
    folder.chmod(0o710)


def _give(folder: Path, account: Account) -> None:
    if account.is_another:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def _name(uid: int) -> str:
    try:
        return accounts.named(uid).name
    except EngineError:
        return str(uid)
