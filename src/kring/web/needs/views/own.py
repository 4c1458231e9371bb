"""One's own side: what one's organisations need, what one agreed to there, and how one stands; for her own eyes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.competences.queries import words as labelled
from kring.foundation import clock
from kring.foundation.errors import InvalidError
from kring.planning.needs import actions, queries
from kring.planning.needs.models import Purpose
from kring.planning.needs.queries import Agreed, NeedRow
from kring.planning.needs.rules.wants import Fit, fit
from kring.web.needs import words
from kring.web.rendering import page
from kring.web.views import Request, signed_in

MINE = "/work/needs"


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """Each organisation where the reader works."""
    return _mine(request)


@require_POST
@signed_in
def consent(request: Request) -> HttpResponse:
    """Agree to be counted or named, or withdraw it."""
    said = request.POST.get("organisation", "")
    organisation = int(said) if said.isdecimal() and len(said) < 19 else 0
    purpose = Purpose.NAME if request.POST.get("purpose") == Purpose.NAME else Purpose.COUNT
    how, now = request.POST.get("how", ""), clock.now()
    if how not in ("all", "some"):
        actions.withdraw(actor=request.reader, organisation=organisation, purpose=purpose, now=now)
        messages.success(request, _("Withdrawn, from now on."))
        return redirect(MINE)
    chosen = [int(one) for one in request.POST.getlist("competence") if one.isdecimal() and len(one) < 19]
    try:
        actions.agree(
            actor=request.reader, organisation=organisation, purpose=purpose, now=now,
            competences=chosen if how == "some" else None,
        )  # fmt: skip
    except InvalidError as error:
        return _mine(request, wrong={organisation: [str(one) for one in error.fields.values()]})
    messages.success(request, _("Saved. You can withdraw it here at any time."))
    return redirect(MINE)


@require_safe
@signed_in
def profile(request: Request, key: int) -> HttpResponse:
    """How the reader stands to what a role of one of her organisations takes."""
    organisation, row = queries.own_profile(request.reader, key, language=_language())
    levels = queries.own_levels(
        request.reader, [word.id for word, _level in row.lines], on=timezone.localdate(clock.now())
    )
    facts = {
        "name": row.name,
        "organisation": organisation,
        "lines": [
            (word.label, f"/find?q={word.label}", level, levels.get(word.id), levels.get(word.id, 0) >= level)
            for word, level in row.lines
        ],
        "met": sum(levels.get(word.id, 0) >= level for word, level in row.lines),
    }
    return page(request, "needs/own_profile.html", facts, section="organisations")


def _mine(request: Request, *, wrong: dict[int, list[str]] | None = None) -> HttpResponse:
    reader = request.reader
    agreed = queries.agreements(reader)
    today = timezone.localdate(clock.now())
    known = queries.known_to_colleagues(reader, today=today, language=_language())
    wanted = {key for rows in known.values() for row in rows for key in row.wanted.competences}
    levels = queries.own_levels(reader, wanted, on=today)
    called = labelled(wanted | {key for one in agreed for key in one.competences}, language=_language())
    facts = {
        "employers": [
            _employer(one, known.get(one.organisation, []), levels, called, (wrong or {}).get(one.organisation, []))
            for one in agreed
        ],
        "errors": [("", sentence) for said in (wrong or {}).values() for sentence in said],
        "action": f"{MINE}/consents",
    }  # fmt: skip
    return page(request, "needs/mine.html", facts, section="organisations", status=422 if wrong else 200)


def _employer(
    one: Agreed, rows: list[NeedRow], levels: dict[int, int], called: dict[int, Any], wrong: list[str]
) -> dict[str, Any]:  # fmt: skip
    offered = sorted({key for row in rows for key in row.wanted.competences} | set(one.competences),
                     key=lambda key: called[key].label)  # fmt: skip
    return {
        "id": one.organisation,
        "name": one.name,
        "how": "" if not one.is_counted else "all" if one.everything else "some",
        "chosen": [str(key) for key in one.competences],
        "offered": [(str(key), called[key].label) for key in offered],
        "is_named": one.is_named,
        "wrong": wrong,
        "needs": [
            (
                words.need(row), row.department_name, words.span(row.first, row.until), _stand(row, levels),
                f"{MINE}/profiles/{row.profile}" if row.profile else f"/find?q={row.words[0] if row.words else ''}",
                bool(row.profile),
            )
            for row in rows
        ],
    }  # fmt: skip


def _stand(row: NeedRow, levels: dict[int, int]) -> str:
    how = fit(row.wanted, levels)
    if how is Fit.HAS:
        return _("you have this")
    return _("you are one level below") if how is Fit.BELOW else ""


def _language() -> str:
    return get_language() or "en"
