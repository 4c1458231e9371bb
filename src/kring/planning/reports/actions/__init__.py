"""Making reports, planning a year, and reminding those below a floor."""

from kring.planning.reports.actions.planning import plan_year, remind_due
from kring.planning.reports.actions.reporting import make_due, make_report

__all__ = ["make_due", "make_report", "plan_year", "remind_due"]
