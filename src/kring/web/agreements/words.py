"""Words of agreements for people: states, periods, money, and what differs between versions."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kring.communities.agreements import queries
from kring.communities.agreements.actions.drafting import SMALLEST_GROUP
from kring.communities.agreements.models import WHO, Agreement, Counted, Version
from kring.communities.agreements.queries import AgreementRow, Sheet
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.seats import Who
from kring.communities.agreements.rules.terms import Side, State
from kring.foundation.access.readers import Reader
from kring.web.meetings.words import price

STATES: Final = {
    State.DRAFT: gettext_lazy("draft"),
    State.PROPOSED: gettext_lazy("proposed"),
    State.AGREED: gettext_lazy("agreed, not begun"),
    State.RUNNING: gettext_lazy("running"),
    State.GRACE: gettext_lazy("ended, days of grace run"),
    State.ENDED: gettext_lazy("ended"),
}


class Line(NamedTuple):
    """An agreement in a list: where it is, with whom, its state, its period and its seats."""

    url: str
    name: str
    state: str
    period: str
    seats: str


def agreement_url(key: int) -> str:
    """The page of an agreement."""
    return f"/agreements/{key}"


def party(row: Agreement) -> str:
    """Which organisation, and which department of it."""
    if row.department is None:
        return row.organisation.name
    return f"{row.organisation.name}, {row.department.name}"


def day(at: date, *, short: bool = False) -> str:
    """A day in words of the language."""
    return format_date(at, "d MMM y" if short else "d MMMM y", locale=translation.get_language() or "en")


def last_day(until: date) -> str:
    """The last day before one, in words."""
    return day(until - timedelta(days=1))


def line(found: AgreementRow, side: Side, reader: Reader) -> Line:
    """An agreement as a list of one side shows it: with the other side's name."""
    seen = found.sheet
    row = seen.agreement
    shown = seen.holds or seen.proposal or seen.draft(side)
    name = f"{row.community.name} ({row.department.name})" if row.department else row.community.name
    return Line(
        agreement_url(row.pk),
        name if side is Side.ORGANISATION else party(row),
        str(STATES[seen.state]),
        period(shown, short=True) if shown else "",
        taken(seen, reader),
    )


def period(version: Version, *, short: bool = False) -> str:
    """From which day to which; `short` for a table of many."""
    days = (version.starts_on, version.ends_on - timedelta(days=1))
    first, last = (day(at, short=short) for at in days)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def taken(seen: Sheet, reader: Reader) -> str:
    """How many seats are taken, where there are any: exactly for the organisation, in whole fives for hosts."""
    count = queries.taken(reader, seen)
    if count is None:
        return ""
    seats = seen.offer.seats
    told = {"taken": count, "seats": seats, "fewest": SMALLEST_GROUP}
    if Side.ORGANISATION in queries.sides(reader, seen.agreement):
        return _("%(taken)d of %(seats)d seats taken") % told
    if count:
        return _("at least %(taken)d of %(seats)d seats taken") % told
    if seats < SMALLEST_GROUP:
        return ngettext("%(num)d seat", "%(num)d seats", seats) % {"num": seats}
    return _("%(seats)d seats, fewer than %(fewest)d taken") % told


def end_sentence(seen: Sheet) -> str:
    """What comes of what was agreed, as a sentence; empty where nothing was."""
    last = seen.last
    if last is None:
        return ""
    end = terms.end_of(last, seen.today)
    told = {"day": last_day(end), "stays": last_day(end + timedelta(days=last.grace_days))}
    if seen.state is State.GRACE:
        return _("It ended on %(day)s. Who has a seat can go on until %(stays)s.") % told
    if seen.state is State.ENDED:
        return _("It ended, and nothing rests on it any more.")
    if last.notice_ends_on is not None:
        return _("Notice was given: its last day is %(day)s.") % told
    if last.renewal_months:
        told["until"] = day(terms.notice_until(last, seen.today))
        return _("Its period ends on %(day)s, and it renews itself unless notice is given by %(until)s.") % told
    return _("Its last day is %(day)s.") % told


def facts_of(version: Version, row: Agreement) -> list[tuple[str, str]]:
    """What a version of an agreement says, as label and text, always with the same labels."""
    none = _("none")
    return [
        (_("Period"), period(version)),
        (_("Seats"), str(version.seats)),
        (_("Who may take one"), who(version, row)),
        (_("Price for the period"), none if version.price_cents is None else price(version.price_cents)),
        (_("Budget"), none if version.budget_cents is None else price(version.budget_cents)),
        (_("Access to the pool"), _("yes") if version.pool else _("no")),
        (_("What may be counted"), counted(version)),
        (_("Hosts see who has a seat"), _("yes") if version.names_shown else _("no")),
        (_("Notice"), _days(version.notice_days)),
        (_("Renewal"), _renewal(version.renewal_months)),
        (_("Days of grace"), _days(version.grace_days)),
        (_("Further"), version.words or none),
    ]


def who(version: Version, row: Agreement) -> str:
    """Who may take a seat: of an agreement of one department nobody from elsewhere."""
    within = version.department if version.who == Who.DEPARTMENT else row.department
    if version.who != Who.NAMED and within:
        return _("who works at %(department)s, or below it") % {"department": within.name}
    return str(dict(WHO)[version.who])


def side_by_side(versions: Sequence[Version], row: Agreement) -> list[tuple[str, ...]]:
    """A table of versions: a row for each thing that they say, which ends with whether it differs."""
    columns = [facts_of(one, row) for one in versions]
    rows = []
    for cells in zip(*columns, strict=True):
        texts = [text for _label, text in cells]
        rows.append((cells[0][0], *texts, _("changed") if len(set(texts)) > 1 else ""))
    return rows


def signatures(version: Version) -> list[tuple[str, Any, str]]:
    """Who said what to a version: a sentence, when, and the reason of a no."""
    said = []
    for one in version.signatures.all():
        told = {
            "name": one.name,
            "side": _("the organisation") if one.side == Side.ORGANISATION else _("the community"),
        }
        words = _("%(name)s signed for %(side)s") if one.agrees else _("%(name)s declined for %(side)s")
        said.append((words % told, one.at, one.words))
    return said


def counted(version: Version) -> str:
    """What the organisation may be told in counts, of which groups."""
    if not version.counted:
        return _("nothing")
    labels = ", ".join(str(Counted(one).label) for one in version.counted)
    return _("%(what)s, in groups of at least %(least)d") % {"what": labels, "least": version.smallest_group}


def _days(count: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", count) % {"num": count}


def _renewal(months: int) -> str:
    if not months:
        return _("none")
    return ngettext("by %(num)d month each time", "by %(num)d months each time", months) % {"num": months}
