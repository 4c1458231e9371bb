"""Words of meetings for people: when it is, how many places are left, what stands in a list."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kring.meetings.models import Meeting
from kring.meetings.queries import MeetingRow

KINDS: Final = {
    "peer_group": gettext_lazy("exchange among colleagues"),
    "training": gettext_lazy("training or workshop"),
    "webinar": gettext_lazy("webinar"),
    "seminar": gettext_lazy("seminar or lecture"),
    "congress": gettext_lazy("congress"),
    "intervisie": gettext_lazy("peer consultation (intervisie)"),
    "mentoring": gettext_lazy("mentoring or coaching"),
    "other": gettext_lazy("something else"),
}


class Row(NamedTuple):
    """A meeting in a list. `day_of_month` and `month` stand at its left."""

    url: str
    title: str
    day_of_month: str
    month: str
    when: str
    where: str
    state: str
    notes: tuple[str, ...]
    circle: str | None
    circle_url: str | None


def meeting_url(key: int) -> str:
    """The address of a meeting."""
    return f"/meetings/{key}"


def span(starts: datetime, ends: datetime, zone: str) -> str:
    """From when to when, in the reader's zone: "Tuesday 24 March 2026, 15:00–17:00"; where clocks at the meeting show
    another time, that too."""
    here = timezone.get_current_timezone()
    said = _span(starts.astimezone(here), ends.astimezone(here))
    there = starts.astimezone(ZoneInfo(zone))
    if there.utcoffset() == starts.astimezone(here).utcoffset():
        return said
    # Around midnight it isn't the same day there.
    day = "" if there.date() == starts.astimezone(here).date() else f"{_day(there.date(), 'EEEE d MMMM')}, "
    return _("%(when)s your time (%(there)s in %(zone)s)") % {
        "when": said,
        "there": f"{day}{there:%H:%M}",
        "zone": zone.rpartition("/")[2].replace("_", " "),
    }


def moment(at: datetime, zone: str) -> str:
    """A moment by the clocks of a meeting: "Tuesday 24 March 2026, 17:05"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{format_date(local.date(), 'EEEE d MMMM y', locale=translation.get_language() or 'en')}, {local:%H:%M}"


def _span(starts: datetime, ends: datetime) -> str:
    language = translation.get_language() or "en"
    first = format_date(starts.date(), "EEEE d MMMM y", locale=language)
    if starts.date() == ends.date():
        return f"{first}, {starts:%H:%M}–{ends:%H:%M}"
    return f"{first}, {starts:%H:%M} – {format_date(ends.date(), 'EEEE d MMMM', locale=language)}, {ends:%H:%M}"


def places_left(places: int | None, taken: int, waiting: int) -> str:
    """How many places are free, as a sentence."""
    if places is None and not taken:
        return _("Nobody comes yet")
    if places is None:
        return ngettext("%(num)d person comes", "%(num)d people come", taken) % {"num": taken}
    left = places - taken
    if left > 0:
        return ngettext("%(num)d place left", "%(num)d places left", left) % {"num": left}
    if waiting:
        return ngettext("Full, %(num)d person waits", "Full, %(num)d people wait", waiting) % {"num": waiting}
    return _("Full")


def row(found: MeetingRow, *, with_circle: bool = True) -> Row:
    """A meeting as a list shows it."""
    local = found.starts_at.astimezone(timezone.get_current_timezone())
    return Row(
        url=meeting_url(found.id),
        title=found.title,
        day_of_month=str(local.day),
        month=_month(local.date()),
        when=span(found.starts_at, found.ends_at, found.zone),
        where=where(found.mode, found.location),
        state=found.state,
        notes=tuple(_notes(found)),
        circle=found.circle_name if with_circle else None,
        circle_url=f"/circles/{found.circle}" if with_circle and found.circle else None,
    )


def price(cents: int) -> str:
    """What it costs; payment happens elsewhere."""
    whole = cents % 100 == 0
    language = translation.get_language() or "en"
    return format_currency(
        Decimal(cents) / 100, "EUR", "¤ #,##0" if whole else None, locale=language, currency_digits=not whole
    )


def facts_of(meeting: Meeting) -> list[tuple[str, Any]]:
    """What one wants to know before one registers, as label and text."""
    facts: list[tuple[str, Any]] = [
        (_("When"), span(meeting.starts_at, meeting.ends_at, meeting.zone)),
        (_("Where"), where(meeting.mode, meeting.location)),
        (_("What kind"), KINDS.get(meeting.kind, meeting.kind)),
        (_("Places"), _places(meeting)),
    ]
    if meeting.price_cents is not None:
        facts.append((_("Price"), _("free") if meeting.price_cents == 0 else price(meeting.price_cents)))
    if meeting.register_hours:
        facts.append(
            (_("Taking a place"), _("until %(hours)s before the start") % {"hours": hours(meeting.register_hours)})
        )
    if meeting.cancel_hours:
        facts.append((_("Signing off"), _("until %(hours)s before the start") % {"hours": hours(meeting.cancel_hours)}))
    return facts


def hours(count: int) -> str:
    """Hours as people say them: whole days as days."""
    if count % 24 == 0:
        return ngettext("%(num)d day", "%(num)d days", count // 24) % {"num": count // 24}
    return ngettext("%(num)d hour", "%(num)d hours", count) % {"num": count}


def _places(meeting: Meeting) -> str:
    said = places_left(meeting.places, meeting.taken, meeting.waiting)
    if meeting.places is None:
        return said
    if meeting.taken < meeting.places:
        return _("%(left)s of %(places)d") % {"left": said, "places": meeting.places}
    return ngettext("%(said)s (%(num)d place)", "%(said)s (%(num)d places)", meeting.places) % {
        "said": said,
        "num": meeting.places,
    }


def _day(day: date, form: str) -> str:
    return format_date(day, form, locale=translation.get_language() or "en")


def _month(day: date) -> str:
    return format_date(day, "MMM", locale=translation.get_language() or "en").rstrip(".")


def where(mode: str, location: str) -> str:
    """Where a meeting is, in words; empty where nothing was said of it."""
    if mode == "online":
        return _("online")
    return _("%(location)s, and online") % {"location": location} if mode == "both" else location


def _notes(found: MeetingRow) -> Iterable[str]:
    if found.state == "cancelled":
        yield _("cancelled")
        return
    if found.mine == "going":
        yield _("You have a place")
    elif found.mine == "waiting":
        yield _("You wait for a place")
    if found.leads:
        yield _("You lead it")
    elif found.part:
        yield _("You have a part in it")
    if found.state != "closed":
        yield places_left(found.places, found.taken, found.waiting)
