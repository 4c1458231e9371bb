"""What happens to meetings."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class MeetingPlanned(Fact):
    """A meeting was made, or a series with its first meeting."""

    name: ClassVar[str] = "meetings.MeetingPlanned"
    meeting: int
    series: int | None = None


class MeetingsChanged(Fact):
    """Meetings changed. `moved`: in time, place or name, so that calendars and those who come are told."""

    name: ClassVar[str] = "meetings.MeetingsChanged"
    meetings: tuple[int, ...]
    moved: bool


class MeetingsCancelled(Fact):
    name: ClassVar[str] = "meetings.MeetingsCancelled"
    meetings: tuple[int, ...]


class SignedUp(Fact):
    """Someone registered: she has a place, or waits for one."""

    name: ClassVar[str] = "meetings.SignedUp"
    meeting: int
    sign_up: int
    waits: bool


class SignedOff(Fact):
    name: ClassVar[str] = "meetings.SignedOff"
    meeting: int
    sign_up: int


class MovedUp(Fact):
    """Someone who waited has a place now."""

    name: ClassVar[str] = "meetings.MovedUp"
    meeting: int
    sign_up: int


class PresenceClosed(Fact):
    """The presence list of a meeting is closed: who was there, and who had a place and wasn't."""

    name: ClassVar[str] = "meetings.PresenceClosed"
    meeting: int


class MeetingSoon(Fact):
    """A meeting begins within a day."""

    name: ClassVar[str] = "meetings.MeetingSoon"
    meeting: int


class PartGiven(Fact):
    """Someone of Kring was given a part in a meeting: a `PartRole`, or "leader" for who leads it now."""

    name: ClassVar[str] = "meetings.PartGiven"
    meeting: int
    person: int
    role: str


class ListLeftOpen(Fact):
    """A meeting was over half a day ago, and its presence list is open still."""

    name: ClassVar[str] = "meetings.ListLeftOpen"
    meeting: int


class AgendaDrawnUp(Fact):
    """The points of a meeting changed, or what came of them."""

    name: ClassVar[str] = "meetings.AgendaDrawnUp"
    meeting: int


class NotesWritten(Fact):
    name: ClassVar[str] = "meetings.NotesWritten"
    meeting: int
