"""Role profiles: made of words, or out of an occupation of a framework, with each competence on or off."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.competences.actions import keys_for
from kring.competences.frameworks import queries as frameworks
from kring.competences.frameworks.actions import adopt_all
from kring.competences.frameworks.models import Kind
from kring.competences.queries import all_words
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.people.models import Organisation
from kring.planning.needs import actions, queries
from kring.planning.needs.queries import ProfileRow
from kring.planning.needs.rules.wants import HIGHEST
from kring.web.competences.words import spoken
from kring.web.needs import words
from kring.web.needs.opening import needs_tabs
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.views import Request

# A form has at most 200 fields; each competence is one.
MOST_OFFERED: Final = 150
USUAL: Final = "3"
_LEVEL: Final = re.compile(r"level-(\d{1,18})")
# The field of a level, the competence, in which language it is called so if not in the reader's, what it is to the
# occupation, and the level.
Line = tuple[str, str, str, str, str]


@require_safe
@for_those_who("staff")
def profiles(request: Request, organisation: Organisation) -> HttpResponse:
    """All of them."""
    base = f"{organisation_url(organisation.slug)}/needs"
    facts = frame(
        request.reader,
        organisation,
        "gaps",
        inner=needs_tabs(request.reader, organisation, "profiles"),
        profiles=[
            (f"{base}/profiles/{one.id}", one.name, len(one.lines), f"{base}/new?profile={one.name}")
            for one in queries.profiles(request.reader, organisation, language=_language())
        ],
    )  # fmt: skip
    return page(request, "needs/profiles.html", facts, section="organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def new(request: Request, organisation: Organisation) -> HttpResponse:
    """A new one: of words, or of an occupation that was looked for."""
    base = f"{organisation_url(organisation.slug)}/needs/profiles"
    sent = request.POST if request.method == "POST" else request.GET
    chosen = sent.get("occupation", "")
    occupation = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None
    item = frameworks.item(request.reader, occupation) if occupation else None
    members = frameworks.members_of(request.reader, occupation, language=_language()) if occupation else []
    called = frameworks.names([occupation], language=_language())[occupation].text if occupation else ""
    looked_for = request.GET.get("q", "")[:100]
    hits = (
        frameworks.search_items(request.reader, looked_for, language=_language(), kinds=[Kind.OCCUPATION]).page.rows
        if looked_for and not occupation
        else []
    )
    levels, wrong, status = _levels(request), dict[str, str](), 200
    if request.method == "POST":
        offered = {one.item.id: levels[one.item.id] for one in members if one.item.id in levels}
        status, wrong, made = _save(
            request, organisation, items=offered,
            source=item.uri if item else "",
        )  # fmt: skip
        if made is not None:
            messages.success(request, _("Saved. Now say how many are needed."))
            return redirect(f"{base}/{made}")
    lines: list[Line] = [
        (
            f"level-{one.item.id}", one.item.label, one.item.language if one.item.language != _language() else "",
            _("essential") if one.is_essential else _("optional"),
            sent.get(f"level-{one.item.id}", USUAL if one.is_essential and number < actions.MOST_LINES else ""),
        )
        for number, one in enumerate(members[:MOST_OFFERED])
    ]  # fmt: skip
    facts = _facts(
        request, organisation, lines, wrong,
        name=sent.get("name", called)[:200], said=sent.get("words", "")[:2_000], level=sent.get("level", USUAL),
        title=_("New role profile"), action=f"{base}/new", occupation=occupation, called=called, looked_for=looked_for,
        hits=[
            (f"{base}/new?occupation={one.id}", one.label, "" if one.language == _language() else one.language,
             one.code, one.through)
            for one in hits
        ], left_out=max(0, len(members) - MOST_OFFERED), history=[], retirement="",
        acknowledgement=item.framework.acknowledgement if item else "",
    )  # fmt: skip
    return page(request, "needs/profile.html", facts, section="organisations", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("staff")
def one(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """One of them: its competences and levels, and who changed it."""
    found = queries.profile(request.reader, organisation, key, language=_language())
    base = f"{organisation_url(organisation.slug)}/needs/profiles"
    wrong, status = dict[str, str](), 200
    if request.method == "POST":
        known = {word.id for word, _level in found.lines}
        kept = {word: level for word, level in _levels(request).items() if word in known}
        status, wrong, made = _save(request, organisation, kept=kept, profile=key)
        if made is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{base}/{made}")
    sent = request.POST
    lines: list[Line] = [
        (f"level-{word.id}", word.label, "", "", sent.get(f"level-{word.id}", "" if sent else str(level)))
        for word, level in found.lines
    ]
    facts = _facts(
        request, organisation, lines, wrong,
        name=sent.get("name", found.name)[:200], said=sent.get("words", "")[:2_000], level=sent.get("level", USUAL),
        title=found.name, action=f"{base}/{key}", occupation=None, called="", looked_for="", hits=None, left_out=0,
        history=_history(request, found), retirement=f"{base}/{key}/retirement", acknowledgement="",
    )  # fmt: skip
    return page(request, "needs/profile.html", facts, section="organisations", status=status)


@require_POST
@for_those_who("staff")
def retire(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """It is asked of nobody any more."""
    base = f"{organisation_url(organisation.slug)}/needs/profiles"
    try:
        actions.retire_profile(actor=request.reader, organisation=organisation.pk, profile=key, now=clock.now())
    except ConflictError as error:
        messages.error(request, str(error.message))
        return redirect(f"{base}/{key}")
    messages.success(request, _("Retired. Its history is kept."))
    return redirect(base)


def _language() -> str:
    return get_language() or "en"


def _levels(request: Request) -> dict[int, int]:
    """The levels that were chosen, by the key in the field's name; what is off isn't in it."""
    found = {}
    for name, said in request.POST.items():
        field = _LEVEL.fullmatch(name)
        if field and str(said) in {str(level) for level in range(HIGHEST + 1)}:
            found[int(field[1])] = int(str(said))
    return found


def _save(
    request: Request,
    organisation: Organisation,
    *,
    kept: Mapping[int, int] | None = None,
    items: Mapping[int, int] | None = None,
    source: str = "",
    profile: int | None = None,
) -> tuple[int, dict[str, str], int | None]:
    """Keep what was filled in: the status of the page, what is wrong by field, and the profile's key where all is
    well."""
    level = request.POST.get("level", USUAL)
    said = [one for one in request.POST.get("words", "")[:2_000].split(",") if one.strip()]
    try:
        adopted = adopt_all(actor=request.reader, items=list(items or ()))
        lines = {word.pk: (items or {})[item] for item, word in adopted.items()} | dict(kept or {})
        if level in {str(one) for one in range(HIGHEST + 1)}:
            lines |= dict.fromkeys(keys_for(said, most=actions.MOST_LINES), int(level))
        made = actions.write_profile(
            actor=request.reader, organisation=organisation.pk, name=request.POST.get("name", ""), lines=lines,
            source=source, profile=profile, now=clock.now(),
        )  # fmt: skip
    except InvalidError as error:
        return 422, {name: str(sentence) for name, sentence in error.fields.items()}, None
    except ConflictError as error:
        return 409, {"": str(error.message)}, None
    return 200, {}, made.pk


def _facts(
    request: Request, organisation: Organisation, lines: Sequence[Line], wrong: Mapping[str, str], **more: Any
) -> dict[str, Any]:
    at = {"name": "id_name", "lines": "id_words"}
    return frame(
        request.reader,
        organisation,
        "gaps",
        lines=lines,
        spoken=spoken,
        levels=[("", _("not in it")), *((str(one), words.level(one)) for one in range(HIGHEST + 1))],
        known=[word.label for word in all_words(language=_language())],
        errors=[(at.get(name, ""), sentence) for name, sentence in wrong.items()],
        wrong={name: [sentence] for name, sentence in wrong.items()},
        back=f"{organisation_url(organisation.slug)}/needs/profiles",
        **more,
    )


def _history(request: Request, row: ProfileRow) -> list[tuple[str, Any, str]]:
    return [
        (
            one.by or _("someone who left"), one.at, words.change_of_profile(one.told),
        )
        for one in queries.changes(request.reader, row, language=_language())
    ]  # fmt: skip
