"""Reading places and standings."""

from collections.abc import Iterable

from kring.foundation.access.models import Place, Role, Standing
from kring.foundation.access.readers import Reader


def visible_places(reader: Reader) -> list[int]:
    """The places that this reader may read in. One query for a reader, however often it is asked."""
    if not reader.readable:
        places = Place.objects.all() if reader.sees_all else Place.objects.filter(scope__any=reader.scopes)
        reader.readable.extend(places.values_list("id", flat=True))
    return reader.readable


def below(place: int) -> "list[int]":
    """A place and all places under it, the upper ones first."""
    return list(Place.objects.filter(path__contains=[place]).order_by("path__len", "id").values_list("id", flat=True))


def holders(place: int, *roles: Role) -> Iterable[int]:
    """The accounts with one of these roles in a place."""
    return Standing.objects.filter(place=place, role__in=roles).values_list("account_id", flat=True).distinct()
