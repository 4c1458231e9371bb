"""Addresses of reports, plans and what is shown."""

from django.urls import path

from kring.web.planning.views import looking, planning, reporting, showing

_ONE = "organisations/<slug:slug>"

urlpatterns = [
    path("work/shown", showing.mine),
    path("work/shown/new", showing.new),
    path("work/shown/<key:key>", showing.looks),
    path("work/shown/<key:key>/withdrawal", showing.withdraw),
    path(f"{_ONE}/reports", reporting.dashboard),
    path(f"{_ONE}/reports/report.xlsx", reporting.workbook),
    path(f"{_ONE}/reports/<slug:name>.csv", reporting.table),
    path(f"{_ONE}/reports/plan", planning.plan),
    path(f"{_ONE}/shown", looking.shown),
    path(f"{_ONE}/shown/<key:key>", looking.one),
    path(f"{_ONE}/shown/<key:key>/evidence/<key:evidence>", looking.evidence),
]
