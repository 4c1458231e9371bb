"""What is in the way of a backup or a restore."""

from kring.config.engine.errors import EngineError


class BackupError(EngineError):
    """It could not be done, and nothing was changed; the message says why and what to do."""
