"""What the reader's employers offer her: hers to accept or decline."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.planning.plans import actions, queries
from kring.planning.plans.actions.offering import LONGEST_REASON
from kring.planning.plans.models import Answer, Offer
from kring.web.planning.words import quarter as quarter_words
from kring.web.plans import words
from kring.web.rendering import page
from kring.web.views import Request, signed_in

MINE = "/work/offers"


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """All that the reader is offered."""
    found = queries.own_offers(request.reader, language=get_language() or "en")
    return page(request, "plans/offers.html", {"offers": [_line(one) for one in found]}, section="organisations")


@require_safe
@signed_in
def one(request: Request, key: int) -> HttpResponse:
    """One thing that the reader is offered."""
    return _page(request, key)


def _page(request: Request, key: int, wrong: str = "") -> HttpResponse:
    found = queries.offer(request.reader, key, language=get_language() or "en")
    facts = {
        "offer": _line(found),
        "reason": request.POST.get("reason", found.reason),
        "shows": "show" in request.POST if wrong else found.is_reason_shown,
        "longest": LONGEST_REASON,
        "wrong": [wrong] if wrong else [],
        "errors": [("id_reason", wrong)] if wrong else [],
        "back": MINE,
        "steps": [
            _("%(step)s: %(days)s") % {"step": words.STEPS[step["kind"]], "days": words.days(step["days"])}
            for step in found.steps
        ],
        "told": [
            (_("What"), _("%(competence)s, level %(level)d") % {"competence": found.competence, "level": found.level}),
            (_("Begins"), quarter_words(found.first)),
            (_("Development days"), words.days(found.days)),
            (_("Offered by"), found.organisation),
        ],
    }
    return page(request, "plans/offer.html", facts, section="organisations", status=422 if wrong else 200)


@require_POST
@signed_in
def answer(request: Request, key: int) -> HttpResponse:
    """Accept it, or decline it."""
    accept = request.POST.get("answer") == "accept"
    try:
        made = actions.answer_offer(
            actor=request.reader, offer=key, accept=accept, reason=request.POST.get("reason", ""),
            show_reason="show" in request.POST, now=clock.now(),
        )  # fmt: skip
    except InvalidError as error:
        return _page(request, key, str(error.fields["reason"]))
    except ConflictError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _done(made))
    return redirect(f"{MINE}/{key}")


def _done(made: Offer) -> str:
    if made.answer == Answer.ACCEPTED:
        return _("Accepted. HR sees that you take it up.")
    if made.is_reason_shown:
        return _("Declined. HR sees that it isn’t taken up, and why.")
    return _("Declined. HR sees that it isn’t taken up, and no more.")


def _line(one: queries.OfferRow) -> dict[str, Any]:
    return {
        "url": f"{MINE}/{one.id}",
        "title": _("%(competence)s, level %(level)d") % {"competence": one.competence, "level": one.level},
        "organisation": one.organisation,
        "quarter": quarter_words(one.first),
        "days": words.days(one.days),
        "answer": one.answer,
        "state": {"accepted": _("you take it up"), "declined": _("you declined")}.get(one.answer, ""),
        "action": f"{MINE}/{one.id}/answer",
    }
