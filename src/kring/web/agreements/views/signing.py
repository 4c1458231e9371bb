"""Signing, declining and giving notice."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities.agreements import actions, queries
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.terms import State
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError
from kring.people.organisations.rules.employments import first_day_without
from kring.web.agreements import words
from kring.web.agreements.forms import NoticeForm, refuse
from kring.web.agreements.views.drafting import side_of
from kring.web.agreements.views.pages import one_facts
from kring.web.fields import sentences
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_POST
@signed_in
def sign(request: Request, key: int) -> HttpResponse:
    """One side's yes."""
    seen = queries.agreement(request.reader, key, clock.now())
    try:
        after = actions.sign(
            actor=request.reader, agreement=key, version=_number(request), side=side_of(request, seen), now=clock.now()
        )
    except ConflictError as error:
        return _again(request, key, error)
    is_open = after.proposal is not None
    messages.success(request, _("Signed. Now the other side decides.") if is_open else _("Signed by both."))
    return redirect(words.agreement_url(key))


@require_POST
@signed_in
def decline(request: Request, key: int) -> HttpResponse:
    """One side's no, with the reason."""
    seen = queries.agreement(request.reader, key, clock.now())
    try:
        actions.decline(
            actor=request.reader, agreement=key, version=_number(request), side=side_of(request, seen),
            words=request.POST.get("words", "")[:2_000], now=clock.now(),
        )  # fmt: skip
    except (ConflictError, InvalidError) as error:
        return _again(request, key, error)
    messages.success(request, _("Declined. The other side is told why."))
    return redirect(words.agreement_url(key))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice(request: Request, key: int) -> HttpResponse:
    """End the agreement, on a day that its notice allows."""
    seen = queries.agreement(request.reader, key, clock.now())
    side, last = side_of(request, seen), seen.last
    if last is None or seen.state not in {State.AGREED, State.RUNNING}:
        raise ConflictError(_("There is nothing to end."), code="not-running")
    earliest = terms.earliest_end(last, seen.today) - timedelta(days=1)
    form = NoticeForm(request.POST if request.method == "POST" else None, initial={"last_day": earliest})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        ends_on = first_day_without(form.cleaned_data["last_day"])
        try:
            actions.give_notice(actor=request.reader, agreement=key, side=side, ends_on=ends_on, now=clock.now())
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("Notice is given. Both sides are told."))
            return redirect(words.agreement_url(key))
    facts = {
        "url": words.agreement_url(key),
        "kicker": f"{words.party(seen.agreement)} – {seen.agreement.community.name}",
        "earliest": words.day(earliest),
        "grace": last.grace_days,
        "side": side.value,
        "form": form,
        "errors": sentences(form),
    }
    return page(request, "agreements/notice.html", facts, section="organisations", status=status)


def _number(request: Request) -> int:
    """The number of the version that a form names; 0, which none has, for what is no number."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _again(request: Request, key: int, error: ConflictError | InvalidError) -> HttpResponse:
    """The agreement as it is now, with what was refused on top."""
    seen = queries.agreement(request.reader, key, clock.now())
    facts = one_facts(request, seen, error=str(error.message))
    status = 409 if isinstance(error, ConflictError) else 422
    return page(request, "agreements/one.html", facts, section="organisations", status=status)
