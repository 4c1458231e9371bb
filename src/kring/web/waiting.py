"""How much waits for a person, as one number."""

from kring.communities.queries import requests_waiting
from kring.finding.queries import open_requests
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.notifications.queries import unread


def waiting(reader: Reader) -> int:
    """What she hasn't read, was asked for and is to decide on. Two queries, three for a host."""
    deciding = requests_waiting(reader) if reader.places(Role.HOST) else 0
    return unread(reader) + open_requests(reader) + deciding
