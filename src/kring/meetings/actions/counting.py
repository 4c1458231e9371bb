"""What a meeting counts for in registers, as its host has it from them: points, categories, a certificate's number."""

from datetime import datetime

from django.db import transaction

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.events.actions import record
from kring.meetings.actions import checks
from kring.meetings.actions.changing import followers
from kring.meetings.events import MeetingsChanged
from kring.meetings.models import Meeting, Series
from kring.registers.claims import Claim, read_claim
from kring.registers.queries import known


@transaction.atomic
def say_what_counts(
    *, actor: Reader, meeting: int, scheme: str, claim: Claim, version: int, following: bool = False, now: datetime
) -> list[Meeting]:
    """Say what a meeting is for one register; with `following` those after it in its series too, also those that were
    changed by themselves. An empty claim takes it away. Everyone's draft begins with it.

    Raises InvalidError by field (see `read_claim`), NotThereError for an unknown scheme, ConflictError when someone
    changed the meeting meanwhile or its list is closed.
    """
    held = checks.hosted(actor, meeting)
    checks.standing(held)
    checks.unchanged(held, version)
    read = read_claim(known(scheme)[0].scheme, claim)
    rows = followers(held, following=following, with_apart=True)
    for row in rows:
        others = {name: said for name, said in row.claims.items() if name != scheme}
        row.claims = others | ({scheme: read} if read else {})
        row.version, row.changed_at = row.version + 1, now
    Meeting.objects.bulk_update(rows, ["claims", "version", "changed_at"])
    if following and held.series_id is not None:
        first = next(row for row in rows if row.pk == held.pk)
        Series.objects.filter(pk=held.series_id).update(claims=first.claims)
    record(MeetingsChanged(meetings=tuple(row.pk for row in rows), moved=False), actor=signed_in(actor), now=now)
    return rows
