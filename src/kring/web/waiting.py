"""How much waits for a person, as one number."""

from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.notifications.queries import waiting_count


def waiting(reader: Reader) -> int:
    """What she hasn't read, was asked for and is to decide on. One query."""
    return waiting_count(reader, hosts=reader.places(Role.HOST))
