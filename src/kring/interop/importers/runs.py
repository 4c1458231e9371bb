"""A run as it is kept: how far each stage is, and the report so far. Written with every batch, in its transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kring.communities.models import Community
from kring.interop.importers import report
from kring.interop.importers.problems import ImportProblem
from kring.interop.importers.report import Tally
from kring.interop.importers.writing import Into
from kring.interop.models import ImportRun


@dataclass(frozen=True, slots=True)
class Position:
    """How far a stage is: rows that are done, and the date of the last one (in ISO 8601)."""

    row: int = 0
    last: str = ""
    is_done: bool = False


@dataclass
class Run:
    """A run under way. `tally` and the positions are what was committed."""

    kept: ImportRun
    into: Into
    tally: Tally
    _next: dict[str, Any] = field(default_factory=dict)

    def position(self, stage: str) -> Position:
        """How far a stage is."""
        return Position(**self.kept.progress.get(stage, {}))

    def advance(self, stage: str, position: Position, tally: Tally) -> Tally:
        """Note, in the caller's transaction, that a stage is this far; `tally` is of what was done since. New total.

        The caller hands the total to `committed` once it is. ImportProblem: another process went on with this run.
        """
        total = self.tally.plus(tally)
        progress: dict[str, Any] = self.kept.progress | {
            stage: {"row": position.row, "last": position.last, "is_done": position.is_done}
        }
        moved = ImportRun.objects.filter(pk=self.kept.pk, version=self.kept.version).update(
            progress=progress, report=total.as_json(), version=self.kept.version + 1
        )
        if not moved:
            raise ImportProblem("Another process goes on with this import. Let that one finish.")
        self._next = progress
        return total

    def committed(self, total: Tally) -> None:
        """What `advance` noted has been committed."""
        self.tally = total
        self.kept.version += 1
        self.kept.progress = self._next

    def finish(self, now: datetime) -> None:
        """Everything is in."""
        ImportRun.objects.filter(pk=self.kept.pk).update(finished_at=now)
        self.kept.finished_at = now


def begun(community: Community, *, fingerprint: str, language: str, now: datetime) -> Run:
    """The run of this dump into this community: the one that was begun before, or a new one.

    Rows keep the mark that the first run into the community gave them, also when it is renamed in between.
    """
    earlier = ImportRun.objects.filter(place=community.pk).order_by("pk").first()
    kept, _ = ImportRun.objects.get_or_create(
        place_id=community.pk,
        fingerprint=fingerprint,
        defaults={
            "source": earlier.source if earlier else _free_source(community),
            "language": language,
            "started_at": now,
        },
    )
    into = Into(community.pk, community.slug, kept.source, kept.language, kept.started_at)
    return Run(kept, into, report.from_json(kept.report))


def _free_source(community: Community) -> str:
    """The mark of what comes into this community. A slug may have been another community's before that was renamed."""
    source = f"stackexchange:{community.slug}"
    return f"{source[:60]}:{community.pk}" if ImportRun.objects.filter(source=source).exists() else source
