"""Whose turn it is to bring a case: drawn up for the meetings to come, and changed by hand."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import InvalidError
from kring.foundation.events.actions import record
from kring.meetings.consultations.actions import checks
from kring.meetings.consultations.models import Group
from kring.meetings.consultations.queries.attending import year_of
from kring.meetings.consultations.queries.groups import Opened, TurnRow, members_of, turns
from kring.meetings.consultations.rules.rota import Turn, drawn
from kring.meetings.events import PartGiven
from kring.meetings.models import Meeting, Part, PartRole, State


@transaction.atomic
def set_rota(
    *, actor: Reader, group: int, choices: Mapping[int, int | None], draw: bool = False, now: datetime
) -> dict[int, int | None]:
    """Say who brings a case at meetings to come: `choices` are by meeting, of a member's account or nobody. With `draw`
    the others, and those of nobody, are filled fairly; else the others stay. Gives who brings it, by meeting.

    Raises InvalidError, by "meeting_<key>", for whoever isn't in the group.
    """
    held = checks.hosted(actor, group, lock=True)
    coming = turns(held, now=now)
    members = members_of(held.pk)
    known = {one.pk for one in members}
    strangers = [key for key, who in choices.items() if who is not None and who not in known]
    wrong = {f"meeting_{key}": _("Choose one of these.") for key in strangers}
    if wrong:
        raise InvalidError(wrong)
    kept = {row.meeting.pk: choices.get(row.meeting.pk, None if draw else row.chosen) for row in coming}
    if draw:
        opened = Opened(held, members, is_host=True, oversees=True)
        order = [one.pk for one in opened.bringers]
        found = drawn([Turn(row.away, kept[row.meeting.pk]) for row in coming], order, _brought(held, now))
        kept = {row.meeting.pk: who for row, who in zip(coming, found, strict=True)}
    for row in coming:
        _write(row, kept[row.meeting.pk], actor=signed_in(actor), now=now)
    return kept


def _brought(group: Group, now: datetime) -> Counter[int]:
    """How many cases each brought this year, at meetings that were."""
    rows = Part.objects.filter(
        role=PartRole.CASE, account__isnull=False, meeting__place=group.pk, meeting__starts_at__lte=now
    )
    kept = rows.exclude(meeting__state=State.CANCELLED).select_related("meeting")
    return Counter(row.account_id for row in kept if row.account_id and year_of(row.meeting) == now.year)


def _write(row: TurnRow, who: int | None, *, actor: int, now: datetime) -> None:
    """Whoever brings a case then is told, as it takes preparing."""
    if who == row.chosen:
        return
    held = Meeting.objects.select_for_update(no_key=True).get(pk=row.meeting.pk)
    Part.objects.filter(meeting=held, role=PartRole.CASE, account__isnull=False).delete()
    if who is not None:
        Part.objects.create(meeting=held, role=PartRole.CASE, account_id=who)
        record(PartGiven(meeting=held.pk, person=who, role=PartRole.CASE), actor=actor, now=now)
