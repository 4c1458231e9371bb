"""How near a reader is to a person, and so what she sees of her."""

from collections.abc import Sequence
from typing import Final

from django.db.models import QuerySet

from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.prepared import prepared
from kring.people.rules import Nearness

# Who is party to a private case is in no circle because of it.
IN_CIRCLES: Final = (Role.MEMBER, Role.HOST)


def may_vouch_for(reader: Reader, person: int) -> bool:
    """Whether a reader may say whose an imported account is: an operator, or who hosts a circle that the person is
    in."""
    if reader.account is None:
        return False
    hosted = reader.places(Role.HOST)
    return reader.is_operator or bool(hosted and Standing.objects.filter(account=person, place__in=hosted).exists())


def nearness(reader: Reader, person: int) -> Nearness:
    """How near a reader is to a person. At most one query."""
    return nearness_to_all(reader, [person])[person]


def nearness_to_all(reader: Reader, people: Sequence[int]) -> dict[int, Nearness]:
    """How near a reader is to each of these people: in one circle with her, signed in, or anyone. At most one query."""
    if reader.account is None:
        return dict.fromkeys(people, Nearness.NETWORK if reader.sees_all else Nearness.PUBLIC)
    near = set(_together(reader, people=list(people)))
    found = {person: Nearness.CIRCLES if person in near else Nearness.NETWORK for person in people}
    return found | ({reader.account: Nearness.HERSELF} if reader.account in found else {})


@prepared()
def _together(reader: Reader, *, people: list[int]) -> "QuerySet[Standing, int]":
    """Those of these people who are in a circle where the reader is. To have one employer is to be in no circle."""
    rows = Standing.objects.filter(account__pk__any=people, place__pk__any=list(reader.roles), role__in=IN_CIRCLES)
    rows = rows.exclude(reason=Reason.EMPLOYED)
    return rows.values_list("account_id", flat=True).distinct()
