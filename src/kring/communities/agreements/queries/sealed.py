"""Versions that both sides signed, of many agreements at once: what holds on a day, now or then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Max, Q

from kring.communities.agreements.models import Agreement, Version
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.terms import BOTH, Side, Terms
from kring.communities.models import Community
from kring.people.models import Department, Organisation
from kring.people.organisations.rules.employments import day_at


@dataclass(frozen=True, slots=True)
class Sealed:
    """An agreement with the versions of it that both signed, in order of their numbers; `sealed_on` are the days on
    which the second one did."""

    agreement: Agreement
    versions: tuple[Version, ...]
    terms: tuple[Terms, ...]
    sealed_on: tuple[date, ...]

    def on(self, day: date) -> Version | None:
        """The version in force on a day."""
        holds = terms.in_force(self.terms, day)
        return next((one for one in self.versions if holds and one.number == holds.number), None)


def sealed(chosen: Q) -> list[Sealed]:
    """The agreements that `chosen` names of which both sides signed anything, by community. One query; whoever asks has
    seen to it that these may be read."""
    rows = Version.objects.filter(agreement__in=Agreement.objects.filter(chosen))
    signed = rows.annotate(yes=Count("signatures", filter=Q(signatures__agrees=True)), sealed_at=Max("signatures__at"))
    named = signed.filter(yes=len(BOTH)).select_related(
        "agreement__community__place", "agreement__department", "agreement__organisation", "notice"
    )
    ordered = named.order_by("agreement__community__sort_name", "agreement", "number")
    return list(_gathered(list(ordered)))


def pool_of(organisation: Organisation, *, on: date, department: Department | None = None) -> list[Community]:
    """The communities whose pool of professionals an organisation may draw on on a day of its zone, by name: those with
    an agreement in force that says so. A department draws on what was agreed on for it, for one above it, or for all of
    the organisation; the organisation only on the last. In its days of grace an agreement gives no pool. At most two
    queries.
    """
    parties = department.place.path if department else [organisation.pk]
    found = sealed(Q(organisation=organisation, party__in=parties, community__archived_at=None))
    pools = {one.agreement.community for one in found if (holds := one.on(on)) is not None and holds.pool}
    return sorted(pools, key=lambda one: (one.sort_name, one.pk))


def _gathered(versions: list[Version]) -> Iterator[Sealed]:
    for agreement, rows in groupby(versions, key=lambda one: one.agreement):
        own = tuple(rows)
        zone = agreement.organisation.time_zone
        days = tuple(day_at(one.sealed_at, zone) for one in own)  # type: ignore[attr-defined]  # annotated above
        yield Sealed(agreement, own, tuple(_terms(one) for one in own), days)


def _terms(version: Version) -> Terms:
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
        signed=BOTH,
        notice_ends_on=notice.ends_on if notice else None,
    )
