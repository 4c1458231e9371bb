"""What happens to agreements and their seats."""

from datetime import date
from typing import ClassVar

from kring.communities.agreements.rules.terms import Side, Stage
from kring.foundation.events.facts import Fact


class AgreementProposed(Fact):
    """One side signed a version: the other may sign, or decline."""

    name: ClassVar[str] = "agreements.AgreementProposed"
    agreement: int
    version: int
    side: Side


class AgreementSealed(Fact):
    """Both sides signed a version."""

    name: ClassVar[str] = "agreements.AgreementSealed"
    agreement: int
    version: int


class AgreementDeclined(Fact):
    """A side said no to what the other one proposed."""

    name: ClassVar[str] = "agreements.AgreementDeclined"
    agreement: int
    version: int
    side: Side


class NoticeGiven(Fact):
    """One side ends the agreement."""

    name: ClassVar[str] = "agreements.NoticeGiven"
    agreement: int
    side: Side


class AgreementNearsEnd(Fact):
    """It renews itself soon, or ends, or ended and its days of grace run."""

    name: ClassVar[str] = "agreements.AgreementNearsEnd"
    agreement: int
    stage: Stage


class AgreementEnded(Fact):
    """The work of ending is done: nothing rests on it any more."""

    name: ClassVar[str] = "agreements.AgreementEnded"
    agreement: int


class SeatKept(Fact):
    """The organisation keeps a seat for someone."""

    name: ClassVar[str] = "agreements.SeatKept"
    agreement: int
    seat: int
    account: int


class SeatTaken(Fact):
    """Someone is a member because of an agreement; `is_last` when no seat is left."""

    name: ClassVar[str] = "agreements.SeatTaken"
    agreement: int
    seat: int
    account: int
    is_last: bool = False


class SeatLeaves(Fact):
    """Someone works outside the department that the seats are for: hers ends with the day before `leaves_on`, unless
    she comes back before."""

    name: ClassVar[str] = "agreements.SeatLeaves"
    agreement: int
    seat: int
    account: int
    leaves_on: date


class SeatEnded(Fact):
    """A seat is free again."""

    name: ClassVar[str] = "agreements.SeatEnded"
    agreement: int
    seat: int
    account: int
    ending: str
