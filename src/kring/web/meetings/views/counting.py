"""What a meeting counts for in registers, as its host has it from them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.foundation import clock
from kring.meetings import actions
from kring.meetings.models import Meeting
from kring.registers.queries import Known, known, schemes
from kring.registers.sentences import label
from kring.web.fields import sentences
from kring.web.meanwhile import meanwhile
from kring.web.meetings.forms import CountingForm
from kring.web.meetings.views.opening import head, hosted
from kring.web.meetings.views.planning import GET_OR_POST, done
from kring.web.meetings.words import meeting_url
from kring.web.registers.desk import claimed
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@require_safe
@signed_in
def registers(request: Request, key: int) -> HttpResponse:
    """What was said so far, and the registers to choose from."""
    seen = hosted(request, key)
    facts = {
        **head(seen),
        "said": counts_for(seen.meeting.claims, url=f"{meeting_url(key)}/registers"),
        "others": [one for one in _choices(schemes(), key) if one[3] not in seen.meeting.claims],
    }
    return page(request, "meetings/registers.html", facts)


@require_http_methods(GET_OR_POST)
@signed_in
def register(request: Request, key: int, scheme: str) -> HttpResponse:
    """Points, categories and what else one register asks."""
    seen = hosted(request, key)
    asked = known(scheme)[0].scheme
    form = CountingForm(request.POST, scheme=asked)
    stands = form.as_it_stands(seen.meeting.claims.get(scheme, {})) | {"version": seen.meeting.version}
    if request.method != "POST":
        form = CountingForm(initial=stands, scheme=asked)

    def say(filled: CountingForm) -> list[Meeting]:
        told = filled.cleaned_data
        return actions.say_what_counts(
            actor=request.reader, meeting=key, scheme=scheme, claim=filled.claim(), version=told["version"] or 0,
            following=told["following"], now=clock.now(),
        )  # fmt: skip

    kept, status = done(form, say)
    if kept is not None:
        messages.success(request, _("Kept. Drafts of who is there will say so."))
        return redirect(f"{meeting_url(key)}/registers")
    facts = {
        **head(seen),
        "title": label(asked.title),
        "body": asked.body,
        "action": f"{meeting_url(key)}/registers/{scheme}",
        "form": form,
        "names": list(form.fields),
        "theirs": meanwhile(form, stands, status),
        "wrong": sentences(form),
    }
    return page(request, "meetings/register.html", facts, status=status)


def counts_for(claims: Mapping[str, Mapping[str, Any]], *, url: str) -> list[tuple[str, str]]:
    """(what a meeting is for each register, where that is changed)."""
    return [(claimed(scheme, said), f"{url}/{scheme}") for scheme, said in sorted(claims.items())]


def _choices(every: Mapping[str, Sequence[Known]], key: int) -> list[tuple[str, str, str, str]]:
    found = [
        (f"{meeting_url(key)}/registers/{name}", label(versions[0].scheme.title), versions[0].scheme.body, name)
        for name, versions in every.items()
    ]
    return sorted(found, key=lambda one: one[1].casefold())
