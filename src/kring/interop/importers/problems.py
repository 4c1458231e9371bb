"""What ends an import with a sentence instead of a traceback."""


class ImportProblem(Exception):  # noqa: N818 - it is what the operator is told, not a fault of the program
    """What is in the way, and what to do; nothing that came in is lost."""
