"""An agreement with all its versions and what was said to them, as the rules read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from kring.communities.agreements.models import Agreement, Signature, Version
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.seats import Offer, Who
from kring.communities.agreements.rules.terms import Side, State, Terms
from kring.people.organisations.rules.employments import day_at


@dataclass(frozen=True)
class Sheet:
    """An agreement on a day of its organisation's zone; `versions` in order of their numbers."""

    agreement: Agreement
    versions: Sequence[Version]
    terms: Sequence[Terms]
    today: date

    @property
    def state(self) -> State:
        """Where it is today."""
        return State.ENDED if self.agreement.ended_at else terms.state(self.terms, self.today)

    @property
    def holds(self) -> Version | None:
        """The version that people go by today: in force, or the first or last that both signed; None without any."""
        ahead = terms.agreed(self.terms, self.today)
        return self.numbered(ahead[0].number) if ahead else None

    @property
    def last(self) -> Terms | None:
        """What was agreed on last."""
        ahead = terms.agreed(self.terms, self.today)
        return ahead[-1] if ahead else None

    @property
    def proposal(self) -> Version | None:
        """What waits for a signature."""
        found = terms.proposed(self.terms)
        return self.numbered(found.number) if found else None

    def draft(self, side: Side) -> Version | None:
        """What a side is drafting."""
        found = terms.drafted(self.terms, side)
        return self.numbered(found.number) if found else None

    def numbered(self, number: int) -> Version:
        """The version with a number."""
        return next(one for one in self.versions if one.number == number)

    def shown_to(self, sides: Iterable[Side]) -> list[Version]:
        """The versions that these sides know of: what was signed, and what they draft themselves."""
        known = [one for one in self.terms if one.signed or one.drafted_by in sides]
        return [self.numbered(one.number) for one in known]

    @property
    def offer(self) -> Offer:
        """What there is to take today."""
        holds = self.holds
        who = Who(holds.who) if holds else Who.NAMED
        within = (self.agreement.department_id, holds.department_id if holds else None)
        seats = terms.seats(self.terms, self.today)
        return Offer(self.state, who, seats, self.agreement.taken, [key for key in within if key is not None])


def sheet(row: Agreement, now: datetime) -> Sheet:
    """An agreement that someone may see, with its versions and what was signed, in that order. Three queries."""
    return sheets([row], now)[0]


def sheets(rows: Sequence[Agreement], now: datetime) -> list[Sheet]:
    """Agreements, each with its versions. Three queries, however many."""
    found: dict[int, list[Version]] = {row.pk: [] for row in rows}
    versions = Version.objects.filter(agreement__in=found).select_related("department", "notice")
    signed = Prefetch("signatures", Signature.objects.order_by("at", "pk"))
    for version in versions.prefetch_related(signed).order_by("agreement_id", "number"):
        found[version.agreement_id].append(version)
    return [
        Sheet(row, found[row.pk], [_terms(one) for one in found[row.pk]], day_at(now, row.organisation.time_zone))
        for row in rows
    ]


def _terms(version: Version) -> Terms:
    said = list(version.signatures.all())
    notice = getattr(version, "notice", None)
    return Terms(
        number=version.number,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        seats=version.seats,
        notice_days=version.notice_days,
        grace_days=version.grace_days,
        renewal_months=version.renewal_months,
        drafted_by=Side(version.drafted_by),
        signed=frozenset(Side(one.side) for one in said if one.agrees),
        is_declined=any(not one.agrees for one in said),
        notice_ends_on=notice.ends_on if notice else None,
    )
