"""Everything that an installation is, in one file, and back: database, keys and uploads.

The file is a tar: `database.dump` (PostgreSQL's custom format), `keys/`, `media/`, and last `manifest.json`, with the
size and SHA-256 of each of the others. A file without a manifest is one that wasn't finished. The search index isn't in
it: it is rebuilt from the database.
"""

from kring.config.backups.problem import BackupError
from kring.config.backups.restoring import restore
from kring.config.backups.writing import dated_name, write

__all__ = ["BackupError", "dated_name", "restore", "write"]
