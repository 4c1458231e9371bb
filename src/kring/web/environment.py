"""Jinja2 as pages need it: strict, translated, with dates as people say them."""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kring.foundation import clock
from kring.web.static import static

HERE = Path(__file__).parent


def environment(**options: Any) -> Environment:
    """The environment of all pages, called once by Django."""
    options.pop("loader", None)
    made = Environment(
        loader=FileSystemLoader([HERE / "templates", HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_callables(said, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    # Jinja's own wrapper formats and escapes each message anew; most of a page's hundreds have nothing to fill in.
    made.globals |= {"_": said, "gettext": said, "static": static, "when": when, "day": day, "number": number}
    return made


def said(message: str, **filled: Any) -> Markup:
    """A message in the reader's language, with what is filled in escaped. Each is looked up once a process."""
    language = translation.get_language() or "en"
    return _looked_up(language, message) % filled if filled else _plain(language, message)


@lru_cache(maxsize=8_192)
def _looked_up(language: str, message: str) -> Markup:
    return Markup(message if language == "en" else translation.gettext(message))  # noqa: S704 - our own words


@lru_cache(maxsize=8_192)
def _plain(language: str, message: str) -> Markup:
    return _looked_up(language, message) % {}


def when(moment: datetime) -> Markup:
    """A moment as people say it, exact on hover, in the reader's time zone and language."""
    zone = timezone.get_current_timezone()
    local = moment.astimezone(zone)
    today = clock.now().astimezone(zone).date()
    return _time_element(local.replace(second=0, microsecond=0), today, translation.get_language() or "en")


@lru_cache(maxsize=4_096)
def _time_element(local: datetime, today: date, language: str) -> Markup:
    exact = format_datetime(local, "EEEE d MMMM y HH:mm zzz", locale=language)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        local.astimezone(UTC).isoformat(), exact, _said(local, today, language)
    )


def _said(local: datetime, today: date, language: str) -> str:
    """Today and yesterday by the clock, this week by its day, then by date, with the year where it is another."""
    ago = (today - local.date()).days
    if ago == 0:
        return _("today, %(time)s") % {"time": format_time(local, "HH:mm", locale=language)}
    if ago == 1:
        return _("yesterday, %(time)s") % {"time": format_time(local, "HH:mm", locale=language)}
    form = "EEEE" if 1 < ago < 7 else "d MMMM" if local.year == today.year else "d MMMM y"
    return format_date(local.date(), form, locale=language)


def day(value: date) -> str:
    """A date in words, with its weekday: Thursday 3 December 2026."""
    return _day(value, translation.get_language() or "en")


@lru_cache(maxsize=1_024)
def _day(value: date, language: str) -> str:
    return str(escape(format_date(value, "EEEE d MMMM y", locale=language)))


def number(value: float) -> str:
    """A number as it is written in the reader's language."""
    if 0 <= value < 1_000 and value == int(value):
        return str(int(value))
    return format_decimal(value, locale=translation.get_language() or "en")
