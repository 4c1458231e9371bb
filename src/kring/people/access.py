"""How near a reader is to a person, and so what she sees of her."""

from kring.foundation.access.models import Standing
from kring.foundation.access.readers import Reader
from kring.people.rules import Nearness


def nearness(reader: Reader, person: int) -> Nearness:
    """How near a reader is to a person: in one circle with her, signed in, or anyone. At most one query."""
    if reader.account is None:
        return Nearness.NETWORK if reader.sees_all else Nearness.PUBLIC
    if reader.account == person:
        return Nearness.HERSELF
    together = Standing.objects.filter(account=person, place__in=list(reader.roles))
    return Nearness.CIRCLES if together.exists() else Nearness.NETWORK
