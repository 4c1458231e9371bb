"""Signing a version, declining it, and ending the agreement. Whoever does so holds the agreement's row."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.communities.actions.checks import fitting, still_open
from kring.communities.agreements.actions import checks
from kring.communities.agreements.events import AgreementDeclined, AgreementProposed, AgreementSealed, NoticeGiven
from kring.communities.agreements.models import Notice, Signature, Version
from kring.communities.agreements.queries.sheets import Sheet, sheet
from kring.communities.agreements.rules import terms
from kring.communities.agreements.rules.terms import Side, State
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.events.actions import record


@transaction.atomic
def sign(*, actor: Reader, agreement: int, version: int, side: Side, now: datetime) -> Sheet:
    """One side's yes to the version with a number: its own draft becomes a proposal, what the other one proposed holds.

    Raises NotThereError, RefusedError, and ConflictError with the reason: overtaken, over, fewer seats than are taken,
    a gap after what was agreed before, signed for the other side by the same person.
    """
    account = signed_in(actor)
    seen = checks.for_side(actor, agreement, side, now)
    wanted = _signable(seen, version, side)
    still_open(seen.agreement.community)
    if wanted.ends_on <= seen.today:
        raise ConflictError(_("The period of this version is over already."), code="period-over")
    if not terms.joins_on([one for one in seen.terms if one.number < version], wanted.starts_on, seen.today):
        raise ConflictError(
            _("It begins later than what was agreed ends. Let it begin earlier, so that nobody loses a seat."),
            code="gap",
        )
    said = list(wanted.signatures.all())
    if said and wanted.seats < seen.agreement.taken:
        raise ConflictError(
            _("%(taken)d seats are taken: a version with fewer can’t be agreed on.") % {"taken": seen.agreement.taken}
            if side is Side.ORGANISATION
            else _("More seats are taken than this version has: it can’t be agreed on."),
            code="fewer-than-taken",
        )
    _answer(seen, wanted, side, account, agrees=True, words="", now=now)
    if not said:
        seen.agreement.told_at = seen.agreement.told_at or now
        seen.agreement.save(update_fields=["told_at"])
        record(AgreementProposed(agreement=agreement, version=version, side=side), actor=account, now=now)
        return sheet(seen.agreement, now)
    sealed = sheet(seen.agreement, now)
    sealed.agreement.seats = terms.seats(sealed.terms, sealed.today)
    sealed.agreement.save(update_fields=["seats"])
    record(AgreementSealed(agreement=agreement, version=version), actor=account, now=now)
    return sealed


@transaction.atomic
def decline(*, actor: Reader, agreement: int, version: int, side: Side, words: str, now: datetime) -> None:
    """One side's no to what the other one proposed. What was agreed before goes on. Raises as `sign`."""
    account = signed_in(actor)
    seen = checks.for_side(actor, agreement, side, now)
    wanted = _signable(seen, version, side)
    if not wanted.signatures.all():
        raise ConflictError(_("This was not proposed yet."), code="not-proposed")
    _answer(seen, wanted, side, account, agrees=False, words=fitting("words", words, longest=500), now=now)
    record(AgreementDeclined(agreement=agreement, version=version, side=side), actor=account, now=now)


@transaction.atomic
def give_notice(*, actor: Reader, agreement: int, side: Side, ends_on: date, now: datetime) -> Notice:
    """One side ends the agreement; `ends_on` is the first day without it, no earlier than its notice allows.

    Raises ConflictError where nothing runs or notice was given already, InvalidError for a day that can't be.
    """
    account = signed_in(actor)
    seen = checks.for_side(actor, agreement, side, now)
    last = seen.last
    if last is None or seen.state not in {State.AGREED, State.RUNNING}:
        raise ConflictError(_("There is nothing to end."), code="not-running")
    if last.notice_ends_on is not None:
        raise ConflictError(_("Notice was given already."), code="notice-given")
    earliest = terms.earliest_end(last, seen.today)
    if ends_on < earliest:
        raise InvalidError(
            {"last_day": _("With %(days)d days of notice it can’t end earlier.") % {"days": last.notice_days}}
        )
    if not last.renewal_months and ends_on >= last.ends_on:
        raise InvalidError({"last_day": _("It ends by itself before that.")})
    made = Notice.objects.create(
        version=seen.numbered(last.number), side=side.value, account_id=account, ends_on=ends_on, at=now
    )
    record(NoticeGiven(agreement=agreement, side=side), actor=account, now=now)
    return made


def _signable(seen: Sheet, version: int, side: Side) -> Version:
    """The version with a number, if this side can say something to it now."""
    checks.not_ended(seen)
    found = next((one for one in seen.shown_to([side]) if one.number == version), None)
    if found is None or not terms.may_sign(seen.terms, version, side):
        raise ConflictError(
            _("This version can’t be signed any more: it was signed, declined, or another one came after it."),
            code="overtaken",
        )
    return found


def _answer(
    seen: Sheet, version: Version, side: Side, account: int, *, agrees: bool, words: str, now: datetime
) -> None:
    if any(one.account_id == account for one in version.signatures.all()):
        raise ConflictError(
            _("You signed for the other side. Someone else has to sign for this one."), code="same-person"
        )
    name = Account.objects.values_list("name", flat=True).get(pk=account)
    Signature.objects.create(
        version=version, side=side.value, account_id=account, name=name[:80], agrees=agrees, words=words, at=now
    )
