"""What people agreed to (`consents`), what is needed (`needs`), how it stands as it was counted (`heat`); and exactly,
for the job that plans (`shortages`)."""

from kring.planning.needs.queries.consents import Agreed, agreements, counted, counted_for, namable
from kring.planning.needs.queries.heat import Cell, Heat, HeatRow, around, heat
from kring.planning.needs.queries.needs import (
    Change,
    NeedRow,
    ProfileRow,
    changes,
    known_to_colleagues,
    may_read,
    need,
    need_list,
    needs,
    profile,
    profiles,
    waiting_lists,
)
from kring.planning.needs.queries.shortages import Gap, gaps

__all__ = [
    "Agreed",
    "Cell",
    "Change",
    "Gap",
    "Heat",
    "HeatRow",
    "NeedRow",
    "ProfileRow",
    "agreements",
    "around",
    "changes",
    "counted",
    "counted_for",
    "gaps",
    "heat",
    "known_to_colleagues",
    "may_read",
    "namable",
    "need",
    "need_list",
    "needs",
    "profile",
    "profiles",
    "waiting_lists",
]
