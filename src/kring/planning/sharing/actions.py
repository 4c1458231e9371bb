"""Showing something, withdrawing it, and looking at it."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.learning.models import Evidence
from kring.learning.queries import line
from kring.people.models import Employment, Organisation
from kring.people.organisations.rules.employments import day_at
from kring.planning.sharing import queries
from kring.planning.sharing.access import SHARE
from kring.planning.sharing.models import Look, Share
from kring.planning.sharing.rules import end_of, may_last_until
from kring.registers.queries import registration

MOST_SHOWN: Final = 50


@transaction.atomic
def show_line(
    *, actor: Reader, organisation: int, entry: int, with_evidence: bool, last_day: date, now: datetime
) -> Share:
    """Show the owners and HR of an employer a line of the actor's own ledger, up to and including a day.

    Raises NotThereError, InvalidError at `last_day`, ConflictError when it is shown there already, or too much is.
    """
    found = line(actor, entry)
    if found.now.struck:
        raise ConflictError(_("This is struck out. There is nothing to show."), code="struck")
    made = Share(entry_id=found.key, with_evidence=with_evidence)
    return _show(actor, made, organisation, last_day, now=now)


@transaction.atomic
def show_dossier(
    *, actor: Reader, organisation: int, registration_key: int, day: date, last_day: date, now: datetime
) -> Share:
    """Show the owners and HR of an employer the verdict on one period of the actor's own registration, that which
    holds `day`: the word, the register and the period, and no activity. Raises as `show_line`."""
    held = registration(actor, registration_key)
    return _show(actor, Share(registration=held, day=day), organisation, last_day, now=now)


def _show(actor: Reader, share: Share, organisation: int, last_day: date, *, now: datetime) -> Share:
    person = signed_in(actor)
    at = _working(person, organisation)
    if not may_last_until(last_day, day_at(now, at.time_zone)):
        raise InvalidError({"last_day": _("Choose a day from today until a year from now.")})
    running = Share.objects.filter(person=person, organisation=at, withdrawn_at=None, ends_at__gt=now)
    if running.filter(entry=share.entry_id, registration=share.registration_id, day=share.day).exists():
        raise ConflictError(_("You show this already. Withdraw it first to choose another day."), code="shown-already")
    if running.count() >= MOST_SHOWN:
        raise ConflictError(_("You show 50 things already. Withdraw one first."), code="too-many-shown")
    share.person_id, share.organisation = person, at
    share.made_at, share.last_day, share.ends_at = now, last_day, end_of(last_day, at.time_zone)
    share.save(force_insert=True)
    return share


@transaction.atomic
def withdraw(*, actor: Reader, share: int, now: datetime) -> Share:
    """Show it no longer, from the next request on; withdrawing twice is withdrawing once. Raises NotThereError."""
    signed_in(actor)
    found = Share.objects.select_for_update().filter(SHARE.filter(actor, "own"), pk=share).first()
    if found is None:
        raise NotThereError
    if found.withdrawn_at is None:
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
    return found


@transaction.atomic
def look(*, actor: Reader, share: int, organisation: int, now: datetime) -> queries.Shown:
    """Open what is shown; it is written down that the actor did. Raises NotThereError for what isn't shown (any
    more)."""
    found = _lookable(actor, share, organisation, now)
    opened = queries.opened(found, now=now)
    Look.objects.create(share=found, by_id=signed_in(actor), what="", at=now)
    return opened


@transaction.atomic
def look_at_evidence(*, actor: Reader, share: int, organisation: int, evidence: int, now: datetime) -> Evidence:
    """Open a file that comes with what is shown; it is written down. Raises NotThereError, also for a link."""
    found = _lookable(actor, share, organisation, now)
    pieces = [one for one in queries.opened(found, now=now).evidence if one.pk == evidence and one.sha256]
    if not pieces:
        raise NotThereError
    Look.objects.create(share=found, by_id=signed_in(actor), what=pieces[0].name[:120], at=now)
    return pieces[0]


@transaction.atomic
def end_with_employment(*, person: int, organisation: int, now: datetime) -> int:
    """Withdraw what someone shows an organisation, unless she works there by another employment; how many."""
    working = Employment.objects.filter(account=person, organisation=organisation, begun_at__isnull=False, over_at=None)
    if working.exists():
        return 0
    return Share.objects.filter(person=person, organisation=organisation, withdrawn_at=None).update(withdrawn_at=now)


@transaction.atomic
def forget_person(*, person: int) -> None:
    """Take away all that someone showed, and her looks; for who leaves Kring."""
    Share.objects.filter(person=person).delete()
    Look.objects.filter(by=person).delete()


def _lookable(actor: Reader, share: int, organisation: int, now: datetime) -> Share:
    """A share that the actor may look at, held so that withdrawing it comes before or after, not between."""
    rows = queries.shown(actor, now=now).select_for_update(no_key=True, of=("self",))
    found = rows.select_related("person").filter(organisation=organisation, pk=share).first()
    if found is None:
        raise NotThereError
    return found


def _working(person: int, organisation: int) -> Organisation:
    """The organisation, if she works there; her employment is held, so that two at once show nothing twice."""
    rows = Employment.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation")
    running = rows.filter(account=person, organisation=organisation, begun_at__isnull=False, over_at=None)
    found = running.order_by("pk").first()
    if found is None:
        raise NotThereError
    return found.organisation
