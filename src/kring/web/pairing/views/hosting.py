"""What hosts do: start a programme, describe and end it, ask for a round, keep organisations apart."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities.models import Community
from kring.finding.pairing import actions, queries
from kring.finding.pairing.actions.checks import REASONS
from kring.finding.pairing.models import Conflict, Programme
from kring.finding.pairing.queries import Seen
from kring.foundation import clock
from kring.foundation.errors import RefusedError
from kring.web import presenting
from kring.web.circles.opening import for_hosts
from kring.web.fields import sentences
from kring.web.meetings.views.planning import done
from kring.web.pairing.forms import ApartForm, DescriptionForm, ProgrammeForm, as_described
from kring.web.pairing.views.taking_part import head
from kring.web.pairing.words import programme_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@for_hosts
def new(request: Request, circle: Community) -> HttpResponse:
    """Start a programme in a circle."""
    form = ProgrammeForm(request.POST if request.method == "POST" else None, initial={"language": circle.language})

    def begin(filled: ProgrammeForm) -> Programme:
        return actions.start(actor=request.reader, place=circle.pk, told=filled.described(), now=clock.now())

    made, status = done(form, begin)
    if made is not None:
        messages.success(request, _("It is there. Members take part in a click."))
        return redirect(programme_url(made.pk))
    url = f"{presenting.circle_url(circle.slug)}/pairing"
    facts = {"form": form, "wrong": sentences(form), "circle": circle, "url": url, "draft": f"pairing-{circle.slug}"}
    return page(request, "pairing/new.html", facts, status=status)


@require_http_methods(GET_OR_POST)
@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Describe a programme anew."""
    seen = _hosted(request, key)
    now_is = as_described(seen.programme)
    told = request.POST.copy() if request.method == "POST" else None
    if told is not None:
        told["kind"] = seen.programme.kind
    form = DescriptionForm(told, initial=now_is)

    def describe(filled: DescriptionForm) -> Programme:
        return actions.describe(actor=request.reader, programme=key, told=filled.described(), now=clock.now())

    changed, status = done(form, describe)
    if changed is not None:
        messages.success(request, _("Changed."))
        return redirect(programme_url(key))
    facts = {**head(seen), "form": form, "wrong": sentences(form), "draft": f"pairing-{key}"}
    return page(request, "pairing/edit.html", facts, status=status)


@require_POST
@signed_in
def ask_round(request: Request, key: int) -> HttpResponse:
    """Have a round made now."""
    actions.ask_round(actor=request.reader, programme=key, now=clock.now())
    return redirect(programme_url(key))


@require_http_methods(GET_OR_POST)
@signed_in
def end(request: Request, key: int) -> HttpResponse:
    """End a programme, after asking once more."""
    seen = _hosted(request, key)
    if request.method == "POST":
        actions.end(actor=request.reader, programme=key, now=clock.now())
        messages.success(request, _("It has ended. Who took part is told."))
        return redirect(programme_url(key))
    return page(request, "pairing/end.html", head(seen))


@require_http_methods(GET_OR_POST)
@for_hosts
def apart(request: Request, circle: Community) -> HttpResponse:
    """The organisations whose people never meet in a circle's programmes, and two more of them."""
    reader, url = request.reader, f"{presenting.circle_url(circle.slug)}/pairing"
    posted = request.POST if request.method == "POST" else None
    form = ApartForm(posted, organisations=list(queries.organisations(reader)))

    def keep(filled: ApartForm) -> Conflict:
        return actions.keep_apart(actor=reader, place=circle.pk, now=clock.now(), **filled.cleaned_data)

    kept, status = done(form, keep)
    if kept is not None:
        return redirect(f"{url}/apart")
    facts = {
        "form": form,
        "wrong": sentences(form),
        "circle": circle,
        "url": url,
        "conflicts": queries.conflicts(reader, circle.place),
    }
    return page(request, "pairing/apart.html", facts, status=status)


@require_POST
@for_hosts
def let_together(request: Request, circle: Community, conflict: int) -> HttpResponse:
    """Keep two organisations apart no more."""
    actions.let_together(actor=request.reader, place=circle.pk, conflict=conflict)
    return redirect(f"{presenting.circle_url(circle.slug)}/pairing/apart")


def _hosted(request: Request, key: int) -> Seen:
    seen = queries.seen(request.reader, key)
    if not seen.is_host:
        raise RefusedError(REASONS["host"], code="may-not-host")
    return seen
