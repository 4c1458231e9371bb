"""Reading a ledger."""

from kring.learning.queries.cases import CaseEntry, Proof, entries_for_cases
from kring.learning.queries.counting import COUNTS
from kring.learning.queries.drafts import count_open, dismissed_drafts, draft, open_drafts
from kring.learning.queries.evidence import content_path, evidence_by_key, evidence_of, evidence_of_lines
from kring.learning.queries.glance import Glance, glance
from kring.learning.queries.imports import own_import, waiting_imports
from kring.learning.queries.ledger import EntryRow, Line, line, lines, minutes_on, overlapping
from kring.learning.queries.organisations import Given, given_by, given_in
from kring.learning.queries.totals import Aims, Year, aims_of, year_of

__all__ = [
    "COUNTS",
    "Aims",
    "CaseEntry",
    "EntryRow",
    "Given",
    "Glance",
    "Line",
    "Proof",
    "Year",
    "aims_of",
    "content_path",
    "count_open",
    "dismissed_drafts",
    "draft",
    "entries_for_cases",
    "evidence_by_key",
    "evidence_of",
    "evidence_of_lines",
    "given_by",
    "given_in",
    "glance",
    "line",
    "lines",
    "minutes_on",
    "open_drafts",
    "overlapping",
    "own_import",
    "waiting_imports",
    "year_of",
]
