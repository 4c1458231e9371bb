"""What the community proposes, and what a person makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.learning.access import DRAFT
from kring.learning.actions import checks
from kring.learning.actions.writing import write_down
from kring.learning.events import DraftMade
from kring.learning.models import Draft, DraftState, Entry, Source
from kring.learning.rules.entries import LONGEST_LEARNED, LONGEST_TITLE, Told
from kring.learning.rules.kinds import usual_way
from kring.learning.rules.proposals import CASE, HELPED

_OVER = _("You have decided on this before.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A line that something in the community speaks for; `about` names that, once a person.

    `at` is when it was done; `lasted` from when to when, where that is known. `reason` with `reason_facts` says why,
    for a sentence to the reader. `learned` is what she said already that she takes from it.
    """

    person: int
    about: str
    title: str
    kind: str
    at: datetime
    minutes: int
    reason: str
    reason_facts: Mapping[str, Any] = field(default_factory=dict)
    competences: Sequence[int] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lasted: tuple[datetime, datetime] | None = None
    attester: int | None = None
    learned: str = ""


@transaction.atomic
def propose(*, proposal: Proposal, event: int, now: datetime) -> Draft | None:
    """Propose a line to a person; once for what it is about, whatever it hears again.

    One that lapsed is proposed anew; one that is open takes over the new reason and who attests it; one that she
    decided on stays decided. None for who left or came with an import.
    """
    account = Account.objects.filter(pk=proposal.person, is_active=True).exclude(email=None).first()
    if account is None:
        return None
    known = Draft.objects.select_for_update().filter(person=account, about=proposal.about).first()
    if known is not None:
        return _again(known, proposal)
    made, is_new = Draft.objects.get_or_create(
        person=account,
        about=proposal.about,
        defaults={
            "event_id": event,
            "title": cleaning.clean_line(proposal.title)[:LONGEST_TITLE],
            "kind": proposal.kind,
            "way": usual_way(proposal.kind),
            "day": checks.local_day(account.pk, proposal.at),
            "started_at": proposal.lasted[0] if proposal.lasted else None,
            "ended_at": proposal.lasted[1] if proposal.lasted else None,
            "minutes": proposal.minutes,
            "competences": list(proposal.competences),
            "learned": cleaning.clean(proposal.learned)[:LONGEST_LEARNED],
            "facts": dict(proposal.facts),
            "claims": {scheme: dict(claim) for scheme, claim in proposal.claims.items()},
            "attester_id": proposal.attester,
            "reason": proposal.reason,
            "reason_facts": dict(proposal.reason_facts),
            "made_at": now,
        },
    )
    if is_new:
        record(DraftMade(person=account.pk, draft=made.pk), actor=None, now=now)
    return made


@transaction.atomic
def lapse(*, about: Sequence[str], reasons: Sequence[str] = (), now: datetime) -> None:
    """What was proposed is no longer so (an answer that isn't accepted any more, a withdrawn experience).

    Only drafts that wait, and with `reasons` only those with one of them: others are only attested by nobody any more.
    What she confirmed stays hers.
    """
    waiting = Draft.objects.filter(about__in=list(about), state=DraftState.OPEN)
    waiting.update(attester=None)
    fallen = waiting.filter(reason__in=list(reasons)) if reasons else waiting
    fallen.update(state=DraftState.LAPSED, settled_at=now)


@transaction.atomic
def confirm(*, actor: Reader, draft: int, told: Told | None = None, now: datetime) -> Entry:
    """Yes: what is proposed, or as the person changed it (`told`), becomes a line of her ledger.

    Raises ConflictError when she decided before, in another window too; InvalidError as `write_down`.
    """
    mine = _waiting(actor, draft)
    asked = told or _told(mine)
    entry = write_down(
        actor=actor,
        told=replace(asked, facts={**mine.facts, **asked.facts}, claims={**mine.claims, **asked.claims}),
        source=Source.DRAFT,
        event=mine.event_id,
        attester=mine.attester_id,
        now=now,
    )
    mine.state, mine.entry, mine.settled_at = DraftState.CONFIRMED, entry, now
    mine.save(update_fields=["state", "entry", "settled_at"])
    return entry


@transaction.atomic
def dismiss(*, actor: Reader, draft: int, now: datetime) -> Draft:
    """No: it isn't learning to her. Raises ConflictError when she decided before."""
    mine = _waiting(actor, draft)
    mine.state, mine.settled_at = DraftState.DISMISSED, now
    mine.save(update_fields=["state", "settled_at"])
    return mine


@transaction.atomic
def put_back(*, actor: Reader, draft: int) -> Draft:
    """Think again about one that was dismissed. Raises ConflictError for any other."""
    mine = _own(actor, draft)
    if mine.state != DraftState.DISMISSED:
        raise ConflictError(_OVER, code="not-dismissed")
    mine.state, mine.settled_at = DraftState.OPEN, None
    mine.save(update_fields=["state", "settled_at"])
    return mine


def _told(draft: Draft) -> Told:
    """The proposal as it stands."""
    return Told(
        title=draft.title,
        kind=draft.kind,
        way=draft.way,
        day=draft.day,
        first_day=_first_day(draft),
        started_at=draft.started_at,
        ended_at=draft.ended_at,
        minutes=draft.minutes,
        competences=draft.competences,
        learned=draft.learned,
    )


def _first_day(draft: Draft) -> date | None:
    """The local day on which it began, where that isn't the one on which it was completed."""
    if draft.started_at is None:
        return None
    first = checks.local_day(draft.person_id, draft.started_at)
    return first if first != draft.day else None


def _again(draft: Draft, proposal: Proposal) -> Draft:
    if draft.state in (DraftState.OPEN, DraftState.LAPSED):
        # That she was asked and helped holds, whether or not the answer is accepted too.
        if draft.state == DraftState.LAPSED or draft.reason not in (HELPED, CASE):
            draft.reason, draft.reason_facts = proposal.reason, dict(proposal.reason_facts)
        draft.state, draft.settled_at = DraftState.OPEN, None
        draft.attester_id = proposal.attester or draft.attester_id
        draft.save(update_fields=["state", "settled_at", "reason", "reason_facts", "attester"])
    return draft


def _waiting(actor: Reader, key: int) -> Draft:
    draft = _own(actor, key)
    if draft.state != DraftState.OPEN:
        raise ConflictError(_OVER, code="decided-before")
    return draft


def _own(actor: Reader, key: int) -> Draft:
    draft = Draft.objects.select_for_update().filter(DRAFT.filter(actor, "settle"), pk=key).first()
    if draft is None:
        raise NotThereError
    return draft
