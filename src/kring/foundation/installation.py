"""How this installation is reached and sends mail: what its first set-up wrote into the data folder.

A file and not a table, as web addresses and cookies depend on it before there is a database connection. The mail
password is in it, so only its owner may read it.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "installation.json"


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
        fresh = data / f"{FILE}.new"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(data / FILE)
