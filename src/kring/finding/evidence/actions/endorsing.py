"""Endorsing someone who worked with one, deciding on it, and asking for it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.competences.rules.levels import HIGHEST
from kring.finding.evidence.access import ASK, ENDORSEMENT
from kring.finding.evidence.events import EndorsementAsked, EndorsementGiven
from kring.finding.evidence.models import Ask, AskState, Endorsement, EndorsementState, Evidence
from kring.finding.evidence.queries.endorsing import asked_of, received
from kring.finding.evidence.queries.together import ties_between
from kring.finding.evidence.rules import limits
from kring.finding.evidence.rules.facts import voice_of
from kring.finding.evidence.rules.kinds import Kind
from kring.finding.evidence.rules.together import Tie
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning


@transaction.atomic
def endorse(
    *, actor: Reader, handle: str, competence: int, level: int | None, sentence: str, now: datetime
) -> Endorsement:
    """Say how far someone who worked with the actor is, 1 to 5, in a sentence. She decides whether it is shown.

    Raises RefusedError for who didn't work with her, ConflictError beyond what fits in a month or a year or while she
    is to decide on the same, InvalidError, NotThereError. Whether she keeps the actor away makes no difference here.
    """
    giver, other = _giver_and_other(actor, handle)
    today = now.astimezone(ZoneInfo(giver.time_zone)).date()
    tie = _tie(giver, other, today)
    said = _checked(competence, level, sentence)
    _within_bounds(giver, other, now)
    try:
        with transaction.atomic():
            made = Endorsement.objects.create(
                by=giver, of=other, competence_id=competence, level=level or 0, sentence=said, tie=tie, day=today,
                given_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise ConflictError(_("What you said of this before is still waiting."), code="waits-already") from error
    Ask.objects.filter(by=other, to=giver, competence=competence, state=AskState.OPEN).update(
        state=AskState.ANSWERED, settled_at=now
    )
    record(EndorsementGiven(endorsement=made.pk), actor=giver.pk, now=now)
    return made


@transaction.atomic
def decide(*, actor: Reader, endorsement: int, show: bool, now: datetime) -> Endorsement:
    """Show what someone said of the actor, so that it counts, or keep it to herself; she may change her mind. A newer
    one by the same person about the same takes the place of the former. Raises NotThereError."""
    signed_in(actor)
    rows = received(actor).select_for_update(no_key=True, of=("self",))
    said = rows.filter(pk=endorsement).exclude(state=EndorsementState.WITHDRAWN).first()
    if said is None:
        raise NotThereError
    said.state, said.settled_at = EndorsementState.SHOWN if show else EndorsementState.KEPT, now
    said.save(update_fields=["state", "settled_at"])
    source = source_of(said.pk)
    if not show:
        Evidence.objects.filter(source=source).delete()
        return said
    _replace_former(said, now)
    Evidence.objects.update_or_create(
        account_id=said.of_id,
        competence_id=said.competence_id,
        source=source,
        defaults={
            "kind": Kind.ENDORSEMENT,
            "day": said.day,
            "level": said.level,
            "voice": voice_of(said.by_id),
            "hidden_at": None,
        },
    )
    return said


@transaction.atomic
def take_back(*, actor: Reader, endorsement: int, now: datetime) -> Endorsement:
    """The actor no longer says so; it is gone wherever it was shown. Raises NotThereError."""
    signed_in(actor)
    rows = Endorsement.objects.select_for_update(no_key=True, of=("self",))
    said = rows.filter(ENDORSEMENT.filter(actor, "withdraw"), pk=endorsement).first()
    if said is None or said.state == EndorsementState.WITHDRAWN:
        raise NotThereError
    said.state, said.settled_at = EndorsementState.WITHDRAWN, now
    said.save(update_fields=["state", "settled_at"])
    Evidence.objects.filter(source=source_of(said.pk)).delete()
    return said


@transaction.atomic
def ask_for_endorsement(*, actor: Reader, handle: str, competence: int, now: datetime) -> Ask:
    """Ask someone who worked with the actor to say how far she is. Raises as `endorse` does; whether she keeps the
    actor away makes no difference here."""
    asker, other = _giver_and_other(actor, handle)
    _tie(asker, other, now.astimezone(ZoneInfo(asker.time_zone)).date())
    if not Competence.objects.filter(pk=competence).exists():
        raise InvalidError({"competence": _("Choose a competence.")})
    if Ask.objects.filter(by=asker, asked_at__gt=now - limits.PERIOD).count() >= limits.MOST_ASKED:
        raise ConflictError(_("You asked ten times this month. Wait a while."), code="asked-often")
    try:
        with transaction.atomic():
            made = Ask.objects.create(by=asker, to=other, competence_id=competence, asked_at=now)
    except IntegrityError as error:
        raise ConflictError(_("You asked this before. Wait for an answer."), code="asked-before") from error
    record(EndorsementAsked(ask=made.pk), actor=asker.pk, now=now)
    return made


@transaction.atomic
def decline(*, actor: Reader, ask: int, now: datetime) -> None:
    """The actor doesn't want to say so; nobody is told. Raises NotThereError."""
    signed_in(actor)
    if not asked_of(actor).filter(pk=ask, state=AskState.OPEN).update(state=AskState.DECLINED, settled_at=now):
        raise NotThereError


@transaction.atomic
def withdraw_ask(*, actor: Reader, ask: int, now: datetime) -> None:
    """The actor needs it no longer. Raises NotThereError for what is answered. Declined looks as if it was open."""
    signed_in(actor)
    rows = Ask.objects.filter(ASK.filter(actor, "withdraw"), pk=ask, state__in=(AskState.OPEN, AskState.DECLINED))
    if not rows.update(state=AskState.WITHDRAWN, settled_at=now):
        raise NotThereError


def source_of(endorsement: int) -> str:
    """What the evidence of an endorsement rests on."""
    return f"endorsement:{endorsement}"


def _giver_and_other(actor: Reader, handle: str) -> tuple[Account, Account]:
    """The actor's account, held, so that two at once don't exceed a bound; and that of the other."""
    giver = Account.objects.select_for_update(no_key=True).get(pk=signed_in(actor))
    other = Account.objects.filter(handle=handle, is_active=True).exclude(email=None).first()
    if other is None:
        raise NotThereError
    if other.pk == giver.pk:
        raise ConflictError(_("You can’t endorse yourself."), code="oneself")
    return giver, other


def _tie(one: Account, other: Account, today: date) -> Tie:
    found = ties_between(one.pk, other.pk, today=today)
    if not found:
        raise RefusedError(_("Only people who worked together can endorse each other."), code="never-worked-together")
    return found[0]


def _checked(competence: int, level: int | None, sentence: str) -> str:
    said = cleaning.clean_line(sentence)
    wrong: dict[str, object] = {}
    if level is None or not 1 <= level <= HIGHEST:
        wrong["level"] = _("Choose a level from 1 to 5.")
    if not said:
        wrong["sentence"] = _("Say in a sentence what you saw.")
    elif len(said) > limits.LONGEST_SENTENCE:
        wrong["sentence"] = _("At most %(longest)d characters fit here.") % {"longest": limits.LONGEST_SENTENCE}
    if not Competence.objects.filter(pk=competence).exists():
        wrong["competence"] = _("Choose a competence.")
    if wrong:
        raise InvalidError(wrong)
    return said


def _within_bounds(giver: Account, other: Account, now: datetime) -> None:
    given = Endorsement.objects.filter(by=giver)
    if given.filter(given_at__gt=now - limits.PERIOD).count() >= limits.MOST_GIVEN:
        raise ConflictError(_("You endorsed ten times this month. Wait a while."), code="given-often")
    if given.filter(of=other, given_at__gt=now - limits.YEAR).count() >= limits.MOST_FOR_ONE:
        raise ConflictError(_("You endorsed this person three times this year."), code="given-often-to-one")


def _replace_former(said: Endorsement, now: datetime) -> None:
    former = Endorsement.objects.filter(
        by=said.by_id, of=said.of_id, competence=said.competence_id, state=EndorsementState.SHOWN
    ).exclude(pk=said.pk)
    keys = list(former.values_list("pk", flat=True))
    former.update(state=EndorsementState.KEPT, settled_at=now)
    Evidence.objects.filter(source__in=[source_of(key) for key in keys]).delete()
