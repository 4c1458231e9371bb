"""What people agreed to (`consents`), what is needed (`needs`), how it stands as it was counted (`heat`), and who of
those who agreed to be named could learn it from whom (`learning`)."""

from kring.planning.needs.queries.consents import Agreed, agreements, counted, counted_for, namable, names_of
from kring.planning.needs.queries.heat import Cell, Heat, HeatRow, around, heat
from kring.planning.needs.queries.learning import Learning, Named, named_for
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
    own_profile,
    profile,
    profile_names,
    profiles,
    waiting_lists,
)
from kring.planning.needs.queries.own import own_levels

__all__ = [
    "Agreed",
    "Cell",
    "Change",
    "Heat",
    "HeatRow",
    "Learning",
    "Named",
    "NeedRow",
    "ProfileRow",
    "agreements",
    "around",
    "changes",
    "counted",
    "counted_for",
    "heat",
    "known_to_colleagues",
    "may_read",
    "namable",
    "named_for",
    "names_of",
    "need",
    "need_list",
    "needs",
    "own_levels",
    "own_profile",
    "profile",
    "profile_names",
    "profiles",
    "waiting_lists",
]
