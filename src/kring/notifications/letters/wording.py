"""What a letter says, in text and in HTML, in the active language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from kring.foundation.addresses import mail_host
from kring.notifications.letters.tokens import silence_token, stop_token
from kring.notifications.queries import Told
from kring.notifications.rules import DIGEST, Rhythm, Scope, Topic
from kring.notifications.sentences import line, subject

# So many lines of a circle; how many more there are is said in one.
LINES: Final = 20
_LONGEST_SUBJECT: Final = 200
_LONGEST_TEXT: Final = 500


class Row(NamedTuple):
    """One thing that happened: where it is, what is said of it, and how what was written there begins."""

    url: str
    sentence: str
    text: str = ""


class Section(NamedTuple):
    """What happened in one circle, or to the reader herself; `name` is empty where there is nothing to tell apart."""

    name: str
    url: str
    rows: Sequence[Row]
    more: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes into the queue."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]
    parts: Sequence[Mapping[str, str]] = ()


def worded(
    account: int,
    name: str,
    scope: str,
    rhythm: Rhythm,
    told: Sequence[Told],
    *,
    texts: Mapping[int, str],
    meeting: str = "",
    parts: Sequence[Mapping[str, str]] = (),
) -> Letter:
    """The letter that tells one person of these things, the latest first. `scope` is what its link stops: one circle
    (its place), what concerns her alone, or the letters that gather. `texts` are of posts, by their keys. A letter of
    one meeting says when and where it is (`meeting`) and brings it for her calendar (`parts`)."""
    token = stop_token(account, scope)
    facts = {
        "language": get_language() or "en",
        "installation": settings.INSTALLATION_NAME or "Kring",
        "subject": _short(subject(told[0])) if meeting else _subject(scope, rhythm, told),
        "hello": _("Hello %(name)s,") % {"name": one_line(name)},
        "intro": _intro(scope, rhythm, told),
        "sections": [_of_meeting(told, meeting)] if meeting else _sections(told, texts, apart=scope == DIGEST),
        "why": _why(scope, rhythm, told),
        "stop_url": f"{settings.BASE_URL}/letters/stop/{token}",
        "settings_url": f"{settings.BASE_URL}/settings/letters",
        "switches": _switches(told),
    }
    return Letter(
        str(facts["subject"]),
        templates().get_template("letter.txt").render(facts),
        templates().get_template("letter.html").render(facts),
        _headers(scope, told, str(facts["stop_url"])),
        parts,
    )


def stopped_by(url: str) -> dict[str, str]:
    """The headers by which a mail program stops letters in one press (RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def silence_url(address: str) -> str:
    """Where whoever reads an address stops letters to it that she didn't ask for."""
    return f"{settings.BASE_URL}/letters/silence/{silence_token(address)}"


def one_line(text: str) -> str:
    """A text without line ends and other signs that none sees, so that it can stand in a header."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _subject(scope: str, rhythm: Rhythm, told: Sequence[Told]) -> str:
    first = told[0]
    if scope == DIGEST:
        said = _("Your week on Kring") if rhythm is Rhythm.WEEKLY else _("Your day on Kring")
    elif _about_one(told) and first.about == "conversation":
        said = f"{first.circle_name}: {first.about_name}" if first.circle_name else first.about_name
    elif len(told) == 1:
        said = subject(first)
    else:
        said = ngettext("%(num)d thing happened", "%(num)d things happened", len(told)) % {"num": len(told)}
        said = f"{first.circle_name}: {said}" if scope != Scope.OWN and first.circle_name else said
    return _short(said)


def _short(said: str) -> str:
    tidy = one_line(said)
    return tidy if len(tidy) <= _LONGEST_SUBJECT else f"{tidy[:_LONGEST_SUBJECT]}…"


def _intro(scope: str, rhythm: Rhythm, told: Sequence[Told]) -> str:
    if scope != DIGEST:
        return ""
    if rhythm is Rhythm.WEEKLY:
        return _("This happened last week:")
    return _("This happened since your last e-mail:")


def _why(scope: str, rhythm: Rhythm, told: Sequence[Told]) -> str:
    if scope == DIGEST:
        return _("You get this e-mail weekly.") if rhythm is Rhythm.WEEKLY else _("You get this e-mail daily.")
    if scope == Scope.OWN:
        return _("You get this e-mail because it concerns you.")
    names = {"circle": one_line(told[0].circle_name)}
    return _("You get this e-mail because you are in %(circle)s.") % names if names["circle"] else ""


def _sections(told: Sequence[Told], texts: Mapping[int, str], *, apart: bool) -> list[Section]:
    """By circle, in the order of what happened last; all in one where they need not be told apart."""
    grouped: dict[int | None, list[Told]] = {}
    for one in told:
        grouped.setdefault(one.place if apart and one.circle_name else None, []).append(one)
    return [_section(rows, texts, named=apart) for rows in grouped.values()]


def _of_meeting(told: Sequence[Told], said: str) -> Section:
    """What happened to one meeting, each thing once, and when and where it is."""
    latest = list({one.topic: one for one in reversed(told)}.values())[::-1]
    rows = [_row(one, said if one is latest[-1] else "") for one in latest]
    return Section("", "", rows, "")


def _section(told: Sequence[Told], texts: Mapping[int, str], *, named: bool) -> Section:
    first, more = told[0], len(told) - LINES
    said = ngettext("and %(num)d more", "and %(num)d more", more) % {"num": more} if more > 0 else ""
    rows = [_row(one, texts.get(one.post or 0, "")) for one in told[:LINES]]
    if named and first.circle_name:
        return Section(one_line(first.circle_name), f"{settings.BASE_URL}/circles/{first.circle_slug}", rows, said)
    return Section(_("For you") if named else "", f"{settings.BASE_URL}/waiting", rows, said)


def _row(told: Told, text: str) -> Row:
    said, tidy = line(told), one_line(text)
    begun = f"{tidy[:_LONGEST_TEXT].rsplit(' ', 1)[0]} …" if len(tidy) > _LONGEST_TEXT else tidy
    return Row(f"{settings.BASE_URL}{said.url}", one_line(said.sentence), begun)


def _switches(told: Sequence[Told]) -> list[str]:
    """Where letters about deadlines alone are switched off: at each registration that some of these are about."""
    held = [one.about_key for one in told if one.topic == Topic.DEADLINE]
    return [f"{settings.BASE_URL}/learning/registrations/{key}" for key in dict.fromkeys(held)]


def _about_one(told: Sequence[Told]) -> bool:
    return len({(one.about, one.about_key) for one in told}) == 1


def _headers(scope: str, told: Sequence[Told], stop_url: str) -> dict[str, str]:
    """What mail programs act by: how to stop, which list it is, that nobody wrote it by hand, and its thread."""
    host, first = mail_host(), told[0]
    lists = {Scope.OWN: "own", DIGEST: "digest"}
    name = lists.get(scope) or f"{first.circle_slug or 'circle'}.circles"
    headers = {
        "List-Id": f"<{name}.{host}>",
        "Auto-Submitted": "auto-generated",
    } | stopped_by(stop_url)
    if _about_one(told) and first.about in ("conversation", "meeting"):
        headers["In-Reply-To"] = headers["References"] = f"<{first.about}.{first.about_key}@{host}>"
    return headers


@cache
def templates() -> Environment:
    """The templates of letters, in the active language when they are rendered."""
    folder = Path(__file__).parent / "templates" / "letters"
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    # What the extension adds is in no type.
    spoken: Any = made
    spoken.install_gettext_callables(gettext, ngettext, newstyle=True)
    return made
