"""What happens to a ledger."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class LedgerChanged(Fact):
    """Lines of a person's ledger were added, corrected or struck, or their evidence changed.

    `since` is the earliest day (ISO) that any of them is or was about: what was judged of that day on may differ now.
    """

    name: ClassVar[str] = "learning.LedgerChanged"
    person: int
    since: str


class DraftMade(Fact):
    """The community proposes a line; the person is to say whether it counts."""

    name: ClassVar[str] = "learning.DraftMade"
    person: int
    draft: int
