"""Who has the seats, keeping one for someone, and taking or giving back one's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities.agreements import actions, queries
from kring.communities.agreements.rules.terms import Side, State
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.web import presenting
from kring.web.agreements import words
from kring.web.agreements.forms import SeatForm, refuse
from kring.web.fields import sentences
from kring.web.organisations.forms import handle_at
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def seats(request: Request, key: int) -> HttpResponse:
    """Who has a seat, for the organisation, and for hosts where the version says so; a POST keeps one for someone."""
    seen = queries.agreement(request.reader, key, clock.now())
    is_buyer = Side.ORGANISATION in queries.sides(request.reader, seen.agreement)
    if not queries.shows_seats(request.reader, seen):
        raise NotThereError
    form = SeatForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            handle = handle_at(request.reader, seen.agreement.organisation, form.cleaned_data["handle"])
            actions.give(actor=request.reader, agreement=key, handle=handle, now=clock.now())
        except (InvalidError, ConflictError) as error:
            status = refuse(form, error)
        else:
            messages.success(request, _("A seat is kept. Your colleague is told, and takes it."))
            return redirect(f"{words.agreement_url(key)}/seats")
    found = queries.seats(request.reader, seen, after=request.GET.get("after", ""))
    url = words.agreement_url(key)
    facts = {
        "url": url,
        "kicker": f"{words.party(seen.agreement)} – {seen.agreement.community.name}",
        "taken": words.taken(seen, request.reader),
        "people": found.rows,
        "older": presenting.older_url(f"{url}/seats", found.older),
        "is_buyer": is_buyer,
        "may_give": is_buyer and seen.state is State.RUNNING,
        "form": form,
        "errors": sentences(form),
    }
    return page(request, "agreements/seats.html", facts, section="organisations", status=status)


@require_POST
@signed_in
def take_away(request: Request, key: int, seat: int) -> HttpResponse:
    """Take someone's seat away."""
    actions.take_away(actor=request.reader, agreement=key, seat=seat, now=clock.now())
    messages.success(request, _("The seat is free again."))
    return redirect(f"{words.agreement_url(key)}/seats")


@require_POST
@signed_in
def take(request: Request, key: int) -> HttpResponse:
    """Become a member by one's employer's agreement."""
    seat = actions.take(actor=request.reader, agreement=key, now=clock.now())
    messages.success(request, _("Welcome. You are a member now."))
    return redirect(presenting.circle_url(seat.agreement.community.slug))


@require_POST
@signed_in
def give_back(request: Request, key: int) -> HttpResponse:
    """Give one's own seat back."""
    actions.give_back(actor=request.reader, agreement=key, now=clock.now())
    messages.success(request, _("Your seat is free for a colleague. What you wrote there stays."))
    return redirect("/memberships")
