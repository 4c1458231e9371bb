"""Proposing dates, changing them, and withdrawing the question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.meetings.actions.checks import unchanged, writable
from kring.meetings.polls.actions import checks
from kring.meetings.polls.events import PollOpened, PollWithdrawn
from kring.meetings.polls.models import Option, Poll, State, Value
from kring.meetings.polls.proposals import Proposal, checked
from kring.meetings.polls.queries.counting import counted

# So many polls may be open in one circle: lists of them need no pages.
MOST_OPEN: Final = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """A poll as it is now, and how many of the dates that were given were there already."""

    poll: Poll
    merged: int


@transaction.atomic
def propose(*, actor: Reader, place: int, proposal: Proposal, now: datetime) -> Outcome:
    """Ask the members of a circle which of these dates suit them.

    Raises NotThereError, RefusedError, ConflictError (archived, too many open), InvalidError.
    """
    where = Place.objects.select_related("community").filter(pk=place).first()
    if where is None or not actor.may_look(where.scope):
        raise NotThereError
    author = checks.allowed(actor, "propose", Poll(place=where))
    writable(where)
    proposed = checked(proposal, now=now)
    if Poll.objects.filter(place=where, state=State.OPEN).count() >= MOST_OPEN:
        raise ConflictError(
            _("So many polls are open in this circle. Choose a date in one of them, or withdraw one."), code="too-many"
        )
    poll = Poll.objects.create(place=where, made_by_id=author, made_at=now, **proposed.columns)
    Option.objects.bulk_create(Option(poll=poll, starts_at=starts) for starts in proposed.starts)
    record(PollOpened(poll=poll.pk), actor=author, now=now)
    return Outcome(poll, proposed.merged)


@transaction.atomic
def change(
    *,
    actor: Reader,
    poll: int,
    proposal: Proposal,
    gone: Sequence[int] = (),
    anyway: bool = False,
    version: int,
    now: datetime,
) -> Outcome:
    """Change what a poll says, add the dates of `proposal`, and take away those of `gone`; a date for which somebody
    can only `anyway`.

    Raises ConflictError when someone else changed it first, or it is decided; InvalidError.
    """
    held = _changeable(actor, poll)
    unchanged(held, version)
    kept = Option.objects.filter(poll=held).exclude(pk__in=list(gone))
    known = set(kept.values_list("starts_at", flat=True))
    proposed = checked(proposal, now=now, known=known, until=held.answer_until)
    if not anyway:
        _nobody_can(held, gone)
    if proposed.columns["answer_until"] != held.answer_until:
        held.reminded = False
    Option.objects.filter(poll=held, pk__in=list(gone)).delete()
    Option.objects.bulk_create(Option(poll=held, starts_at=starts) for starts in proposed.starts)
    for name, value in proposed.columns.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*proposed.columns, "version", "reminded"])
    return Outcome(held, proposed.merged)


@transaction.atomic
def withdraw(*, actor: Reader, poll: int, now: datetime) -> Poll:
    """Ask no longer; whoever answered is told. Done twice it stays so. Raises ConflictError once a date is chosen."""
    held = checks.seen(actor, poll, lock=True)
    checks.allowed(actor, "change", held)
    if held.state == State.WITHDRAWN:
        return held
    checks.undecided(held)
    held.state, held.version = State.WITHDRAWN, held.version + 1
    held.save(update_fields=["state", "version"])
    record(PollWithdrawn(poll=held.pk), actor=signed_in(actor), now=now)
    return held


def _changeable(actor: Reader, key: int) -> Poll:
    held = checks.seen(actor, key, lock=True)
    checks.allowed(actor, "change", held)
    checks.undecided(held)
    writable(held.place)
    return held


def _nobody_can(poll: Poll, gone: Sequence[int]) -> None:
    """Raise InvalidError, by "gone_<key>", for dates for which somebody can."""
    can = Count("marks", filter=Q(marks__in=counted(poll).exclude(value=Value.NO)))
    rows = Option.objects.filter(poll=poll, pk__in=list(gone)).annotate(can=can).filter(can__gt=0)
    wrong = {
        f"gone_{key}": ngettext_lazy(
            "%(num)d person can then. Say below that you take it away all the same.",
            "%(num)d people can then. Say below that you take it away all the same.",
            count,
        )
        % {"num": count}
        for key, count in rows.order_by("pk").values_list("pk", "can")
    }
    if wrong:
        raise InvalidError(wrong)
