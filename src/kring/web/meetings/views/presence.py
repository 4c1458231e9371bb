"""Being there: the code in the room, checking in, the host's list, and the list once it is closed."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.tables.writing import plain
from kring.foundation.text.cleaning import clean_line
from kring.meetings import actions, queries
from kring.meetings.actions.checks import REASONS
from kring.meetings.actions.presence import Mark
from kring.meetings.consultations.queries import unwritten
from kring.meetings.models import Attendance, How, Meeting, PartRole
from kring.meetings.rules import presence as rules
from kring.web import presenting
from kring.web.consultations.sealed import closed_consultation
from kring.web.fields import sentences
from kring.web.meetings.forms import CodeForm, clock_field, clock_read
from kring.web.meetings.views.opening import head, hosted
from kring.web.meetings.views.planning import done
from kring.web.meetings.words import meeting_url, moment
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_ON_A_PAGE = 100


@require_safe
@signed_in
def code(request: Request, key: int) -> HttpResponse:
    """What the room's screen shows: the code of now, as six signs and as a QR code; the page renews itself."""
    seen = hosted(request, key)
    now = clock.now()
    shown = rules.code(bytes(seen.meeting.secret), now)
    address = request.build_absolute_uri(f"{meeting_url(key)}/check-in?{urlencode({'code': shown})}")
    qr = segno.make(address, error="m").svg_inline(scale=8, border=2, dark="#000", light="#fff", omitsize=True)
    facts = {
        **head(seen),
        "code": f"{shown[:3]} {shown[3:]}",
        "qr": presenting.safe(qr),
        "address": request.build_absolute_uri(f"{meeting_url(key)}/check-in"),
        "seconds": rules.seconds_left(now),
        "is_now": rules.is_open(starts=seen.meeting.starts_at, ends=seen.meeting.ends_at, at=now),
    }
    answer = page(request, "meetings/code.html", facts)
    answer["Refresh"] = str(facts["seconds"])
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_in(request: Request, key: int) -> HttpResponse:
    """Say with the code that one is there. The QR code fills it in; nothing happens before one says so."""
    seen = queries.seen(request.reader, key)
    if not (seen.has_place or seen.may_register):
        raise RefusedError(REASONS["register"], code="may-not-register")
    form = CodeForm(
        request.POST if request.method == "POST" else None, initial={"code": request.GET.get("code", "")[:12]}
    )

    def come(filled: CodeForm) -> Attendance:
        return actions.check_in(actor=request.reader, meeting=key, code=filled.cleaned_data["code"], now=clock.now())

    came, status = done(form, come)
    if came is not None:
        messages.success(request, _("You are on the list. Have a good meeting."))
        return redirect(f"{meeting_url(key)}/check-in")
    facts = {**head(seen), "form": form, "wrong": sentences(form), "presence": seen.presence}
    return page(request, "meetings/check_in.html", facts, status=status)


@require_POST
@signed_in
def check_out(request: Request, key: int) -> HttpResponse:
    """Say that one leaves before the end."""
    actions.check_out(actor=request.reader, meeting=key, now=clock.now())
    messages.success(request, _("Noted that you left now."))
    return redirect(meeting_url(key))


@require_POST
@signed_in
def online(request: Request, key: int) -> HttpResponse:
    """Go to where the meeting is online; from then on one is there."""
    return redirect(actions.join_online(actor=request.reader, meeting=key, now=clock.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct(request: Request, key: int) -> HttpResponse:
    """The host's list: who was there, from when and until when."""
    seen = hosted(request, key)
    after = request.GET.get("after", "")
    found = queries.people(request.reader, seen.meeting, after=after, size=_ON_A_PAGE)
    wrong: dict[str, str] = {}
    url = f"{meeting_url(key)}/presence"
    here = f"{url}?{urlencode({'after': after})}" if after else url
    if request.method == "POST":
        try:
            marks = _marks(request.POST, seen.meeting, found.rows)
            actions.correct(actor=request.reader, meeting=key, marks=marks, now=clock.now())
        except InvalidError as error:
            wrong = {field: str(text) for field, text in error.fields.items()}
        except ConflictError as error:
            wrong = {"": str(error.message)}
        else:
            messages.success(request, _("The list is kept."))
            return redirect(here)
    facts = {
        **head(seen),
        "rows": [_line(one, seen.meeting, request.POST, wrong) for one in found.rows],
        "wrong": list(wrong.items()),
        "sends_to": here,
        "newest": url if after else None,
        "older": presenting.older_url(url, found.older),
        "may_close": clock.now() >= seen.meeting.starts_at,
        "corrections": [_correction(one, seen.meeting.zone) for one in queries.corrections(seen.meeting, size=50)],
        "starts": clock_field(seen.meeting.starts_at, seen.meeting.zone),
    }
    return page(request, "meetings/presence.html", facts, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: Request, key: int) -> HttpResponse:
    """Close the list, once the host has said so twice."""
    seen = hosted(request, key)
    if request.method == "POST":
        actions.close(actor=request.reader, meeting=key, now=clock.now())
        messages.success(
            request, _("The list is closed. Everyone who was there finds it among the drafts of her learning.")
        )
        return redirect(f"{meeting_url(key)}/list")
    there = queries.how_many_there(seen.meeting)
    missing = [*_doubtful(seen.meeting, there, now=clock.now()), *_missing(seen.meeting)]
    return page(request, "meetings/close.html", {**head(seen), "there": there, "missing": missing})


@require_safe
@signed_in
def closed_list(request: Request, key: int) -> HttpResponse:
    """The closed list, to read and to print."""
    seen = hosted(request, key)
    row = queries.presence_list(request.reader, key)
    said = json.loads(row.content)
    facts = {
        **head(seen),
        "said": said,
        "row": row,
        "people": [_closed_line(who, seen.meeting) for who in said["people"]],
        "roles": dict(PartRole.choices),
        "closed": moment(row.closed_at, seen.meeting.zone),
        "corrections": [_sealed_correction(one, seen.meeting.zone) for one in said.get("corrections", ())],
        "held": closed_consultation(said.get("consultation"), seen.meeting.zone),
    }
    return page(request, "meetings/list.html", facts)


@require_safe
@signed_in
def closed_json(request: Request, key: int) -> HttpResponse:
    """The closed list as it was sealed: the SHA-256 is that of these bytes."""
    hosted(request, key)
    row = queries.presence_list(request.reader, key)
    return _file(row.content, "application/json", f"presence-{key}.json", sha256=row.sha256)


@require_safe
@signed_in
def closed_csv(request: Request, key: int) -> HttpResponse:
    """The people of the closed list as a table."""
    hosted(request, key)
    row = queries.presence_list(request.reader, key)
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["name", "roles", "came", "left", "how", "minutes"])
    said = json.loads(row.content)
    for who in said["people"]:
        table.writerow(
            [plain(who["name"]), " ".join(who["roles"]), who["came"], who["left"], who["how"], who["minutes"]]
        )
    minutes = rules.who_was_there(said)
    for name, roles, account in _without_place(said):
        table.writerow([plain(name), " ".join(roles), said["meeting"]["starts"], "", "", minutes.get(account or 0, "")])
    return _file(written.getvalue(), "text/csv; charset=utf-8", f"presence-{key}.csv", sha256=row.sha256)


def _without_place(said: Mapping[str, Any]) -> Iterator[tuple[str, list[str], int | None]]:
    """Who led a meeting or had a part in it without having a place, each once: name, roles, account."""
    listed = {who["account"] for who in said["people"]} - {None}
    others: dict[tuple[str, int | None], list[str]] = {}
    for one in ({**said["host"], "role": "host"}, *said["parts"]):
        if one["account"] not in listed:
            others.setdefault((one["name"], one["account"]), []).append(one["role"])
    return ((name, roles, account) for (name, account), roles in others.items())


def _doubtful(meeting: Meeting, there: int, *, now: datetime) -> list[str]:
    """What a host may not have meant when she closes the list, as sentences: nobody can mend it afterwards."""
    away, ends = meeting.taken - there, clock_field(meeting.ends_at, meeting.zone)
    goes_on = _("The meeting goes on until %(time)s. Whoever is there gets the time until now, and no more.")
    said = ngettext(
        "%(num)d person has a place and isn’t on the list: she stayed away, then.",
        "%(num)d people have a place and aren’t on the list: they stayed away, then.",
        away,
    )
    return [
        *([goes_on % {"time": ends}] if now < meeting.ends_at else []),
        *([said % {"num": away}] if away > 0 else []),
    ]


def _missing(meeting: Meeting) -> list[str]:
    """What the list of a group for peer consultation lacks still, as sentences."""
    found = unwritten(meeting)
    if found is None:
        return []
    lacks = [_("The summary isn’t written yet.")] if found.summary else []
    names = ", ".join(one.name for one in found.points)
    return [*lacks, *([_("No learning point yet of %(names)s.") % {"names": names}] if names else [])]


def _file(content: str, kind: str, name: str, *, sha256: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Kring-SHA256"] = sha256
    return answer


def _marks(post: Any, meeting: Meeting, rows: Sequence[queries.PersonRow]) -> list[Mark]:
    """What was changed of those who stand on this page, by what it showed: whoever checked in since, and was left alone
    here, stays there. Who was there without a time was so from the start; with `all` everyone on the page was there."""
    wrong, marks = {}, []
    for one in rows:
        key = one.sign_up
        came, left = (str(post.get(f"{name}_{key}", "")).strip() for name in ("came", "left"))
        there = f"there_{key}" in post or "all" in post
        if post.get(f"on_page_{key}") in {None, _shown(came, left) if there else ""}:
            continue
        came_at = (_read(came, one.came_at, meeting) if came else meeting.starts_at) if there else None
        left_at = _read(left, one.left_at, meeting) if there and left else None
        if there and (came_at is None or (left and left_at is None)):
            wrong[f"sign_up_{key}"] = _("Write a time as 15:00.")
        marks.append(Mark(sign_up=key, came=came_at, left=left_at))
    if wrong:
        raise InvalidError(wrong)
    return marks


def _shown(came: str, left: str) -> str:
    """What a page says of someone who is there, so that it is known what its reader changed."""
    return f"{came}–{left}"


def _read(text: str, known: datetime | None, meeting: Meeting) -> datetime | None:
    """The moment that was filled in; to the second where the minute is left as it was."""
    return known if known is not None and clock_field(known, meeting.zone) == text else clock_read(text, meeting)


def _line(one: queries.PersonRow, meeting: Meeting, post: Any, wrong: "dict[str, str]") -> dict[str, Any]:
    """A line of the host's list, with what was filled in when it is shown again."""
    key = one.sign_up
    again = f"on_page_{key}" in post
    came, left = clock_field(one.came_at, meeting.zone), clock_field(one.left_at, meeting.zone)
    stands = _shown(came, left) if one.came_at is not None else ""
    return {
        "key": key,
        "stands": post[f"on_page_{key}"] if again else stands,
        "name": one.name,
        "is_guest": one.handle is None,
        "there": f"there_{key}" in post if again else one.came_at is not None,
        "came": clean_line(post.get(f"came_{key}", ""))[:8] if again else came,
        "left": clean_line(post.get(f"left_{key}", ""))[:8] if again else left,
        "how": How(one.how).label if one.how else "",
        "error": wrong.get(f"sign_up_{key}", ""),
    }


def _correction(one: queries.Correction, zone: str) -> dict[str, Any]:
    """A line of the log: who, when, of whom, and what it was and is."""
    return {
        "name": one.name,
        "by": one.by,
        "at": one.at,
        "before": _said(one.before, zone),
        "after": _said(one.after, zone),
    }


def _sealed_correction(one: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """A line of the log as a closed list holds it."""
    at = datetime.fromisoformat(one["at"])
    read = queries.Correction(one["name"], one["by"]["name"], at, one["before"], one["after"])
    return _correction(read, zone)


def _said(there: Mapping[str, str | None] | None, zone: str) -> str:
    if there is None:
        return _("not there")
    came, left = (datetime.fromisoformat(at) if (at := there.get(name)) else None for name in ("came", "left"))
    if left is None:
        return _("there from %(came)s") % {"came": clock_field(came, zone)}
    return f"{clock_field(came, zone)}–{clock_field(left, zone)}"


def _closed_line(who: "dict[str, Any]", meeting: Meeting) -> dict[str, Any]:
    def time(text: str | None) -> str:
        return clock_field(datetime.fromisoformat(text), meeting.zone) if text else ""

    return who | {
        "came": time(who["came"]),
        "left": time(who["left"]),
        "how": How(who["how"]).label if who["how"] else "",
    }
