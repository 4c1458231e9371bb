"""The embedded PostgreSQL: made, started, watched and stopped by Kring itself, so that nothing needs installing.

Why this one and why so: `docs/decisions/0004-embedded-postgresql.md`. The forms of its URL are in `urls`.
"""

from kring.config.engine.errors import EngineError
from kring.config.engine.folders import DataFolder, prepare
from kring.config.engine.serving import Server, serving
from kring.config.engine.temporary import temporary

__all__ = ["DataFolder", "EngineError", "Server", "prepare", "serving", "temporary"]
