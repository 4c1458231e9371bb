"""What goes out of organisations, agreements and development, as plain dataclasses; see `shapes`.

Days are days of the organisation's zone; a last day is the last one with. Money is in cents.
"""

from dataclasses import dataclass
from datetime import date, datetime

from kring.api.shapes import CircleRef, PersonRef


@dataclass(frozen=True, slots=True)
class OrganisationRef:
    """An organisation, by name."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class OrganisationItems:
    items: list[OrganisationRef]


@dataclass(frozen=True, slots=True)
class Employment:
    """One of the caller's own. `organisation` has its page while she works there; `came` says how it came to be known:
    founder, domain, invitation, list or operator."""

    id: int
    organisation: OrganisationRef
    department: str
    starts_on: date
    last_day: date | None
    came: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class EmploymentItems:
    items: list[Employment]


@dataclass(frozen=True, slots=True)
class RestsOn:
    """An agreement by which the caller has a seat. `last_day` is that of what was agreed on last, `renews` whether it
    goes on then by itself; `goes_after` is her own last day, where she works in another department now."""

    agreement: int
    organisation: OrganisationRef
    department: str
    state: str
    last_day: date | None
    renews: bool
    goes_after: date | None


@dataclass(frozen=True, slots=True)
class OwnMembership:
    """A circle that the caller is a member of, and what that rests on: her own joining, that she works there (then it
    is one of her employer's), seats of agreements."""

    circle: CircleRef
    by_herself: bool
    by_work: bool
    rests_on: list[RestsOn]


@dataclass(frozen=True, slots=True)
class OwnMembershipItems:
    items: list[OwnMembership]


@dataclass(frozen=True, slots=True)
class SeatOffer:
    """A seat that the caller's employer agreed on. `why_not` is null where she can take it, else one of not-employed,
    not-begun, ended, removed, not-in-department, not-named and full. `counted` says what her employer may be told in
    counts of at least `smallest_group`, and `names_shown` whether hosts see that her seat is one of this employer's."""

    agreement: int
    organisation: OrganisationRef
    circle: CircleRef
    is_kept: bool
    why_not: str | None
    counted: list[str]
    smallest_group: int | None
    names_shown: bool


@dataclass(frozen=True, slots=True)
class SeatOfferItems:
    items: list[SeatOffer]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation. Of one where the caller doesn't work only what it shows; `community` is that of all colleagues.
    `may_see_people` and `may_see_agreements` say what else there is for her."""

    id: int
    slug: str
    name: str
    about: str
    time_zone: str
    works_here: bool
    community: CircleRef | None
    may_see_people: bool
    may_see_agreements: bool
    url: str


@dataclass(frozen=True, slots=True)
class Office:
    """Someone who does something for an organisation, or for one of its departments (its key, else null): `role` is
    owner, hr, manager or procurement."""

    person: PersonRef
    role: str
    department: int | None


@dataclass(frozen=True, slots=True)
class Department:
    """A department. `parent` is null for those right under the organisation, whose `depth` is 0."""

    id: int
    name: str
    parent: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Departments:
    """The departments in the order of the tree, and who does what."""

    items: list[Department]
    offices: list[Office]


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who works there: where and since when. `id` is the key of the employment, `department` null for none."""

    id: int
    person: PersonRef
    department: int | None
    department_name: str
    starts_on: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class StaffList:
    items: list[StaffMember]
    next: str | None


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a letter goes to. Who has an open invitation gets no second one."""

    addresses: list[str]


@dataclass(frozen=True, slots=True)
class AgreementItem:
    """An agreement as lists show it. `state` is draft, proposed, agreed (by both, not begun), running, grace or ended;
    `seats` and `taken` are null until something was agreed on; hosts are told of whole fives that are taken."""

    id: int
    organisation: OrganisationRef
    department: str
    circle: CircleRef
    state: str
    starts_on: date | None
    last_day: date | None
    seats: int | None
    taken: int | None


@dataclass(frozen=True, slots=True)
class AgreementList:
    items: list[AgreementItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class Signature:
    """What a side said to a version: yes, or no with the reason."""

    side: str
    name: str
    agrees: bool
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """What was agreed on, proposed or drafted. `who` may take a seat: everyone, department (`for_department`) or named.
    `notice_last_day` is the one that a notice gave."""

    number: int
    drafted_by: str
    starts_on: date
    last_day: date
    seats: int
    who: str
    for_department: str
    price_cents: int | None
    budget_cents: int | None
    pool: bool
    counted: list[str]
    smallest_group: int
    names_shown: bool
    notice_days: int
    renewal_months: int
    grace_days: int
    words: str
    notice_last_day: date | None
    signatures: list[Signature]


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement. `sides` are those for which the caller acts; `holds` and `proposed` are numbers of versions, null
    where there is none. `last_day` is that of what was agreed on last."""

    id: int
    organisation: OrganisationRef
    department: str
    circle: CircleRef
    state: str
    sides: list[str]
    last_day: date | None
    seats: int | None
    taken: int | None
    holds: int | None
    proposed: int | None
    versions: list[AgreementVersion]
    may_see_seats: bool
    url: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Who has a seat, or for whom one is kept: `since` is null until she takes it. `goes_after` is her last day with
    it, where she works in another department now."""

    id: int
    handle: str
    name: str
    given_at: datetime
    since: datetime | None
    goes_after: date | None


@dataclass(frozen=True, slots=True)
class SeatList:
    items: list[Seat]
    next: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Of at least five people: how many took part, and their days, by whose time and by way. All but `people` are
    rounded to fives, up or down by chance; null is held back."""

    people: int
    took_part: int
    days: int | None
    employer: int | None
    own: int | None
    course: int | None
    exchange: int | None
    doing: int | None


@dataclass(frozen=True, slots=True)
class Quarter:
    """The groups of one quarter together, which begins on `first`; `aim` is the days of that year."""

    first: date
    aim: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class QuarterItems:
    items: list[Quarter]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a report. `merged` names the departments that were counted together with it."""

    name: str
    merged: list[str]
    figures: Figures


@dataclass(frozen=True, slots=True)
class CommunityFigures:
    """What a report tells of a community. Without an agreement that is how many `people` learned there; with one,
    `seated` had a seat, and of what `counted` names it tells how many. Null is not told."""

    circle: CircleRef
    people: int | None
    seated: int | None
    counted: list[str]
    days: int | None
    meetings: int | None
    questions: int | None
    experiences: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """One quarter, as it was counted once. `is_whole`: the caller sees all groups; only then are there communities."""

    first: date
    last_day: date
    aim: int
    made_at: datetime
    is_whole: bool
    groups: list[Group]
    communities: list[CommunityFigures]


@dataclass(frozen=True, slots=True)
class Month:
    """What a month came to, in minutes, by way."""

    course: int
    exchange: int
    doing: int


@dataclass(frozen=True, slots=True)
class Development:
    """What the caller's own ledger of a year comes to. `organisation` says whose `aim_days` these are; empty for her
    own choice or the usual. `days` is all of it in days of `minutes_a_day`; `aim_ways` are percentages."""

    year: int
    aim_days: int
    organisation: str
    minutes_a_day: int
    entries: int
    minutes: int
    days: float
    times: dict[str, int]
    ways: dict[str, int]
    aim_ways: dict[str, int]
    months: list[Month]
