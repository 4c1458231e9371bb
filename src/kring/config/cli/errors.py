"""What ends a verb with a message instead of a traceback."""


class CommandError(Exception):
    """What a person did or has is in the way; the message says what to do, and is all that is shown."""
