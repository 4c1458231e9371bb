"""Agreeing to be counted or named at an employer, and withdrawing it."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import InvalidError, NotThereError
from kring.people.models import Employment
from kring.planning.needs.models import Consent, ConsentCompetence, Purpose

MOST_COMPETENCES: Final = 200


@transaction.atomic
def agree(
    *,
    actor: Reader,
    organisation: int,
    purpose: Purpose,
    now: datetime,
    competences: Collection[int] | None = None,
) -> Consent:
    """Agree to be counted, or to be named in plans, at an organisation that the actor works at, from now on.

    `competences`: to be counted by these alone; None is by all that she can do, of now and later. Saying the same twice
    is saying it once; another choice takes the place of the one before. Raises NotThereError for who doesn't work
    there, InvalidError at `competences` for none or unknown ones.
    """
    person = _working(signed_in(actor), organisation)
    wanted = _known(competences) if purpose is Purpose.COUNT and competences is not None else None
    kept = Consent.objects.filter(person=person, organisation=organisation, purpose=purpose, withdrawn_at=None).first()
    if kept is not None:
        if _says(kept) == wanted:
            return kept
        _end([kept], now)
    made = Consent.objects.create(
        person_id=person, organisation_id=organisation, purpose=purpose, everything=wanted is None, given_at=now
    )
    ConsentCompetence.objects.bulk_create(
        ConsentCompetence(consent=made, competence_id=key) for key in sorted(wanted or ())
    )
    return made


@transaction.atomic
def withdraw(*, actor: Reader, organisation: int, purpose: Purpose, now: datetime) -> bool:
    """Agree no longer, from the next count on; False for who didn't agree. Whoever works there no more may too."""
    running = Consent.objects.select_for_update(no_key=True).filter(
        person=signed_in(actor), organisation=organisation, purpose=purpose, withdrawn_at=None
    )
    return _end(list(running), now) > 0


@transaction.atomic
def end_with_employment(*, person: int, organisation: int, now: datetime) -> int:
    """Withdraw what someone agreed to at an organisation, unless she works there by another employment; how many."""
    working = Employment.objects.filter(account=person, organisation=organisation, begun_at__isnull=False, over_at=None)
    if working.exists():
        return 0
    running = Consent.objects.filter(person=person, organisation=organisation, withdrawn_at=None)
    return _end(list(running.select_for_update(no_key=True)), now)


@transaction.atomic
def forget_person(*, person: int) -> None:
    """Take away all that someone agreed to; for who leaves Kring."""
    Consent.objects.filter(person=person).delete()


def _end(running: list[Consent], now: datetime) -> int:
    for one in running:
        one.withdrawn_at = max(now, one.given_at)
    Consent.objects.bulk_update(running, ["withdrawn_at"])
    return len(running)


def _says(kept: Consent) -> frozenset[int] | None:
    return None if kept.everything else frozenset(kept.competences.values_list("competence_id", flat=True))


def _known(keys: Collection[int]) -> frozenset[int]:
    wanted = frozenset(keys)
    if not wanted or len(wanted) > MOST_COMPETENCES:
        raise InvalidError({"competences": _("Choose 1 to 200 competences, or agree to all of them.")})
    if Competence.objects.filter(pk__in=wanted).count() != len(wanted):
        raise InvalidError({"competences": _("Choose competences out of the list.")})
    return wanted


def _working(person: int, organisation: int) -> int:
    """The person, if she works there; her employment is held, so that two at once agree to one thing."""
    running = Employment.objects.select_for_update(no_key=True).filter(
        account=person, organisation=organisation, begun_at__isnull=False, over_at=None
    )
    if running.order_by("pk").first() is None:
        raise NotThereError
    return person
