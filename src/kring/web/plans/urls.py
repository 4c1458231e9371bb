"""Addresses of plans, and of what people are offered."""

from django.urls import path

from kring.web.plans.views import becoming, comparing, offers, price_lists, prices, running, scenarios, taking

_ALL = "organisations/<slug:slug>/plans"
_ONE = f"{_ALL}/<key:key>"

urlpatterns = [
    path("work/offers", offers.mine),
    path("work/offers/<key:key>", offers.one),
    path("work/offers/<key:key>/answer", offers.answer),
    path(_ALL, scenarios.index),
    path(f"{_ALL}/new", scenarios.new),
    path(f"{_ALL}/compared", comparing.compared),
    path(_ONE, scenarios.one),
    path(f"{_ONE}/limits", scenarios.limits),
    path(f"{_ONE}/prices", prices.prices),
    path(f"{_ONE}/prices/list", price_lists.price_list),
    path(f"{_ONE}/copies", scenarios.copy),
    path(f"{_ONE}/removal", scenarios.archive),
    path(f"{_ONE}/runs", running.run),
    path(f"{_ONE}/progress", running.progress),
    path(f"{_ONE}/cancellation", running.cancel),
    path(f"{_ONE}/wishes", running.wish),
    path(f"{_ONE}/wishes/<key:wish>/removal", running.unwish),
    path(f"{_ONE}/openings/<key:need>", becoming.opening),
    path(f"{_ONE}/openings/<key:made>/removal", becoming.drop_opening),
    path(f"{_ONE}/assignments/<key:need>", becoming.assignment),
    path(f"{_ONE}/assignments/<key:made>/removal", becoming.drop_assignment),
    path(f"{_ONE}/offers", becoming.offer),
    path(f"{_ONE}/offers/<key:made>/removal", becoming.take_back),
    path(f"{_ONE}/plan.xlsx", taking.workbook),
    path(f"{_ONE}/plan.pdf", taking.paper),
]
