"""Starting, describing, moving, announcing in and archiving a circle."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.communities import actions, queries
from kring.communities.models import Community, Joining
from kring.foundation import clock
from kring.foundation.access.models import Place
from kring.foundation.access.rules import Wish
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.web import presenting
from kring.web.circles import rows, words
from kring.web.circles.forms import AnnouncementForm, CircleForm, MoveForm, described, refuse
from kring.web.circles.opening import for_founders, for_hosts
from kring.web.fields import sentences
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_READS_AND_WRITES = ["GET", "HEAD", "POST"]


@require_http_methods(_READS_AND_WRITES)
@signed_in
def start_topmost(request: Request) -> HttpResponse:
    """An operator starts a community of its own."""
    if not request.reader.is_operator:
        reason = gettext_lazy("Only an operator can start a community of its own.")
        raise RefusedError(reason, code="not-an-operator")
    return _start(request, None)


@require_http_methods(_READS_AND_WRITES)
@for_founders
def start(request: Request, circle: Community) -> HttpResponse:
    """A circle under one that the reader hosts, or that lets its members start some."""
    return _start(request, circle)


@require_http_methods(_READS_AND_WRITES)
@for_hosts
def settings(request: Request, circle: Community) -> HttpResponse:
    """What a circle says of itself, its address, and who comes in, knows of it and reads in it."""
    if request.method != "POST":
        return _settings(request, circle, CircleForm(initial=described(circle)))
    form = CircleForm(request.POST)
    if not form.is_valid():
        return _settings(request, circle, form, status=422)
    try:
        changed = actions.describe(
            actor=request.reader,
            community=circle.pk,
            description=form.description(),
            slug=form.cleaned_data["slug"] or None,
            now=clock.now(),
        )
    except (InvalidError, ConflictError) as error:
        return _settings(request, circle, form, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return redirect(f"{presenting.circle_url(changed.slug)}/settings")


@require_http_methods(_READS_AND_WRITES)
@for_hosts
def move(request: Request, circle: Community) -> HttpResponse:
    """Put a circle, with all below it, under another one."""
    options = _places_to_go(request, circle)
    form = MoveForm(request.POST if request.method == "POST" else None, options=options)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                parent = form.cleaned_data["parent"]
                actions.move(actor=request.reader, community=circle.pk, parent=parent, now=clock.now())
            except ConflictError as error:
                status = refuse(form, error)
            else:
                messages.success(request, _("Moved. The address is as it was."))
                return redirect(presenting.circle_url(circle.slug))
    facts = {
        "circle": circle,
        "url": presenting.circle_url(circle.slug),
        "tabs": rows.host_tabs(circle, "settings"),
        "form": form,
        "options": options,
        "errors": sentences(form),
    }
    return page(request, "circles/move.html", facts, section="circles", status=status)


@require_http_methods(_READS_AND_WRITES)
@for_hosts
def archive(request: Request, circle: Community) -> HttpResponse:
    """Close a circle for writing, after a question in words."""
    url = presenting.circle_url(circle.slug)
    if request.method == "POST":
        actions.archive(actor=request.reader, community=circle.pk, now=clock.now())
        messages.success(request, _("Archived. It can be read, and reopened."))
        return redirect(url)
    facts = {
        "circle": circle,
        "title": _("Archive %(circle)s?") % {"circle": circle.name},
        "text": _(
            "It and the circles below it can still be read and found, but nobody can write or join. "
            "You can reopen it at any time."
        ),
        "action": f"{url}/archive",
        "yes": _("Archive"),
        "cancel": f"{url}/settings",
        "kind": "danger",
    }
    return page(request, "circles/confirm.html", facts, section="circles")


@require_http_methods(_READS_AND_WRITES)
@for_hosts
def reopen(request: Request, circle: Community) -> HttpResponse:
    """Open an archived circle again, after a question in words."""
    url = presenting.circle_url(circle.slug)
    if request.method == "POST":
        actions.reopen(actor=request.reader, community=circle.pk, now=clock.now())
        messages.success(request, _("Open again."))
        return redirect(url)
    facts = {
        "circle": circle,
        "title": _("Reopen %(circle)s?") % {"circle": circle.name},
        "text": _(
            "Members can write again, here and in the circles that were archived with it. "
            "If its last day is over, it has none any more."
        ),
        "action": f"{url}/reopen",
        "yes": _("Reopen"),
        "cancel": url,
        "kind": "primary",
    }
    return page(request, "circles/confirm.html", facts, section="circles")


@require_http_methods(_READS_AND_WRITES)
@for_hosts
def announcement(request: Request, circle: Community) -> HttpResponse:
    """What stands above a circle's page."""
    sent = request.POST if request.method == "POST" else None
    form, status = AnnouncementForm(sent, initial={"text": circle.announcement}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                text = "" if request.POST.get("answer") == "remove" else form.cleaned_data["text"]
                actions.announce(actor=request.reader, community=circle.pk, text=text, now=clock.now())
            except (InvalidError, ConflictError) as error:
                status = refuse(form, error)
            else:
                messages.success(request, _("Announced.") if text else _("The announcement is taken away."))
                return redirect(presenting.circle_url(circle.slug))
    facts = {
        "circle": circle,
        "url": presenting.circle_url(circle.slug),
        "tabs": rows.host_tabs(circle, "announcement"),
        "form": form,
        "errors": sentences(form),
    }
    return page(request, "circles/announcement.html", facts, section="circles", status=status)


def _start(request: Request, parent: Community | None) -> HttpResponse:
    """The form of a new circle, topmost or under `parent`, and what comes of it."""
    if request.method != "POST":
        return _new(request, parent, CircleForm(initial=_beginning(parent)))
    form = CircleForm(request.POST)
    if not form.is_valid():
        return _new(request, parent, form, status=422)
    try:
        made = actions.found(
            actor=request.reader,
            description=form.description(),
            parent=parent.pk if parent else None,
            slug=form.cleaned_data["slug"],
            now=clock.now(),
        )
    except (InvalidError, ConflictError) as error:
        return _new(request, parent, form, status=refuse(form, error))
    messages.success(request, _("Here it is. Invite the first people, and ask the first question."))
    return redirect(presenting.circle_url(made.slug))


def _beginning(parent: Community | None) -> dict[str, Any]:
    wish = Wish.INHERIT if parent else Wish.NETWORK
    language = parent.language if parent else get_language()
    joining = Joining.OPEN if parent else Joining.REQUEST
    return {"language": language, "joining": joining.value, "listing": wish.value, "sight": wish.value}


def _new(request: Request, parent: Community | None, form: CircleForm, *, status: int = 200) -> HttpResponse:
    over = queries.around(request.reader, parent)[0] if parent else []
    facts = _form_facts(form, parent.place if parent else None, words.names(parent, over)) | {
        "parent": parent,
        "crumbs": rows.crumbs(over, parent) if parent else [(_("Circles"), "/circles")],
        "action": f"{presenting.circle_url(parent.slug)}/new" if parent else "/circles/new",
        "cancel": presenting.circle_url(parent.slug) if parent else "/circles",
    }
    return page(request, "circles/new.html", facts, section="circles", status=status)


def _settings(request: Request, circle: Community, form: CircleForm, *, status: int = 200) -> HttpResponse:
    over, _under = queries.around(request.reader, circle)
    named = words.names(circle, over)
    parent = circle.place.parent
    facts = _form_facts(form, parent, named) | {
        "circle": circle,
        "url": presenting.circle_url(circle.slug),
        "tabs": rows.host_tabs(circle, "settings"),
        "knows": words.who(circle.place.listing_scope, named),
        "reads": words.who(circle.place.scope, named),
    }
    return page(request, "circles/settings.html", facts, section="circles", status=status)


def _form_facts(form: CircleForm, above: Place | None, named: dict[int, str]) -> dict[str, Any]:
    """The form of a circle with what each choice means under `above`."""
    return {
        "form": form,
        "errors": sentences(form),
        "ways": words.ways_in(),
        "founders": words.founders(),
        "listings": words.listing_options(above.listing_scope if above else None, named),
        "sights": words.sight_options(above.scope if above else None, named),
    }


def _places_to_go(request: Request, circle: Community) -> list[tuple[str, str]]:
    found = [(str(row.id), row.name) for row in queries.movable_under(request.reader, circle)]
    may_be_topmost = request.reader.is_operator and circle.place.parent_id is not None
    return [("", _("Nowhere: a community of its own")), *found] if may_be_topmost else found
