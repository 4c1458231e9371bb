"""A person's own page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.communities.queries import in_common
from kring.conversations.queries.people import given_by
from kring.finding.evidence.queries.showing import shown_by
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.foundation.paging import Page
from kring.foundation.text.sorting import initials
from kring.people import actions, queries
from kring.people.queries import Person
from kring.people.rules import Nearness, Part
from kring.web.evidence.rows import Row
from kring.web.evidence.rows import shown as competence_row
from kring.web.people import rows
from kring.web.people.forms import ClaimInvitationForm
from kring.web.presenting import circle_url, older_url, person_url
from kring.web.rendering import page, photo_url
from kring.web.views import Request, signed_in

_SIZE = 10


@require_safe
def person(request: Request, handle: str) -> HttpResponse:
    """A person, each part of her page to whom she chose to show it."""
    seen = seen_by(request, handle)
    gave = Part.CONTRIBUTIONS in seen.shown
    given = given_by(request.reader, seen.id, after=request.GET.get("after", ""), size=_SIZE) if gave else Page([])
    own = seen.nearness is Nearness.HERSELF
    common = in_common(request.reader, seen.id) if seen.nearness is Nearness.CIRCLES else []
    facts = {
        "person": seen,
        "own": own,
        "photo_url": photo_url(seen.photo),
        "initials": initials(seen.name),
        "openness": rows.openness(seen),
        "languages": rows.languages(seen),
        "given": [rows.evidence(one) for one in given.rows],
        "older_url": older_url(person_url(handle), given.older),
        "common": [(name, circle_url(slug)) for name, slug in common],
        "may_write": not own
        and request.reader.account is not None
        and Part.MESSAGES in seen.shown
        and not seen.imported,
        "competences": _competences(request, seen),
        "may_invite": queries.may_invite_to_claim(request.reader, seen),
        "shows_nothing": not own and not (seen.shown - {Part.MESSAGES}),
    }
    return page(request, "people/person.html", facts)


def _competences(request: Request, seen: Person) -> list[Row]:
    """What she shows this reader of what she can do."""
    language = translation.get_language() or "en"
    found = shown_by(request.reader, seen, language=language, on=timezone.localdate())
    return [competence_row(one, f"{person_url(seen.handle)}/competences") for one in found]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invite_to_claim(request: Request, handle: str) -> HttpResponse:
    """Invite an imported person to make her account her own: for a host of a circle that she is in."""
    seen = seen_by(request, handle)
    if not seen.imported:
        raise ConflictError(_("This account has been claimed already."), code="already-claimed")
    if not queries.may_invite_to_claim(request.reader, seen):
        raise RefusedError(_("Only a host of a circle that this person is in can do that."), code="not-a-host")
    form = ClaimInvitationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            offered = actions.invite_to_claim(
                actor=request.reader, handle=handle, email=form.cleaned_data["email"], now=clock.now()
            )
        except InvalidError as error:
            form.add_error("email", str(error.message))
        except ConflictError as error:
            form.add_error("email", str(error.message))
            return _claim_page(request, seen, form, status=409)
        else:
            said = _("We sent an e-mail to %(address)s. The link in it is good for 30 days.")
            messages.success(request, said % {"address": offered.email})
            return redirect(person_url(handle))
    return _claim_page(request, seen, form, status=422 if form.errors else 200)


def seen_by(request: HttpRequest, handle: str) -> Person:
    """A person as this reader sees her."""
    language = translation.get_language() or "en"
    return queries.person(request.reader, handle, language=language, today=timezone.localdate())  # type: ignore[attr-defined]


def _claim_page(request: HttpRequest, seen: Person, form: ClaimInvitationForm, *, status: int) -> HttpResponse:
    return page(request, "people/claim.html", {"person": seen, "form": form}, status=status)
