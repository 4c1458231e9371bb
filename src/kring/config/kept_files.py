"""Who names files that people brought: the one table. Each says, of contents by their SHA-256, which it still names;
what none of them names is forgotten after a day."""

from collections.abc import Sequence
from typing import Final

from kring.foundation.files.store import Named
from kring.learning.queries import evidence
from kring.meetings.library import queries as library

TABLE: Final[Sequence[Named]] = (evidence.named, library.named)
