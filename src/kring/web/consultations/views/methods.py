"""Methods to read about."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kring.foundation.errors import NotThereError
from kring.meetings.consultations import queries
from kring.web.consultations.words import card, people, said, steps_of
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_safe
@signed_in
def every(request: Request) -> HttpResponse:
    """All methods."""
    cards = sorted((card(method) for method in queries.methods().values()), key=lambda one: one.name)
    return page(request, "consultations/methods.html", {"methods": cards})


@require_safe
@signed_in
def one(request: Request, name: str) -> HttpResponse:
    """A method with its steps."""
    method = queries.methods().get(name)
    if method is None:
        raise NotThereError
    facts = {
        "name": said(method.name),
        "about": said(method.about),
        "source": said(method.source),
        "people": people(method),
        "minutes": method.minutes,
        "steps": steps_of(method),
    }
    return page(request, "consultations/method.html", facts)
