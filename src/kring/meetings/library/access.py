"""Who may do what in a library, and who may say what came of a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from kring.foundation.access.grants import NOBODY, InScope, Table, Themselves, WithRole
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.meetings.models import Meeting, Part, SignUp, SignUpState

_MEMBERS: Final = (Role.MEMBER, Role.HOST, Role.PARTY)


@dataclass(frozen=True)
class TookPart:
    """Whoever leads the meeting whose key is at `path`, or has a part in it."""

    path: str

    def rows(self, reader: Reader) -> Q:
        """The rows for which this reader may."""
        if reader.account is None:
            return NOBODY
        led = Meeting.objects.filter(led_by=reader.account).values("pk")
        parts = Part.objects.filter(account=reader.account).values("meeting")
        return Q(**{f"{self.path}__in": led}) | Q(**{f"{self.path}__in": parts})

    def holds(self, reader: Reader, row: Any) -> bool:
        """Whether she may for this row."""
        key = getattr(row, self.path)
        if reader.account is None or key is None:
            return False
        meeting = Meeting.objects.filter(Q(led_by=reader.account) | Q(parts__account=reader.account), pk=key)
        return meeting.exists()

    def people(self, row: Any) -> Q:
        """The accounts that may for this row."""
        key = getattr(row, self.path)
        if key is None:
            return NOBODY
        led = Meeting.objects.filter(pk=key).values("led_by")
        return Q(pk__in=led) | Q(pk__in=Part.objects.filter(meeting=key, account__isnull=False).values("account"))


class WasThere:
    """Whoever had a place at a meeting, and isn't said to have stayed away."""

    def rows(self, reader: Reader) -> Q:
        """The meetings for which this reader may."""
        if reader.account is None:
            return NOBODY
        return Q(pk__in=_there().filter(account=reader.account).values("meeting"))

    def people(self, row: Any) -> Q:
        """The accounts that may for this meeting."""
        return Q(pk__in=_there().filter(meeting=row.pk, account__isnull=False).values("account"))


@dataclass(frozen=True)
class TookPartOrWasThere:
    """Both of these, asked at once. Its rows are meetings."""

    def rows(self, reader: Reader) -> Q:
        """The meetings for which this reader may."""
        return TookPart("pk").rows(reader) | WasThere().rows(reader)

    def holds(self, reader: Reader, row: Any) -> bool:
        """Whether she may for this meeting. One query."""
        return Meeting.objects.filter(self.rows(reader), pk=row.pk).exists()

    def people(self, row: Any) -> Q:
        """The accounts that may for this meeting."""
        return TookPart("pk").people(row) | WasThere().people(row)


def took_part_or_was_there(account: int, meeting: Meeting, *, parts: Iterable[Part], mine: SignUp | None) -> bool:
    """The same of a meeting whose parts, and whose sign-up of this person, are loaded: a page asks nothing for it."""
    if meeting.led_by_id == account or any(part.account_id == account for part in parts):
        return True
    return mine is not None and mine.state == SignUpState.GOING and not mine.stayed_away


def _there() -> Any:
    return SignUp.objects.filter(state=SignUpState.GOING, stayed_away=False)


PIECE: Final = Table(
    {
        "read": (InScope("place__scope"),),
        "add": (WithRole("place_id", _MEMBERS), TookPart("meeting_id")),
        "change": (Themselves("added_by_id"), WithRole("place_id", (Role.HOST,))),
        "inspire": (WithRole("place_id", _MEMBERS),),
    }
)
FOLLOW_UP: Final = Table({"add": (WithRole("place_id", (Role.HOST,)), TookPartOrWasThere())})
INSPIRED: Final = Table(
    {
        "remove": (
            Themselves("by_id"),
            Themselves("conversation__author_id"),
            WithRole("conversation__place_id", (Role.HOST,)),
        )
    }
)
