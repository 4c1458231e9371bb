"""What people show their employer, for its owners and HR. Each look is written down, and she who shows it sees it."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.learning.models import Entry
from kring.people.models import Organisation
from kring.planning.sharing import actions, queries
from kring.registers import sentences
from kring.web import presenting
from kring.web.learning import words
from kring.web.learning.rows import day_words
from kring.web.learning.views.proving import as_download
from kring.web.organisations.opening import for_those_who, frame, organisation_url
from kring.web.registers import words as registers
from kring.web.rendering import page
from kring.web.views import Request


@require_safe
@for_those_who("staff")
def shown(request: Request, organisation: Organisation) -> HttpResponse:
    """Who shows something now."""
    found = queries.shown_to(request.reader, organisation, now=clock.now(), after=request.GET.get("after", ""))
    address = f"{organisation_url(organisation.slug)}/shown"
    facts = frame(
        request.reader,
        organisation,
        "shown",
        shares=[(f"{address}/{one.id}", one.name, one.is_dossier, one.last_day) for one in found.rows],
        older=presenting.older_url(address, found.older),
    )
    return page(request, "planning/shown.html", facts, section="organisations")


@require_safe
@for_those_who("staff")
def one(request: Request, organisation: Organisation, key: int) -> HttpResponse:
    """One thing that is shown."""
    found = actions.look(actor=request.reader, share=key, organisation=organisation.pk, now=clock.now())
    address = f"{organisation_url(organisation.slug)}/shown/{key}"
    facts = frame(
        request.reader,
        organisation,
        "shown",
        name=found.share.person.name,
        last_day=found.share.last_day,
        title=_title(found),
        said=_of_entry(found.entry) if found.entry else _of_verdict(found),
        is_dossier=found.judged is not None,
        with_evidence=found.share.with_evidence,
        evidence=[
            (piece.link or f"{address}/evidence/{piece.pk}", piece.name, bool(piece.link)) for piece in found.evidence
        ],
        back=f"{organisation_url(organisation.slug)}/shown",
    )  # fmt: skip
    response = page(request, "planning/one.html", facts, section="organisations")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_those_who("staff")
def evidence(request: Request, organisation: Organisation, key: int, evidence: int) -> FileResponse:
    """A file that comes with it, to be kept and never shown in place."""
    now = clock.now()
    return as_download(
        actions.look_at_evidence(
            actor=request.reader, share=key, organisation=organisation.pk, evidence=evidence, now=now
        )
    )


def _title(found: queries.Shown) -> str:
    if found.entry is not None:
        return found.entry.title
    if found.judged is None:
        raise NotThereError
    return sentences.label(found.judged.known.scheme.title)


def _of_entry(entry: Entry) -> list[tuple[str, Any]]:
    attester = entry.attester.name if entry.attester else ""
    return [
        (_("Kind"), words.kind_label(entry.kind)),
        (_("Day"), day_words(entry.day)),
        (_("How long"), words.duration(entry.minutes)),
        (_("Attested by"), entry.attested_by),
        (_("Confirmed in Kring by"), attester),
    ]


def _of_verdict(found: queries.Shown) -> list[tuple[str, Any]]:
    if found.judged is None:
        return []
    made = found.judged
    return [
        (_("Register"), made.known.scheme.body),
        (_("Period"), registers.period(*made.period) if made.period else ""),
        (_("Verdict"), sentences.word(made.verdict)),
        (_("As of"), day_words(clock.now().date())),
    ]
