"""How a database is named: the URL of libpq.

The embedded server is reached over a socket, without host name, port or password:

    postgresql://kring@/kring?host=%2Fsrv%2Fkring%2Fdata%2Frun%2Fpg

`host` is the folder of the socket, percent-encoded; the kernel vouches for who connects. Any other server is named the
usual way, and may carry what libpq allows:

    postgresql://kring:secret@db.example.org:5432/kring?sslmode=require
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote


def of_socket(folder: Path, *, role: str, database: str) -> str:
    """The URL of `database` on the embedded server whose socket is in `folder`."""
    return f"postgresql://{role}@/{quote(database, safe='')}?host={quote(str(folder), safe='')}"
