"""Everything that one can do in a group for peer consultation."""

from kring.meetings.consultations.actions.agreeing import agree
from kring.meetings.consultations.actions.grouping import Beginning, Terms, change_terms, start_group, write_year_plan
from kring.meetings.consultations.actions.rotating import set_rota
from kring.meetings.consultations.actions.running import choose_method, press
from kring.meetings.consultations.actions.watching import forget_points, watch, watch_years
from kring.meetings.consultations.actions.writing import write_notes, write_point, write_summary

__all__ = [
    "Beginning",
    "Terms",
    "agree",
    "change_terms",
    "choose_method",
    "forget_points",
    "press",
    "set_rota",
    "start_group",
    "watch",
    "watch_years",
    "write_notes",
    "write_point",
    "write_summary",
    "write_year_plan",
]
