"""Writing down what one learned, and correcting it by what replaces it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.learning.access import ENTRY
from kring.learning.actions import checks
from kring.learning.events import LedgerChanged
from kring.learning.models import Entry, Source
from kring.learning.rules.entries import MOST_COMPETENCES, Mark, Told, summed

LONGEST_BECAUSE = 200

_COUNT = """
    INSERT INTO learning_month (person_id, month, way, time, minutes, entries)
    SELECT %(person)s, * FROM unnest(%(months)s::date[], %(ways)s::text[], %(times)s::text[], %(minutes)s::bigint[],
                                     %(entries)s::int[])
    ON CONFLICT (person_id, month, way, time)
    DO UPDATE SET minutes = learning_month.minutes + EXCLUDED.minutes,
                  entries = learning_month.entries + EXCLUDED.entries
"""


@transaction.atomic
def write_down(
    *,
    actor: Reader,
    told: Told,
    now: datetime,
    source: Source = Source.FORM,
    event: int | None = None,
    attester: int | None = None,
) -> Entry:
    """A new line in the actor's own ledger. Raises InvalidError by field."""
    person = signed_in(actor)
    checks.check(told, person=person, now=now)
    entry = entry_of(told, person=person, source=source, now=now)
    entry.event_id, entry.attester_id = event, attester
    entry.save(force_insert=True)
    count(person, [mark(entry)])
    record(LedgerChanged(person=person, since=entry.day.isoformat()), actor=person, now=now)
    return entry


@transaction.atomic
def correct(*, actor: Reader, entry: int, told: Told, because: str, now: datetime) -> Entry:
    """Say a line anew: a counter-entry that replaces the row `entry`, which stays readable.

    Raises ConflictError when that row was replaced before: someone, in another window, was first.
    """
    replaced = _own(actor, entry)
    checks.check(told, person=replaced.person_id, now=now)
    fresh = entry_of(told, person=replaced.person_id, source=Source(replaced.source), now=now)
    return _replace(replaced, fresh, because, now=now)


@transaction.atomic
def strike(*, actor: Reader, entry: int, because: str, now: datetime) -> Entry:
    """Say that a line was wrong as a whole: a counter-entry after which it no longer counts. Raises as `correct`."""
    replaced = _own(actor, entry)
    fresh = Entry.objects.get(pk=replaced.pk)
    fresh.pk, fresh.struck, fresh.source_key, fresh.recorded_at = None, True, "", now
    return _replace(replaced, fresh, because, now=now)


@transaction.atomic
def claim(*, actor: Reader, entry: int, scheme: str, claims: Mapping[str, Any], because: str, now: datetime) -> Entry:
    """Say of a line what it is for one scheme: points, categories, what only that scheme asks. Raises as `correct`."""
    replaced = _own(actor, entry)
    fresh = Entry.objects.get(pk=replaced.pk)
    others = {name: said for name, said in replaced.claims.items() if name != scheme}
    fresh.pk, fresh.source_key, fresh.recorded_at = None, "", now
    fresh.claims = others | ({scheme: dict(claims)} if claims else {})
    return _replace(replaced, fresh, because, now=now)


def entry_of(told: Told, *, person: int, source: Source, now: datetime) -> Entry:
    """The row of an activity that was checked, not saved yet."""
    return Entry(
        person_id=person,
        title=cleaning.clean_line(told.title),
        kind=told.kind,
        way=told.way,
        day=told.day,
        started_at=told.started_at,
        ended_at=told.ended_at,
        minutes=told.minutes,
        time=told.time,
        competences=_known(told.competences),
        learned=cleaning.clean(told.learned),
        attested_by=cleaning.clean_line(told.attested_by),
        facts=dict(told.facts),
        claims={scheme: dict(claim) for scheme, claim in told.claims.items()},
        source=source,
        recorded_at=now,
    )


def mark(entry: Entry, sign: int = 1) -> Mark:
    """What an entry adds to the totals of its month; `sign` -1 takes it back."""
    return Mark.of(day=entry.day, way=entry.way, time=entry.time, minutes=entry.minutes, sign=sign)


def count(person: int, marks: Sequence[Mark]) -> None:
    """Add marks to a person's months, in a fixed order, so that two writers never wait for each other in a ring."""
    added = summed(marks)
    if added:
        with connection.cursor() as cursor:
            cursor.execute(
                _COUNT,
                {
                    "person": person,
                    "months": [one.month for one in added],
                    "ways": [str(one.way) for one in added],
                    "times": [str(one.time) for one in added],
                    "minutes": [one.minutes for one in added],
                    "entries": [one.entries for one in added],
                },
            )


def _own(actor: Reader, key: int) -> Entry:
    entry = Entry.objects.filter(ENTRY.filter(actor, "correct"), pk=key).first()
    if entry is None:
        raise NotThereError
    if entry.struck:
        raise ConflictError(_("This line was struck out before. Write a new one instead."), code="struck")
    return entry


def _replace(replaced: Entry, fresh: Entry, because: str, *, now: datetime) -> Entry:
    said = cleaning.clean_line(because)
    if len(said) > LONGEST_BECAUSE:
        raise InvalidError({"because": _("At most %(longest)d characters fit here.") % {"longest": LONGEST_BECAUSE}})
    fresh.because = said
    fresh.replaces_id, fresh.line_id = replaced.pk, replaced.line_id or replaced.pk
    fresh.event_id, fresh.attester_id = replaced.event_id, replaced.attester_id
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError as error:
        raise ConflictError(
            _("This line was corrected meanwhile, perhaps in another window. Look at it as it is now."),
            code="corrected-meanwhile",
        ) from error
    count(replaced.person_id, [mark(replaced, -1), *([] if fresh.struck else [mark(fresh)])])
    since: date = min(replaced.day, fresh.day)
    record(LedgerChanged(person=replaced.person_id, since=since.isoformat()), actor=replaced.person_id, now=now)
    return fresh


def _known(keys: Sequence[int]) -> list[int]:
    """Those of the keys that are competences, each once."""
    wanted = list(dict.fromkeys(keys))[:MOST_COMPETENCES]
    known = set(Competence.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return [key for key in wanted if key in known]
