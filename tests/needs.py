"""What is needed and who agreed to be counted, for tests."""

from datetime import UTC, date, datetime
from typing import Final

from kring.competences.models import Competence
from kring.finding.evidence.models import Evidence
from kring.finding.evidence.rules.kinds import Kind
from kring.people.models import Organisation
from kring.planning.needs import actions
from kring.planning.needs.models import Consent, Need, Purpose
from tests.people import World

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
TODAY, QUARTER = NOW.date(), date(2026, 4, 1)
CELLS: Final = {"competences": "Excel", "level": "3", "people": "2", "first": "2026-Q2", "last": ""}


def needed(
    world: World, at: Organisation, *, by: str = "hanna", need: int | None = None, **cells: str
) -> Need:  # fmt: skip
    """A need, with what isn't said otherwise: two people with Excel at level 3 in one quarter."""
    return actions.write_need(
        actor=world.reader(by), organisation=at.pk, cells={**CELLS, **cells}, now=NOW, need=need
    )  # fmt: skip


def agreed(world: World, at: Organisation, handle: str, *competences: int, purpose: Purpose = Purpose.COUNT) -> Consent:
    """Someone agrees to be counted, by all that she can do unless competences are named."""
    return actions.agree(
        actor=world.reader(handle), organisation=at.pk, purpose=purpose, competences=competences or None, now=NOW
    )


def able(world: World, handle: str, competence: Competence, level: int) -> None:
    """Someone has shown a competence at a level, by several voices."""
    for number in range(4):
        Evidence.objects.create(
            account=world.accounts[handle], competence=competence, kind=Kind.PLACEMENT, day=TODAY,
            level=level, source=f"test:{handle}:{competence.pk}:{number}", voice=f"voice:{number}",
        )  # fmt: skip
