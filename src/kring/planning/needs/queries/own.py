"""How far the reader herself is: for her own eyes."""

from collections.abc import Collection
from datetime import date

from kring.finding.evidence.queries import levels_of
from kring.foundation.access.readers import Reader


def own_levels(reader: Reader, competences: Collection[int], *, on: date) -> dict[int, int]:
    """The reader's own levels, by competence; what nothing is known of isn't in it. At most three queries."""
    if reader.account is None or not competences:
        return {}
    held = levels_of([reader.account], competences, on=on)
    return {competence: one.level for (_person, competence), one in held.items()}
