"""PostgreSQL's programs where the account that runs them can read them.

Where root keeps its checkout below its own home, the system account can't reach the environment in it. Then the
programs are copied, once per version, to a folder of root's that everybody may read and nobody else may write.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from kring.config.engine import accounts, programs
from kring.config.engine.accounts import Account
from kring.config.engine.folders import SYSTEM_FOLDER


@cache
def installation_for(account: Account) -> Path:
    """The folder with `bin`, `lib` and `share` to run as `account`."""
    packaged = programs.packaged()
    if not account.is_another or accounts.can_enter(packaged / "bin", account):
        return packaged
    major, minor = programs.version(packaged / "bin" / "postgres")
    copy = SYSTEM_FOLDER / f"programs-{major}.{minor}"
    if not copy.exists():
        _copy(packaged.parent, copy)
    return copy / packaged.parent.name / packaged.name


def _copy(package: Path, copy: Path) -> None:
    """Copy the programs and the libraries that they look for beside the package, whole or not at all."""
    SYSTEM_FOLDER.mkdir(parents=True, exist_ok=True)
    SYSTEM_FOLDER.chmod(0o711)
    with tempfile.TemporaryDirectory(dir=SYSTEM_FOLDER) as work:
        making = Path(work) / copy.name
        for name in ("bin", "lib", "share"):
            shutil.copytree(
                package / programs.INSTALLATION / name,
                making / package.name / programs.INSTALLATION / name,
                symlinks=True,
                ignore=shutil.ignore_patterns("*.a", "pkgconfig"),
            )
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, making / libraries.name)
        _open_to_all(making)
        making.rename(copy)


def _open_to_all(folder: Path) -> None:
    """Readable by all and writable by root alone, whatever the umask was."""
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for path in (Path(parent) / name for name in names):
            if not path.is_symlink():
                path.chmod(0o755)
