"""Whom one keeps away: one's own to see and to change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.foundation import clock
from kring.foundation.accounts.queries import with_handles
from kring.foundation.errors import NotThereError
from kring.people.blocks import actions, queries
from kring.web.circles.rows import face
from kring.web.presenting import person_url
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keep(request: Request, handle: str) -> HttpResponse:
    """Keep someone away, after reading what that does."""
    if request.method == "POST":
        actions.keep_away(actor=request.reader, handle=handle, now=clock.now())
        messages.success(request, _("Done. Nobody hears of it."))
        return redirect("/settings/away")
    found = [one for one in with_handles([handle]) if one.is_active and one.pk != request.reader.account]
    if not found:
        raise NotThereError
    facts = {
        "person": found[0],
        "url": person_url(handle),
        "is_away": queries.keeps_away(request.reader, found[0].pk),
    }
    return page(request, "pairing/away.html", facts)


@require_POST
@signed_in
def let_near(request: Request, handle: str) -> HttpResponse:
    """Keep someone away no more."""
    actions.let_near(actor=request.reader, handle=handle)
    return redirect("/settings/away")


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """Whom one keeps away."""
    people = [one.other for one in queries.kept_away(request.reader)]
    return page(request, "pairing/kept_away.html", {"people": people, "face": face})
