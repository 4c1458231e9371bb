"""What of a ledger a scheme judges."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Coalesce, JSONObject

from kring.learning.models import Entry, Evidence
from kring.learning.queries.counting import COUNTS


class Proof(NamedTuple):
    """A piece of evidence: a file by its SHA-256 (hex), size in bytes and type, or a link."""

    key: int
    name: str
    link: str
    sha256: str
    size: int
    content_type: str


class CaseEntry(NamedTuple):
    """An entry as it stands now, for a case. `line` is the key that stays when it is corrected; evidence hangs on it.

    `facts` are those of every scheme, `claims` what differs per scheme. `proved`: evidence not withdrawn.
    """

    id: int
    line: int
    title: str
    kind: str
    day: date
    started_at: datetime | None
    ended_at: datetime | None
    minutes: int
    facts: Mapping[str, Any]
    claims: Mapping[str, Mapping[str, Any]]
    recorded_at: datetime
    proved: Sequence[Proof]

    def activity(self, scheme: str) -> dict[str, Any]:
        """The activity of a case that this entry is for a scheme, without its status. See the reference of schemes.

        `evidence` is "yes" where there is any, unless the facts say otherwise; times carry their offset.
        """
        made: dict[str, Any] = {"id": f"e{self.line}", "title": self.title, "kind": self.kind, **self._when()}
        made["hours"] = f"{self.minutes}/60"
        made["recorded"] = self.recorded_at.date().isoformat()
        made["evidence"] = "yes" if self.proved else "no"
        return made | dict(self.facts) | dict(self.claims.get(scheme, {}))

    def _when(self) -> dict[str, str]:
        if self.started_at is None or self.ended_at is None:
            return {"on": self.day.isoformat()}
        return {"started": self.started_at.isoformat(), "ended": self.ended_at.isoformat()}


_PROOF = JSONObject(key="pk", name="name", link="link", sha256="sha256", size="size", content_type="content_type")


def entries_for_cases(people: Sequence[int], *, since: date, until: date) -> dict[int, list[CaseEntry]]:
    """What counts in the ledgers of these people from `since` up to and without `until`, by day. One query.

    Corrected entries come once, as they are now; struck ones don't come. The caller has seen to it that the reader may
    see these people's ledgers.
    """
    proofs = Evidence.objects.filter(entry=Coalesce(OuterRef("line_id"), OuterRef("pk")), withdrawn_at=None)
    rows = (
        Entry.objects.filter(COUNTS, person__in=people, day__gte=since, day__lt=until)
        .annotate(proved=ArraySubquery(proofs.order_by("pk").values(told=_PROOF)))
        .order_by("day", "pk")
        .values_list(
            "person", "pk", "line_id", "title", "kind", "day", "started_at", "ended_at", "minutes", "facts", "claims",
            "recorded_at", "proved",
        )
    )  # fmt: skip
    found: dict[int, list[CaseEntry]] = {person: [] for person in people}
    for row in rows:
        proof = [Proof(**one) for one in row[-1]]
        found[row[0]].append(CaseEntry(row[1], row[2] or row[1], *row[3:-1], proof))
    return found
