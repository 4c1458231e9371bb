"""Taking part in a programme, for as long as one wants."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.actions.starting import known_competences
from kring.finding.pairing import plans
from kring.finding.pairing.actions import checks
from kring.finding.pairing.events import PartnerGone
from kring.finding.pairing.models import Enrolment, MatchPerson, Programme, Round, Why
from kring.finding.pairing.plans import Wish
from kring.foundation.access.readers import Reader
from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.events.actions import record

_LONGEST_PAUSE = timedelta(days=400)


@transaction.atomic
def enrol(*, actor: Reader, programme: int, wish: Wish, now: datetime) -> Enrolment:
    """Take part from the next round on. Who does already changes what she offers and seeks, and comes out of a pause.

    Raises NotThereError, RefusedError, ConflictError, InvalidError.
    """
    found = checks.seen(actor, programme, lock=True)
    account = checks.allowed(actor, "join", found)
    checks.running(found)
    columns = plans.checked_wish(wish, found.kind)
    columns |= {name: known_competences(columns[name]) for name in ("offers", "seeks")}
    made, _is_new = Enrolment.objects.update_or_create(
        programme=found,
        account_id=account,
        ended_at=None,
        defaults=columns | {"paused_until": None},
        create_defaults=columns | {"since": now},
    )
    return made


@transaction.atomic
def pause(*, actor: Reader, programme: int, until: date | None, today: date) -> Enrolment:
    """Take no part until a day, which is the first on which one does again. Raises InvalidError for a day that is past
    or farther than a year away."""
    enrolment = _mine(actor, programme)
    if until is None or not today < until <= today + _LONGEST_PAUSE:
        raise InvalidError({"until": _("Choose a day within a year from now.")})
    enrolment.paused_until = until
    enrolment.save(update_fields=["paused_until"])
    return enrolment


@transaction.atomic
def leave(*, actor: Reader, programme: int, now: datetime) -> None:
    """Take part no more. Whom one was to meet this time stays: say to each other that you don't come."""
    enrolment = _mine(actor, programme)
    enrolment.ended_at, enrolment.why_ended = now, Why.LEFT
    enrolment.save(update_fields=["ended_at", "why_ended"])


@transaction.atomic
def take_out(*, account: int, places: Iterable[int] | None, now: datetime) -> None:
    """Someone is no longer in these circles, or, with None, on Kring: she takes part no more, and whom she was to meet
    is told. Done twice, it is done once."""
    programmes = (
        Programme.objects.filter(enrolments__account=account)
        if places is None
        else Programme.objects.filter(place__in=list(places))
    )
    # A round that is being written holds its programme: what follows sees it, or the round sees this.
    held = list(Programme.objects.select_for_update(no_key=True).filter(pk__in=programmes.values("pk")).order_by("pk"))
    Enrolment.objects.filter(programme__in=held, account=account, ended_at=None).update(
        ended_at=now, why_ended=Why.GONE
    )
    for programme in held:
        latest = Round.objects.filter(programme=programme).order_by("-number").first()
        if latest is not None:
            _gone_from(latest, account, now=now)


def _gone_from(latest: Round, account: int, *, now: datetime) -> None:
    for person in MatchPerson.objects.filter(match__round=latest, account=account, gone_at=None, said_at=None):
        MatchPerson.objects.filter(pk=person.pk).update(gone_at=now)
        record(PartnerGone(match=person.match_id, person=account), actor=None, now=now)


def _mine(actor: Reader, programme: int) -> Enrolment:
    found = checks.seen(actor, programme)
    rows = Enrolment.objects.select_for_update(no_key=True)
    mine = rows.filter(programme=found, account=actor.account, ended_at=None).first()
    if mine is None:
        raise NotThereError
    return mine
