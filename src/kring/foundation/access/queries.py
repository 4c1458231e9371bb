"""Reading places and standings."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kring.foundation.access.models import Place, Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.prepared import prepared


def visible_places(reader: Reader) -> list[int]:
    """The places that this reader may read in. One query for who is signed in, however often it is asked.

    Whoever isn't is one and the same reader for as long as the process lives, so for her nothing is kept.
    """
    if reader.readable:
        return reader.readable
    found = [key for (key,) in _readable(reader)]
    if reader.account is not None:
        reader.readable.extend(found)
    return found


@prepared()
def _readable(reader: Reader) -> "QuerySet[Place, tuple[int]]":
    places = Place.objects.all() if reader.sees_all else Place.objects.filter(scope__any=reader.scopes)
    return places.values_list("id")


def below(place: int) -> "list[int]":
    """A place and all places under it, the upper ones first."""
    return list(Place.objects.filter(path__contains=[place]).order_by("path__len", "id").values_list("id", flat=True))


def holders(place: int, *roles: Role) -> Iterable[int]:
    """The accounts with one of these roles in a place."""
    return Standing.objects.filter(place=place, role__in=roles).values_list("account_id", flat=True).distinct()
