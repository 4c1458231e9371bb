"""What people agreed to (`consents`), what is needed (`needs`), and what was counted (`tallies`)."""

from kring.planning.needs.models.consents import Consent, ConsentCompetence, Purpose
from kring.planning.needs.models.needs import (
    Need,
    NeedChange,
    NeedCompetence,
    NeedList,
    ProfileLine,
    RoleProfile,
    Weight,
)
from kring.planning.needs.models.tallies import Group, Tally, TallyAround, TallyFigure, TallyGroup

__all__ = [
    "Consent",
    "ConsentCompetence",
    "Group",
    "Need",
    "NeedChange",
    "NeedCompetence",
    "NeedList",
    "ProfileLine",
    "Purpose",
    "RoleProfile",
    "Tally",
    "TallyAround",
    "TallyFigure",
    "TallyGroup",
    "Weight",
]
