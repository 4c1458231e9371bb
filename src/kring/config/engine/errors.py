"""What goes wrong with the embedded server, in words for the person at the command line."""


class EngineError(Exception):
    """The database can't be had; the message says why and what to do."""
