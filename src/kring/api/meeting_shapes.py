"""What goes out of meetings and date polls, as plain dataclasses; see `shapes`."""

from dataclasses import dataclass
from datetime import datetime

from kring.api.shapes import CircleRef, Competence, PersonRef


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """A meeting as lists show it. `places` is null where there is room for everyone; `registration` is the state of the
    caller's own: going, waiting, off (signed off) or late (signed off late)."""

    id: int
    title: str
    kind: str
    mode: str
    location: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    places: int | None
    taken: int
    waiting: int
    series: int | None
    circle: CircleRef | None
    registration: str | None


@dataclass(frozen=True, slots=True)
class MeetingList:
    items: list[MeetingItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class Registration:
    """The caller's own. `moved_up_at` is when she got a place for which she waited."""

    state: str
    asked_at: datetime
    moved_up_at: datetime | None
    answers: list[str]


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """`conversation` is what it takes up, `outcome` what came of it: keys, null where the caller can't read them."""

    title: str
    minutes: int | None
    conversation: int | None
    outcome: int | None
    html: str


@dataclass(frozen=True, slots=True)
class Part:
    """Someone who speaks, facilitates or brings a case; `person` is null for who comes from outside."""

    role: str
    person: PersonRef | None
    name: str
    credential: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. `link` is where one joins online, for who has a place, hosts or has a part; null for others. `html` is
    what it is about, `notes` what came of it. Those of one series have the same `series`."""

    id: int
    uid: str
    title: str
    html: str
    language: str
    kind: str
    mode: str
    location: str
    link: str | None
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    cancelled_because: str
    places: int | None
    taken: int
    waiting: int
    register_hours: int
    cancel_hours: int
    price_cents: int | None
    questions: list[str]
    open_to_all: bool
    competences: list[Competence]
    series: int | None
    version: int
    circle: CircleRef | None
    led_by: PersonRef
    parts: list[Part]
    agenda: list[AgendaPoint]
    notes: str
    registration: Registration | None
    may_register: bool
    is_host: bool
    url: str


@dataclass(frozen=True, slots=True)
class PollItem:
    """An open date poll. `waits` where there is a date of which the caller, who may, said nothing yet."""

    id: int
    title: str
    circle: CircleRef | None
    dates: int
    first: datetime
    last: datetime
    answer_until: datetime | None
    waits: bool


@dataclass(frozen=True, slots=True)
class PollItems:
    items: list[PollItem]


@dataclass(frozen=True, slots=True)
class Said:
    """What someone said of a date."""

    handle: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PollDate:
    """A date of a poll: how many can, can if need be, and can't. `mine` is what the caller said; `people` is who said
    what, at most 40 of each, empty for whoever isn't a member."""

    id: int
    starts_at: datetime
    ends_at: datetime
    yes: int
    if_need_be: int
    no: int
    mine: str | None
    is_best: bool
    is_chosen: bool
    people: list[Said]


@dataclass(frozen=True, slots=True)
class Poll:
    """A date poll, its dates the soonest first. `meeting` came of it; `may_mark` while the caller can answer."""

    id: int
    title: str
    html: str
    language: str
    minutes: int
    zone: str
    kind: str
    mode: str
    location: str
    answer_until: datetime | None
    state: str
    meeting: int | None
    circle: CircleRef | None
    made_by: PersonRef
    made_at: datetime
    answers: int
    dates: list[PollDate]
    may_mark: bool
    url: str
