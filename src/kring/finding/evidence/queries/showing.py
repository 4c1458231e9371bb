"""What others see of what someone is able to do: what she shows, and of that what rests on what they may see.

Levels and counts are worked out of that alone, so that they tell nothing of the rest.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kring.competences.queries import Word
from kring.finding.evidence.queries.levels import by_competence, counting
from kring.finding.evidence.queries.own import Line, lines_of, mastery_of, word_of
from kring.finding.evidence.queries.praise import returned_to
from kring.finding.evidence.queries.sources import seen
from kring.finding.evidence.rules.kinds import Kind
from kring.finding.evidence.rules.mastery import Mastery
from kring.foundation.access.readers import Reader
from kring.foundation.text.sorting import sort_key
from kring.people.queries import Person
from kring.people.rules import Part

OWN_WORDS = "statement"
"""The source of what a person says of herself: there is nothing else to look at."""


class Shown(NamedTuple):
    """A competence as a person shows it to a reader."""

    word: Word
    mastery: Mastery
    lines: Sequence[Line]


def shown_by(reader: Reader, person: Person, *, language: str, on: date) -> list[Shown]:
    """What a person shows this reader, by label; nothing where she doesn't show that part. At most seven queries.

    Whether an endorsement was given in return weighs, and isn't told: it would say what others show.
    """
    if Part.COMPETENCES not in person.shown:
        return []
    rows = list(counting().select_related("competence").filter(account=person.id, day__lte=on))
    visible = seen(reader, {row.source for row in rows})
    rows = [row for row in rows if row.source == OWN_WORDS or row.source in visible]
    returned = returned_to([person.id]) if any(row.kind == Kind.ENDORSEMENT for row in rows) else frozenset()
    found: list[Shown] = []
    for pieces in by_competence(rows).values():
        held = mastery_of(pieces, returned, on=on)
        if held is not None:
            found.append(Shown(word_of(pieces[0].competence, language), held, lines_of(pieces, visible, ())))
    return sorted(found, key=lambda one: (sort_key(one.word.label), one.word.id))
