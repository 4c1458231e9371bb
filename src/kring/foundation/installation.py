"""How this installation is reached and sends mail: what its first set-up wrote into the data folder.

A file and not a table, as web addresses and cookies depend on it before there is a database connection. The mail
password is in it, so only its owner may read it.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path

# Beside the keys, so that a backup carries it and nobody else can read it.
FILE = "keys/installation.json"
_TOKEN = Path("keys", "setup_token")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Empty where nothing was set. `smtp_security` is "", "starttls" or "tls"."""

    name: str = "Kring"
    base_url: str = ""
    behind_proxy: bool = False
    mail_from: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: str = "starttls"

    @classmethod
    def read(cls, data: Path) -> "Installation":
        """What was set; all empty before the first set-up. Unknown names of a newer version are passed over."""
        try:
            stored = json.loads((data / FILE).read_text())
        except FileNotFoundError:
            return cls()
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def write(self, data: Path) -> None:
        """Store it, all or nothing, readable by the owner only."""
        (data / FILE).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = data / f"{FILE}.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(data / FILE)


def setup_token(data: Path) -> str:
    """What the link of the first set-up ends with; empty when that was done, or not yet begun."""
    try:
        return (data / _TOKEN).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def make_setup_token(data: Path) -> str:
    """The token of the first set-up, made where there is none yet; only its owner may read it."""
    known = setup_token(data)
    if known:
        return known
    made = secrets.token_urlsafe(32)
    path = data / _TOKEN
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{made}\n")
    return made


def forget_setup_token(data: Path) -> None:
    """There is an owner: the link leads nowhere from now on."""
    (data / _TOKEN).unlink(missing_ok=True)
