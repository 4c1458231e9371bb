"""How much waits for a person, as one number."""

from kring.foundation.access.readers import Reader
from kring.notifications.queries import waiting_count


def waiting(reader: Reader) -> int:
    """What she hasn't read, was asked for and is to decide on, as far as she still sees it. One query."""
    return waiting_count(reader)
