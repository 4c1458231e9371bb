"""How far people are, for rooms above: needs and plans. Who may ask this of whom is theirs to see to: they ask only for
people who agreed to be counted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

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
    most two queries, however many are asked for.
    """
    rows = counting().filter(account__in=accounts, day__lte=on)
    if competences is not None:
        rows = rows.filter(competence__in=competences)
    found = list(rows.values_list("account_id", "competence_id", "kind", "day", "level", "source", "voice"))
    returned = returned_to({account for account, _word, kind, *_rest in found if kind == Kind.ENDORSEMENT})
    grouped: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for account, competence, *said in found:
        grouped[account, competence].append(_piece(said, returned))
    judged = {key: mastery(pieces, on=on) for key, pieces in grouped.items()}
    return {key: held for key, held in judged.items() if held is not None}


def counting() -> "QuerySet[Evidence]":
    """The evidence that counts: not hidden, not struck, of a competence that isn't hidden, of who hasn't left."""
    hidden = Hidden.objects.filter(account=OuterRef("account"), competence=OuterRef("competence"))
    return Evidence.objects.filter(~Exists(hidden), hidden_at=None, struck_at=None, account__is_active=True)


def pieces_of(rows: Iterable[Evidence], returned: Collection[int]) -> list[Piece]:
    """Rows as the rules take them; `returned` are the endorsements that were given in return."""
    return [_piece((row.kind, row.day, row.level, row.source, row.voice), returned) for row in rows]


def endorsement_of(source: str) -> int:
    """The endorsement that a source names; 0 for any other source."""
    return int(source.removeprefix(ENDORSED)) if source.startswith(ENDORSED) else 0


def by_competence(rows: Iterable[Evidence]) -> Mapping[int, list[Evidence]]:
    """Rows of one person by what they are about."""
    grouped: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows:
        grouped[row.competence_id].append(row)
    return grouped


def _piece(said: Sequence[Any], returned: Collection[int]) -> Piece:
    """What a row says (its kind, day, level, source and voice), as the rules take it."""
    kind, day, level, source, voice = said
    is_returned = endorsement_of(source) in returned
    return Piece(kind=Kind(kind), day=day, source=source, level=level, voice=voice, returned=is_returned)
