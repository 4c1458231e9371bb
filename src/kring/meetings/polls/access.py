"""Who may do what with date polls. Choosing is planning a meeting: see the table of meetings."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from kring.foundation.access.grants import NOBODY, InScope, Table, Themselves, WithRole
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader
from kring.meetings.models import Meeting, State

MEMBERS: Final = (Role.MEMBER, Role.HOST, Role.PARTY)


@dataclass(frozen=True)
class LeadsThere:
    """Members of a place who lead a meeting there."""

    path: str

    def rows(self, reader: Reader) -> Q:
        if reader.account is None:
            return NOBODY
        led = _led().filter(led_by=reader.account, place__in=reader.places(*MEMBERS))
        return Q(**{f"{self.path}__in": led.values("place")})

    def holds(self, reader: Reader, row: Any) -> bool:
        place = getattr(row, self.path)
        return reader.has(place, *MEMBERS) and _led().filter(led_by=reader.account, place=place).exists()

    def people(self, row: Any) -> Q:
        place = getattr(row, self.path)
        there = Standing.objects.filter(place=place, role__in=MEMBERS)
        return Q(pk__in=_led().filter(place=place).values("led_by")) & Q(pk__in=there.values("account"))


def _led() -> Any:
    return Meeting.objects.exclude(state=State.CANCELLED)


_HOST: Final = WithRole("place_id", (Role.HOST,))

POLL: Final = Table(
    {
        "read": (InScope("place__scope"),),
        "mark": (WithRole("place_id", MEMBERS),),
        # Who said what. Whoever may merely read sees how many.
        "names": (WithRole("place_id", MEMBERS),),
        "propose": (_HOST, LeadsThere("place_id")),
        "change": (_HOST, Themselves("made_by_id")),
    }
)
