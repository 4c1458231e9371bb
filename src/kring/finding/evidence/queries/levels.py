"""How far people are, for rooms above: needs and plans. Who may ask this of whom is theirs to see to: they ask only for
people who agreed to be counted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from kring.finding.evidence.models import Evidence, Hidden
from kring.finding.evidence.queries.praise import returned_to
from kring.finding.evidence.rules.kinds import Kind
from kring.finding.evidence.rules.mastery import Mastery, Piece, mastery

ENDORSED = "endorsement:"


def levels_of(
    accounts: Collection[int], competences: Collection[int] | None, *, on: date
) -> dict[tuple[int, int], Mastery]:
    """How far each of these people is with each of these competences on a day, by (account, competence); with None, in
    all of which anything is known.

    What she hides or struck out doesn't count. Who has no evidence for one isn't in it: that is not a level of 0. At
    most three queries, however many are asked for.
    """
    rows = counting().filter(account__in=accounts, day__lte=on)
    if competences is not None:
        rows = rows.filter(competence__in=competences)
    found = list(rows)
    returned = returned_to({row.account_id for row in found if row.kind == Kind.ENDORSEMENT})
    grouped: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for row in found:
        grouped[row.account_id, row.competence_id].append(piece_of(row, returned))
    judged = {key: mastery(pieces, on=on) for key, pieces in grouped.items()}
    return {key: held for key, held in judged.items() if held is not None}


def counting() -> "QuerySet[Evidence]":
    """The evidence that counts: not hidden, not struck, of a competence that isn't hidden, of who hasn't left."""
    hidden = Hidden.objects.filter(account=OuterRef("account"), competence=OuterRef("competence"))
    return Evidence.objects.filter(~Exists(hidden), hidden_at=None, struck_at=None, account__is_active=True)


def pieces_of(rows: Iterable[Evidence], returned: Collection[int]) -> list[Piece]:
    """Rows as the rules take them."""
    return [piece_of(row, returned) for row in rows]


def piece_of(row: Evidence, returned: Collection[int]) -> Piece:
    """A row as the rules take it; `returned` are the endorsements that were given in return."""
    return Piece(
        kind=Kind(row.kind),
        day=row.day,
        source=row.source,
        level=row.level,
        voice=row.voice,
        returned=endorsement_of(row.source) in returned,
    )


def endorsement_of(source: str) -> int:
    """The endorsement that a source names; 0 for any other source."""
    return int(source.removeprefix(ENDORSED)) if source.startswith(ENDORSED) else 0


def by_competence(rows: Iterable[Evidence]) -> Mapping[int, list[Evidence]]:
    """Rows of one person by what they are about."""
    grouped: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows:
        grouped[row.competence_id].append(row)
    return grouped
