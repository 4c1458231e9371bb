"""Offering someone a development, which is hers to accept or decline."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.people.organisations.rules.employments import day_at
from kring.planning.needs.queries import namable
from kring.planning.plans.access import OFFER
from kring.planning.plans.actions.checks import held
from kring.planning.plans.events import DevelopmentOffered, OfferAccepted
from kring.planning.plans.models import Answer, Offer
from kring.planning.plans.queries.results import chosen_development

LONGEST_REASON: Final = 500


@transaction.atomic
def offer(*, actor: Reader, scenario: int, need: int, person: int, now: datetime) -> Offer:
    """Offer someone the development that the latest plan has for her. Only to who agrees to be named, still. Raises
    NotThereError, ConflictError where she was offered it before: she is asked once."""
    found = held(actor, scenario)
    what = chosen_development(found, need, person)
    if what is None or person not in namable(found.organisation_id, day_at(now, found.organisation.time_zone)):
        raise NotThereError
    if Offer.objects.filter(organisation=found.organisation_id, person=person, need=need).exists():
        raise ConflictError(_("This was offered to her already."), code="offered-already")
    made = Offer.objects.create(
        organisation_id=found.organisation_id, scenario=found, need_id=need, person_id=person,
        competence_id=what.competence, level=what.level, department_id=what.department, first=what.first,
        path=what.path, days=what.days, cents=what.cents, made_by_id=signed_in(actor), made_at=now,
    )  # fmt: skip
    record(DevelopmentOffered(offer=made.pk, person=person), actor=actor.account, now=now)
    return made


@transaction.atomic
def answer_offer(
    *, actor: Reader, offer: int, accept: bool, now: datetime, reason: str = "", show_reason: bool = False
) -> Offer:
    """Accept what the actor is offered, or decline it; what was declined stays so. A `reason` to decline is kept for
    her, and with `show_reason` for those who offered it. Raises NotThereError, ConflictError, InvalidError."""
    signed_in(actor)
    said = "" if accept else cleaning.clean_line(reason)
    if len(said) > LONGEST_REASON:
        raise InvalidError({"reason": _("At most %(longest)d characters fit here.") % {"longest": LONGEST_REASON}})
    found = Offer.objects.select_for_update(no_key=True).filter(OFFER.filter(actor, "own"), pk=offer).first()
    if found is None or found.answer == Answer.WITHDRAWN:
        raise NotThereError
    wanted = Answer.ACCEPTED if accept else Answer.DECLINED
    if found.answer == wanted:
        return found
    if found.answer == Answer.DECLINED:
        raise ConflictError(_("You declined this. Ask HR if you think again."), code="answered-already")
    found.answer, found.answered_at = wanted, now
    found.reason, found.is_reason_shown = said, bool(said) and show_reason
    found.save(update_fields=["answer", "answered_at", "reason", "is_reason_shown"])
    if accept:
        record(OfferAccepted(offer=found.pk, person=found.person_id), actor=actor.account, now=now)
    return found


@transaction.atomic
def take_back(*, actor: Reader, offer: int, now: datetime) -> Offer:
    """Take back an offer that waits for an answer. Raises NotThereError, ConflictError."""
    found = Offer.objects.select_for_update(no_key=True).filter(OFFER.filter(actor, "made"), pk=offer).first()
    if found is None:
        raise NotThereError
    if found.answer != Answer.OPEN:
        raise ConflictError(_("It was answered already."), code="answered-already")
    found.answer, found.answered_at = Answer.WITHDRAWN, now
    found.save(update_fields=["answer", "answered_at"])
    return found


def end_with_employment(*, person: int, organisation: int, now: datetime) -> int:
    """Withdraw what waits for an answer of someone who works there no more; how many."""
    rows = Offer.objects.filter(person=person, organisation=organisation, answer=Answer.OPEN)
    return rows.update(answer=Answer.WITHDRAWN, answered_at=now)


@transaction.atomic
def forget_person(*, person: int) -> None:
    """Take away what someone was offered; for who leaves Kring. Her name is in no plan: those hold keys."""
    Offer.objects.filter(person=person).delete()
