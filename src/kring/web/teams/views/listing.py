"""Teams at an organisation: one's own tasks, those one was asked for, and being found."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.finding.teams import actions, queries
from kring.finding.teams.models import Answer
from kring.foundation import clock
from kring.people.models import Organisation
from kring.people.organisations.rules.employments import day_at
from kring.web.fields import sentences
from kring.web.meetings.views.planning import done
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.rendering import page
from kring.web.teams.forms import OfferForm, as_offered, known_words
from kring.web.teams.words import team_url
from kring.web.views import Request


@require_safe
@for_those_who("belong")
def teams(request: Request, organisation: Organisation) -> HttpResponse:
    """One's own tasks, those one was asked for, and whether one is found."""
    reader, offered = request.reader, queries.offer(request.reader, organisation)
    facts = frame(
        reader,
        organisation,
        "teams",
        offer=offered,
        is_over=offered is not None and offered.until < day_at(clock.now(), organisation.time_zone),
        tasks=[(team_url(one.id), one) for one in queries.tasks(reader, organisation)],
        invitations=[
            (team_url(one.id), one, Answer(one.answer).label if one.answer else "")
            for one in queries.invitations(reader, organisation)
        ],
    )
    return page(request, "teams/teams.html", facts, section="organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("belong")
def offer(request: Request, organisation: Organisation) -> HttpResponse:
    """Agree to be found, and as what."""
    found = queries.offer(request.reader, organisation)
    today = day_at(clock.now(), organisation.time_zone)
    initial = as_offered(found) if found else {"days": 1, "until": today + timedelta(days=91)}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=initial)

    def agree(filled: OfferForm) -> object:
        return actions.be_found(
            actor=request.reader, organisation=organisation.pk, told=filled.offer(), now=clock.now()
        )  # fmt: skip

    agreed, status = done(form, agree)
    if agreed is not None:
        messages.success(request, _("Your colleagues can find you for teams now."))
        return redirect(f"{organisation_url(organisation.slug)}/teams")
    facts = frame(
        request.reader,
        organisation,
        "teams",
        form=form,
        errors=sentences(form),
        known=known_words(),
        is_found=found is not None,
    )
    return page(request, "teams/offer.html", facts, section="organisations", status=status)


@require_POST
@for_those_who("belong")
def withdraw(request: Request, organisation: Organisation) -> HttpResponse:
    """Be found no more."""
    actions.withdraw(actor=request.reader, organisation=organisation.pk)
    messages.success(request, _("You are found for teams no more."))
    return redirect(f"{organisation_url(organisation.slug)}/teams")
