"""Jinja2 as pages need it: strict, translated, with dates as people say them."""

import html
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, cast

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from django.template import TemplateDoesNotExist
from django.template.backends.jinja2 import Jinja2, Template
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from kring.foundation import clock
from kring.web.static import static

HERE = Path(__file__).parent


class Templates(Jinja2):
    """Django's backend with an environment for each language, chosen by the one that is active."""

    def get_template(self, template_name: str) -> Any:
        spoken = self.env if translation.get_language() != "nl" else self.dutch
        try:
            return Template(spoken.get_template(template_name), self)
        except TemplateNotFound as missing:
            raise TemplateDoesNotExist(template_name, backend=self) from missing

    @cached_property
    def dutch(self) -> Environment:
        """The same in Dutch."""
        return environment(language="nl")


class Speaking(Environment):
    """An environment of one language: what a template says with nothing to fill in becomes part of its code."""

    language = "en"

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        written = super()._parse(source, name, filename)
        _Saying(self.language).visit(written)
        return written

    @staticmethod
    def escaped(value: Any) -> str:
        """What may stand in a page of a value."""
        kind = type(value)
        if kind is Markup:
            return cast("str", value)
        return html.escape(value) if kind is str else str(value) if kind is int else escape(value)


class _Saying(NodeTransformer):
    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node, *args, **kwargs)
        is_message = isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext") and not node.kwargs
        if is_message and len(node.args) == 1 and isinstance(node.args[0], nodes.Const):
            return nodes.Const(_plain(self.language, node.args[0].value), lineno=node.lineno)
        return node


class _Writing(CodeGenerator):
    """Escapes what is written out without making a `Markup` of each piece only to join it."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


def environment(language: str = "en", **options: Any) -> Environment:
    """The environment of all pages in a language, made once by each process."""
    options.pop("loader", None)
    made = Speaking(
        loader=FileSystemLoader([HERE / "templates", HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.language = language
    made.code_generator_class = _Writing
    # Jinja's own wrapper formats and escapes each message anew; most of a page's hundreds have nothing to fill in.
    say = partial(said, language)
    made.install_gettext_callables(say, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"_": say, "gettext": say, "static": static, "when": when, "day": day, "number": number}
    return made


def said(language: str, message: str, **filled: Any) -> Markup:
    """A message in a language, with what is filled in escaped. Each is looked up once a process."""
    return _looked_up(language, message) % filled if filled else _plain(language, message)


@lru_cache(maxsize=8_192)
def _looked_up(language: str, message: str) -> Markup:
    if language == "en":
        return Markup(message)  # noqa: S704 - our own words
    with translation.override(language):
        return Markup(translation.gettext(message))  # noqa: S704 - our own words


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
    exact = f"{_date(local.date(), 'EEEE d MMMM y', language)} {local:%H:%M} {_zone(local, language)}"
    moment, said_so = local.astimezone(UTC).isoformat(), _said(local, today, language)
    return Markup(f'<time datetime="{moment}" title="{escape(exact)}">{escape(said_so)}</time>')  # noqa: S704 - escaped


def _said(local: datetime, today: date, language: str) -> str:
    """Today and yesterday by the clock, this week by its day, then by date, with the year where it is another."""
    ago = (today - local.date()).days
    if ago == 0:
        return _("today, %(time)s") % {"time": f"{local:%H:%M}"}
    if ago == 1:
        return _("yesterday, %(time)s") % {"time": f"{local:%H:%M}"}
    form = "EEEE" if 1 < ago < 7 else "d MMMM" if local.year == today.year else "d MMMM y"
    return _date(local.date(), form, language)


# Babel takes as long over one moment as a page takes over its whole header; days and zones come again and again.
@lru_cache(maxsize=8_192)
def _date(value: date, form: str, language: str) -> str:
    return format_date(value, form, locale=language)


def _zone(local: datetime, language: str) -> str:
    """The name of a moment's zone, told once for each zone, offset and language."""
    key = (local.tzinfo, local.utcoffset(), language)
    if key not in _zones:
        _zones[key] = format_datetime(local, "zzz", locale=language)
    return _zones[key]


_zones: dict[tuple[tzinfo | None, timedelta | None, str], str] = {}


def day(value: date) -> str:
    """A date in words, with its weekday: Thursday 3 December 2026."""
    return _day(value, translation.get_language() or "en")


@lru_cache(maxsize=1_024)
def _day(value: date, language: str) -> str:
    return str(escape(_date(value, "EEEE d MMMM y", language)))


def number(value: float) -> str:
    """A number as it is written in the reader's language."""
    if 0 <= value < 1_000 and value == int(value):
        return str(int(value))
    return format_decimal(value, locale=translation.get_language() or "en")
